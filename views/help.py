"""What one can do here: the commands with their descriptions, by role."""

from __future__ import annotations

from collections.abc import Sequence

from views.language import Html, Words, phrase
from views.message import Button, Message
from views.terms import DAY_HOURS

DESCRIPTIONS = {
    "update": phrase("Send a status update by buttons"),
    "nothing": phrase("Nothing to report"),
    "my": phrase("Your updates of the last days: see, correct, withdraw"),
    "today": phrase("Figures of the last {hours} hours"),
    "week": phrase("Figures of the last seven days"),
    "brief": phrase("Everything about one governorate or district, since a day"),
    "export": phrase("Report or table of the updates, as a file"),
    "find": phrase("Find updates by place, kind, days, words"),
    "ask": phrase("Ask a question, or browse the topics"),
    "apply": phrase("File a request: visa, access letter, convoy, flight, customs"),
    "cases": phrase("Your requests and drafts"),
    "status": phrase("How a request stands, by its number"),
    "queue": phrase("Updates that wait to be confirmed"),
    "desk": phrase("Requests: the desk's queue"),
    "times": phrase("How long requests take"),
    "rules": phrase("Rules of requests, and what changes today"),
    "next": phrase("The next meeting"),
    "calendar": phrase("Meetings of the next weeks"),
    "meeting": phrase("Plan a meeting"),
    "emergency": phrase("Call an emergency meeting"),
    "alert": phrase("Alerts: send, update, end"),
    "broadcast": phrase("Send a notice to groups and people"),
    "minutes": phrase("Minutes, decisions and action points of a meeting"),
    "show": phrase("Show an update by its reference"),
    "reports": phrase("The latest updates"),
    "silence": phrase("Who is silent, who was late"),
    "thresholds": phrase("What pages the duty officer"),
    "shift": phrase("Who is on duty; hand over the shift in writing"),
    "handover": phrase("Hand over to a deputy while you are away"),
    "roster": phrase("Who must report, by when"),
    "stats": phrase("Questions in figures"),
    "knowledge": phrase("See and change the knowledge base"),
    "asof": phrase("What was answered on a day"),
    "unanswered": phrase("Questions that were not answered"),
    "airspace": phrase("Set the airspace status"),
    "people": phrase("People: approve, suspend, change roles"),
    "invite": phrase("Make an invitation link"),
    "settings": phrase("Settings of a group"),
    "subscriptions": phrase("What comes to you by itself, and quiet hours"),
    "trail": phrase("Who did what, the latest entries"),
    "me": phrase("What I know about you; your phone number"),
    "language": phrase("Language and digits · اللغة والأرقام"),
    "start": phrase("Begin here"),
    "cancel": phrase("Give up what you have begun"),
    "help": phrase("What you can do here"),
}
"""Every command; in menus and in /help they stand in the order of their routes."""


def description(w: Words, command: str) -> str:
    """What a command does, for menus. Raises KeyError for one that has no description."""
    return w.label(DESCRIPTIONS[command], hours=DAY_HOURS)


def commands(w: Words, names: Sequence[str], *, reporter: bool) -> Html:
    """The commands, one a line; plain words do as well, for questions and (a reporter's) updates."""
    return Html.paragraphs(
        Html.lines(
            w.say("<b>What you can do here</b>"),
            *(
                w.say("{command} – {description}", command=f"/{name}", description=description(w, name))
                for name in names
            ),
        ),
        Html.lines(
            w.say("To report, simply write it: <i>{n} families displaced from Mosul to Debaga</i>", n=120),
            w.say("In a group, put #update into the message, or reply to me; I read it back here."),
        )
        if reporter
        else None,
        w.say("To ask, simply write your question: <i>How long does an emergency visa take?</i>"),
    )


def for_stranger(w: Words) -> Message:
    """/help by somebody who is not in."""
    return Message(
        Html.lines(
            w.say("<b>Tansiq</b> is the coordination bot of the crisis-coordination centre."),
            w.say("Entry is by an admin's approval. To ask for it, or to see how it stands: /start"),
            w.say("Language and digits: /language"),
        )
    )


def in_group(w: Words, username: str) -> Message:
    """/help in a group: one line, so that the group stays quiet."""
    link = Button(w.label("Open a private chat"), url=f"https://t.me/{username}")
    return Message(w.say("I explain what you can do in a private chat with me: /help there."), ((link,),))


def about(w: Words) -> str:
    """The bot's description, shown before somebody writes to it; at most 512 characters."""
    return w.label(
        "Tansiq is the coordination bot of the crisis-coordination centre: status updates, daily summaries. "
        "Entry is by an admin's approval."
    )


def about_shortly(w: Words) -> str:
    """The bot's short description, on its profile; at most 120 characters."""
    return w.label("Status updates and daily summaries for crisis coordination.")
