"""What is asked of whoever hands in a copy edited outside, and of whoever approves it."""

from typing import Any

from django.forms import BoundField

from fairgate.delivery.requirements import Point
from fairgate.engine import phrases
from fairgate.web.shared.forms import Confirm, File, Form, Hidden


class HandInForm(Form):
    """One PDF."""

    copy = File(
        "The letter as you edited it, as a PDF",
        hint="A4, at most 10 pages and 2 MB, with the fonts in the file; the name and address in the same place.",
        missing="Choose the PDF",
        accept="application/pdf,.pdf",
    )


class ApprovalForm(Form):
    """Each thing that the letter has to state, to be ticked one by one; `signed` is the SHA-256 of what was opened."""

    signed = Hidden()

    def __init__(self, *args: Any, asked: tuple[Point, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for number, one in enumerate(asked):
            said = phrases.upper(one.wanted)
            self.fields[f"states_{number}"] = Confirm(said, missing=f"Not ticked: {one.wanted}")

    @property
    def groups(self) -> dict[str, list[BoundField]]:
        """The boxes under what the law asks, in its order; then what our paper or the code asks."""
        under: dict[str, list[BoundField]] = {}
        for number, one in enumerate(self.asked):
            under.setdefault(one.why, []).append(self[f"states_{number}"])
        besides = under.pop("", [])
        return {**under, "It has besides:": besides} if besides else under

    @property
    def found(self) -> list[str]:
        """What was ticked, as the act asks for it."""
        return [str(one) for number, one in enumerate(self.asked) if self.cleaned_data.get(f"states_{number}")]
