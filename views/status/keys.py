"""The buttons of a status update: each carries the form's id and version, so that an old one does nothing."""

from __future__ import annotations

from dataclasses import dataclass

from views.language import Words
from views.message import Button, press


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes the buttons of one version of a form."""

    form: int
    version: int

    def button(self, label: str, action: str, *arguments: object) -> Button:
        """A button that does ``status.ACTION FORM VERSION ARGUMENTS``."""
        return Button(label, press(f"status.{action}", self.form, self.version, *arguments))

    def answer(self, label: str, value: str) -> Button:
        """A button that answers the question it stands under."""
        return self.button(label, "answer", value)

    def footer(self, w: Words, *, back: bool) -> tuple[Button, ...]:
        """The last row of every question: Back, where something lies behind, and Cancel."""
        cancel = self.button(w.label("Cancel"), "cancel")
        return (self.button(w.label("Back"), "back"), cancel) if back else (cancel,)
