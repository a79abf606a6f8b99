"""What people do on the page, translated into the simulator's own words.

Every action takes the simulator and the JSON object that the page posted. LookupError and ValueError mean that it
cannot be done; their text is shown to the person.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from simulator import Chat, Person, Simulator

Asked = dict[str, Any]
BAGHDAD = ZoneInfo("Asia/Baghdad")


def person_of(sim: Simulator, asked: Asked) -> Person:
    """The person whom `asked["person"]` names by id."""
    person = sim.world.persons.get(int(asked["person"]))
    if person is None:
        raise LookupError("There is no such person.")
    return person


def chat_of(sim: Simulator, asked: Asked) -> Chat | None:
    """The group that `asked["chat"]` names by id; None is the private chat with the bot."""
    if asked.get("chat") is None:
        return None
    group = sim.world.groups.get(int(asked["chat"]))
    if group is None:
        raise LookupError("There is no such group.")
    return group


def group_of(sim: Simulator, asked: Asked) -> Chat:
    """The group that `asked["chat"]` names; a private chat will not do."""
    group = chat_of(sim, asked)
    if group is None:
        raise LookupError("Only a group can do this.")
    return group


def message_of(sim: Simulator, asked: Asked, field: str) -> dict[str, Any]:
    """The message, visible in the asked chat, whose id stands in `field`."""
    wanted = int(asked[field])
    for message in reversed(sim.visible(chat_of(sim, asked) or person_of(sim, asked))):
        if message["message_id"] == wanted:
            return message
    raise LookupError("That message is gone.")


def topic_of(asked: Asked) -> int | None:
    """The message_thread_id that `asked["topic"]` names."""
    return None if asked.get("topic") is None else int(asked["topic"])


def say(sim: Simulator, asked: Asked) -> None:
    """Text, said in private or in a group, perhaps as a reply or in a topic."""
    reply_to = message_of(sim, asked, "reply_to") if asked.get("reply_to") is not None else None
    sim.say(
        person_of(sim, asked),
        str(asked["text"]),
        chat=chat_of(sim, asked),
        reply_to=reply_to,
        topic=topic_of(asked),
    )


def edit(sim: Simulator, asked: Asked) -> None:
    """A new text for an own message."""
    person, message = person_of(sim, asked), message_of(sim, asked, "message")
    if message.get("from", {}).get("id") != person.id:
        raise ValueError("Only an own message can be edited.")
    sim.edit(person, message, str(asked["text"]))


def location(sim: Simulator, asked: Asked) -> None:
    """A place on the map, in degrees."""
    person, chat = person_of(sim, asked), chat_of(sim, asked)
    sim.send_location(person, float(asked["latitude"]), float(asked["longitude"]), chat=chat)


def start(sim: Simulator, asked: Asked) -> None:
    """A pressed deep link."""
    sim.start_with(person_of(sim, asked), str(asked["parameter"]))


def block(sim: Simulator, asked: Asked) -> None:
    """The person blocks the bot."""
    sim.block_bot(person_of(sim, asked))


def unblock(sim: Simulator, asked: Asked) -> None:
    """The person lets the bot write again."""
    sim.unblock_bot(person_of(sim, asked))


def join(sim: Simulator, asked: Asked) -> None:
    """The person adds the bot to the group."""
    sim.add_bot_to_group(group_of(sim, asked), by=person_of(sim, asked))


def remove(sim: Simulator, asked: Asked) -> None:
    """The person removes the bot from the group."""
    sim.remove_bot_from_group(group_of(sim, asked), by=person_of(sim, asked))


def clock(sim: Simulator, asked: Asked) -> None:
    """Forward by `minutes`, to a named `bookmark`, or `to` a local time in Baghdad (ISO, no zone)."""
    if "minutes" in asked:
        minutes = float(asked["minutes"])
        if not 0 < minutes <= 60 * 24 * 366:
            raise ValueError("The clock moves forward only, by a year at most.")
        sim.clock.advance(timedelta(minutes=minutes))
        return
    if "bookmark" in asked:
        moments = dict(sim.bookmarks())
        if asked["bookmark"] not in moments:
            raise LookupError("There is no such moment any more.")
        moment = moments[asked["bookmark"]]
    else:
        moment = datetime.fromisoformat(str(asked["to"])).replace(tzinfo=BAGHDAD)
    if moment <= sim.clock.now():
        raise ValueError("The clock moves forward only, and that moment has passed.")
    sim.clock.advance(moment)


ACTIONS: dict[str, Callable[[Simulator, Asked], None]] = {
    action.__name__: action for action in (say, edit, location, start, block, unblock, join, remove, clock)
}
