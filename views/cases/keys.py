"""The buttons of a request that is being filled in: each carries the form's id and version."""

from __future__ import annotations

from dataclasses import dataclass

from views.message import Button, press


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes the buttons of one version of a form."""

    form: int
    version: int

    def button(self, label: str, action: str, *arguments: object) -> Button:
        """A button that does ``case.ACTION FORM VERSION ARGUMENTS``."""
        return Button(label, press(f"case.{action}", self.form, self.version, *arguments))
