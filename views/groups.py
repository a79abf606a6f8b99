"""Groups coming and going, told to admins; and the bot's first words in a group."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.groups.group import Group
from coordination.people.person import Person, Role
from views.group_settings import hour_name, language_names
from views.language import Html, Words
from views.message import Button, Message, press
from views.people import role_name, telegram_of
from views.terms import DAY_HOURS


def request(w: Words, group: Group, added_by: Person | None) -> Message:
    """To every admin: the bot was added to a group; may it work there? Nobody knows who an anonymous admin is."""
    return Message(
        Html.lines(
            w.say("👥 <b>I was added to a group</b>"),
            w.say("Group: {title}", title=group.title),
            w.say("Kind: supergroup") if group.supergroup else w.say("Kind: ordinary group"),
            _added_by(w, added_by),
            telegram_of(w, added_by) if added_by else None,
            w.say("Until you approve it I write nothing there and read nothing."),
        ),
        (
            (
                Button(w.label("Approve"), press("group.approve", group.id, group.version)),
                Button(w.label("Refuse"), press("group.refuse", group.id, group.version)),
            ),
        ),
    )


def _added_by(w: Words, who: Person | None) -> Html:
    if who is None:
        return w.say("Added by: ⚠️ an anonymous admin of the group")
    if who.state == "suspended":
        return w.say("Added by: ⚠️ {name}, whose access is suspended", name=who.name)
    if who.role is Role.STRANGER:
        return w.say("Added by: ⚠️ not registered with the centre")
    return w.say("Added by: <b>{name}</b>, {role}, registered", name=who.name, role=role_name(w, who.role))


def which_language(w: Words, group: Group) -> Message:
    """To the admin who pressed Approve: the group is admitted with the answer."""
    return Message(
        w.say("In which language shall I write in {title}?", title=group.title),
        (
            tuple(
                Button(name, press("group.admit", group.id, group.version, code))
                for code, name in language_names(w).items()
            ),
            (Button(w.label("Refuse"), press("group.refuse", group.id, group.version)),),
        ),
    )


def approved(w: Words, group: Group) -> Message:
    """What becomes of the card after the group was admitted."""
    return Message(
        Html.lines(
            w.say("✅ {title} is approved.", title=group.title),
            w.say("Its summary comes every day at {hour}.", hour=hour_name(w, group.summary_at))
            if group.summary_at
            else None,
            w.say("The hour, subjects and governorates are set with /settings, in the group or here."),
        )
    )


def refused(w: Words, group: Group) -> Message:
    """What becomes of the card after the group was refused."""
    return Message(w.say("{title} is refused. I am leaving the group.", title=group.title))


def decided(w: Words, group: Group, by: str) -> Message:
    """To an admin who comes too late: what was decided, and by whom; `by` may be empty."""
    who = by or w.label("an admin")
    if group.state == "approved":
        return Message(w.say("{title} was already approved by {name}.", title=group.title, name=who))
    if group.state == "refused":
        return Message(w.say("{title} was already refused by {name}.", title=group.title, name=who))
    return Message(w.say("I am no longer in {title}. Nothing is left to decide.", title=group.title))


def left(w: Words, group: Group, by: str) -> Message:
    """To every admin: the bot was taken out of a group."""
    return Message(
        Html.lines(
            w.say("👥 I was removed from the group {title} by {name}.", title=group.title, name=by),
            w.say("Nothing more is posted there. When I am added again, you are asked again."),
        )
    )


def silenced(w: Words, group: Group, by: str) -> Message:
    """To every admin: the bot is still in a group and may not write there any more."""
    return Message(
        Html.lines(
            w.say("👥 In the group {title}, {name} took my right to write away.", title=group.title, name=by),
            w.say("Summaries and alerts do not reach it until an admin of the group gives it back."),
        )
    )


def hello(voices: Sequence[Words], group: Group) -> Message:
    """The first words in an admitted group, in its language or both."""
    return Message(Html.paragraphs(*(_hello(w, group) for w in voices)))


def _hello(w: Words, group: Group) -> Html:
    return Html.lines(
        w.say("Hello. I am the bot of the coordination centre."),
        w.say(
            "Every day at {hour}, Baghdad time, I post a summary of the status updates here.",
            hour=hour_name(w, group.summary_at),
        )
        if group.summary_at
        else None,
        w.say("/today shows the figures of the last {hours} hours.", hours=DAY_HOURS),
        w.say("Focal points: #update in a message, or a reply to me, sends it to me as a status update."),
        w.say("Admins and duty officers: /settings sets the hour, the language and what is posted."),
    )
