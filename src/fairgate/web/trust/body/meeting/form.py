"""What is asked about one meeting: its cases, who was there, who stepped out, the minutes, and breaking it off."""

from typing import Any

from fairgate.engine import phrases
from fairgate.engine.words import Interest
from fairgate.queries.body import InterestsPage, MeetingPage, Waits
from fairgate.web.shared.forms import Checkboxes, Date, File, Form, LongText, Option, Select, Text

WHY = {
    Interest.MADE: "Stepped out: imposed it",
    Interest.REPORTED: "Stepped out: reported what it rests on",
    Interest.WITNESS: "Stepped out: saw or heard it",
    Interest.AFFECTED: "Stepped out: is one of those whom it touched",
    Interest.RELATIVE: "Stepped out: is a relative of the person, or as near",
    Interest.DECLARED: "Stepped out: declared another interest",
}
"""What is chosen for a member who steps out, and read of them afterwards."""


class AgendaForm(Form):
    """Which cases come before the meeting."""

    cases = Checkboxes("Which cases come before it?", required=False)

    def __init__(self, *args: Any, page: MeetingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {item.reference for item in page.items}
        options = {one.reference: Option(one.reference, one.person, hint=_about(one)) for one in reversed(page.waits)}
        for item in page.items:
            options.setdefault(item.reference, Option(item.reference, item.person, hint=item.school))
        self.fields["cases"].options = list(reversed(options.values()))  # type: ignore[attr-defined]  # ours
        self.fields["cases"].initial = sorted(there)


def _about(one: Waits) -> str:
    by = f", by {phrases.day(one.matter.by)}" if one.matter.by else ""
    return f"{one.matter.what}{by}; {one.school}"


class AttendanceForm(Form):
    """Which members were there."""

    present = Checkboxes("Who was there?", required=False)

    def __init__(self, *args: Any, page: MeetingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].options = [  # type: ignore[attr-defined]  # ours
            Option(str(seat.pk), seat.who, hint=seat.get_part_display()) for seat, _ in page.there
        ]
        self.fields["present"].initial = [str(seat.pk) for seat, was in page.there if was]

    def said(self) -> list[int]:
        """The seats of those who were there."""
        return [int(one) for one in self.cleaned_data["present"]]


class InterestsForm(Form):
    """Of each member: whether they stepped out for this case, why, and a note."""

    def __init__(self, *args: Any, page: InterestsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = [one.seat.pk for one in page.members]
        for one in page.members:
            self.fields[f"why_{one.seat.pk}"] = Select(
                one.seat.who,
                [Option(why.value, words) for why, words in WHY.items()],
                empty="Took part",
                required=False,
                hint=" ".join(filter(None, (one.known, one.ask))),
                initial=one.why,
            )
            self.fields[f"note_{one.seat.pk}"] = Text(
                f"What {one.seat.who} declared",
                hint="In a few words; may be left empty.",
                required=False,
                limit=300,
                initial=one.note,
            )

    def said(self) -> dict[int, tuple[Interest, str]]:
        """Who stepped out, why, and the note."""
        kept = self.cleaned_data
        return {
            seat: (Interest(kept[f"why_{seat}"]), kept[f"note_{seat}"]) for seat in self.seats if kept[f"why_{seat}"]
        }


class MinutesForm(Form):
    """The minutes, as text or as the file that holds them; `has_file`: one is kept already."""

    text = LongText("The minutes", hint="May be left empty when a file holds them.", rows=12, required=False)
    file = File(
        "Or the file that holds them",
        hint="A PDF, a Word document or a picture. It is kept as it is, with the day and who attached it.",
        required=False,
    )

    def __init__(self, *args: Any, has_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = has_file

    def clean(self) -> dict[str, Any] | None:
        """One of the two at least."""
        data = super().clean()
        kept = self.cleaned_data
        if kept.get("file") is None and not kept.get("text") and not self.has_file and "file" not in self.errors:
            self.add_error("text", "Write the minutes, or choose the file that holds them.")
        return data

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        file = self.cleaned_data["file"]
        return {"text": self.cleaned_data["text"], "file": file, "name": file.name if file else ""}


class AdjournForm(Form):
    """To which day, and why."""

    to = Date("To which day is it adjourned?", missing="Give the day to which it is adjourned")
    why = LongText(
        "Why?", hint="One member had to step out, and there was no quorum.", rows=3, limit=1000, missing="Say why"
    )
