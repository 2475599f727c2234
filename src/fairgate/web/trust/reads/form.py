"""What the list of reads can be narrowed to."""

from collections.abc import Sequence

from fairgate.queries.reads import Filters
from fairgate.web.shared.forms import Date, Form, Option, Select, Text

LONGEST = 18
"""Digits of a primary key."""
NAMES = ("reader", "reference", "on-day", "on-month", "on-year")


class ChooseReader(Select):
    """Anybody of the trust; a number that is nobody's of theirs finds nothing."""

    def _check(self, value: str) -> None:
        if not (value.isascii() and value.isdigit() and len(value) <= LONGEST):
            super()._check(value)


class FilterForm(Form):
    """Sent by GET, so that a list can be kept as a bookmark: numbers, a reference and a day, and no name."""

    reader = ChooseReader("Who looked", required=False)
    reference = Text("Case reference", required=False, width=10, autocomplete="off", spellcheck=False, limit=40)
    on = Date("Day", required=False, past=True)

    def offer(self, readers: Sequence[tuple[int, str]]) -> None:
        """Whom it can be narrowed to, as (number, name)."""
        self.fields["reader"].options = [  # type: ignore[attr-defined]  # ours
            Option("", "Everybody"),
            *(Option(str(number), name) for number, name in readers),
        ]

    @property
    def filters(self) -> Filters:
        """What was chosen; the form is valid."""
        said = self.cleaned_data
        return Filters(
            reader=int(said["reader"]) if said["reader"] else None,
            reference=(said["reference"] or "").upper(),
            on=said["on"],
        )
