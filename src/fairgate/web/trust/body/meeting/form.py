"""What is asked about one meeting: its cases, who was there, who stepped out, the minutes, and breaking it off."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from fairgate.engine import phrases
from fairgate.engine.words import Interest
from fairgate.queries.body import InterestsPage, MeetingPage, Waits
from fairgate.web.shared.forms import Checkboxes, Date, File, Form, LongText, Option, Select, Text

LARGEST = 25_000_000
"""Bytes of a file of minutes; it is read to know it again, and not kept."""

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
    """The minutes, as text or as the file that holds them."""

    text = LongText("The minutes", hint="May be left empty when a file holds them.", rows=12, required=False)
    file = File(
        "Or the file that holds them",
        hint="The file stays with you. Its name and its SHA-256 are kept, by which it can be known again.",
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """One of the two at least, and no file that is too large."""
        data = super().clean()
        kept = self.cleaned_data
        file = kept.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", f"The file is larger than {LARGEST // 1_000_000} MB. Choose a smaller one.")
        elif file is None and not kept.get("text") and "file" not in self.errors:
            self.add_error("text", "Write the minutes, or choose the file that holds them.")
        return data

    def said(self) -> dict[str, str]:
        """The text, and the file's name and SHA-256 in hexadecimal, each empty where it was not given."""
        file = self.cleaned_data["file"]
        if file is None:
            return {"text": self.cleaned_data["text"], "file": "", "sha256": ""}
        digest = hashlib.sha256()
        for part in file.chunks():
            digest.update(part)
        name = PurePosixPath(file.name).name[:200]
        return {"text": self.cleaned_data["text"], "file": name, "sha256": digest.hexdigest()}


class AdjournForm(Form):
    """To which day, and why."""

    to = Date("To which day is it adjourned?", missing="Give the day to which it is adjourned")
    why = LongText(
        "Why?", hint="One member had to step out, and there was no quorum.", rows=3, limit=1000, missing="Say why"
    )
