"""One turn: an update being answered, with everything its handler may need, inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage

from coordination.cases.vault import Vault
from coordination.forms.form import Form
from coordination.groups.group import Group
from coordination.people.person import Person
from handlers.outgoing import Outgoing
from storage import Transaction
from views.language import Words, words
from views.message import Message

if TYPE_CHECKING:
    from handlers.routing import Routes


def words_of(person: Person) -> Words:
    """The words in a person's language and digits; Arabic until a language was chosen."""
    return words(person.language or "ar", digits=person.digits)


@dataclass(slots=True)
class Turn:
    """What a handler gets. `person` is who acts, `group` the admitted group it happens in (None in private).

    `arguments` are the words after a command, or those in a button's data. `form` is the person's open form.
    `conversing` says that a question of theirs was with a person when the turn began.
    `group_message` is the row of the group message that is being told in private, None for what was said in private.
    `bot_username` is for links that lead to the bot; `routes` tells which commands there are, for help and menus.
    `vault` seals what cases keep of persons; None where no key is configured, and cases are off.
    """

    tx: Transaction
    now: datetime
    update: Update
    person: Person
    group: Group | None
    form: Form | None
    conversing: bool
    out: Outgoing
    chat: int
    bot_username: str
    routes: Routes
    vault: Vault | None
    arguments: tuple[str, ...] = ()
    toasted: bool = False
    group_message: int | None = None

    @property
    def words(self) -> Words:
        return words_of(self.person)

    @property
    def message(self) -> TelegramMessage | None:
        """The message said (or edited); None for a press."""
        return self.update.message or self.update.edited_message

    @property
    def message_key(self) -> int:
        """What drafts and reports know the message said by: its number, or the negative row of a group message."""
        if self.group_message is not None:
            return -self.group_message
        return self.message.message_id if self.message else 0

    @property
    def pressed(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def text(self) -> str:
        """What was typed: the text, or the caption of a photo or document; empty otherwise."""
        said = self.message
        return (said.text or said.caption or "") if said else ""

    async def answer(self, message: Message, *, form: Form | None = None) -> None:
        """A new message where this was said; in a group as a reply, in its topic."""
        said = self.message
        in_group = self.group is not None and said is not None
        await self.out.send(
            self.chat,
            message,
            topic=said.message_thread_id if in_group and said and said.is_topic_message else None,
            reply_to=said.message_id if in_group and said else None,
            form=form.id if form else None,
        )

    async def show(self, message: Message, *, form: Form | None = None) -> None:
        """Put the content in place of the message whose button was pressed; without a press, a new message."""
        query = self.pressed
        if query is not None and query.message is not None:
            await self.out.edit(self.chat, query.message.message_id, message, form=form.id if form else None)
        else:
            await self.answer(message, form=form)

    async def settle(self, message: Message) -> None:
        """`show` what has no form any more, where nothing is to be said at the top: the press is answered with it."""
        query = self.pressed
        if query is None or query.message is None or self.toasted:
            await self.show(message)
            return
        self.toasted = True
        await self.out.settle(self.chat, query.message.message_id, message, query.id)

    async def toast(self, text: str = "", *, alert: bool = False) -> None:
        """Answer the press itself; done once a turn, and by the dispatcher when the handler does not."""
        if self.pressed is not None and not self.toasted:
            self.toasted = True
            await self.out.toast(self.pressed.id, text, alert=alert)

    async def tell(self, person: Person, message: Message, *, silent: bool = False) -> None:
        """A private notice to somebody else (in their language: the caller made it with `words_of`)."""
        await self.out.send(person.telegram_id, message, urgency=1, silent=silent)
