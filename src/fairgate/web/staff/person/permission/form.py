"""What is allowed, at which schools, on which days; and why it is withdrawn."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fairgate.actions.permission import Allowing
from fairgate.records.models import PermissionKind, School
from fairgate.web.shared.forms import Checkboxes, Date, Form, Option, Radios, Text

_HINTS = {PermissionKind.ANIMAL: "An assistance dog, of any kind, comes in without one: do not ask for papers."}
_LONGEST = 100


class AllowingForm(Form):
    """One permission, for each school that is ticked."""

    kind = Radios(
        "What do you allow?",
        [Option(one.value, one.label, hint=_HINTS.get(one, "")) for one in PermissionKind],
        missing="Choose what you allow",
    )
    words = Text(
        "They may …",
        hint="Go on from “May”, as reception reads it: “bring the dog Rex to the gate”. Write no reason.",
        missing="Write what they may do",
        limit=_LONGEST,
        autocomplete="off",
    )
    schools = Checkboxes("At which schools?", missing="Tick a school")
    since = Date("First day", missing="Give the first day")
    until = Date("Last day", hint="For one day, the same day", future=True, missing="Give the last day")

    def __init__(self, *args: Any, at: Sequence[School], today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, initial={"since": today}, **kwargs)
        self.fields["schools"].options = [Option(one.slug, one.name) for one in at]  # type: ignore[attr-defined]  # ours
        self._only = [one.slug for one in at] if len(at) == 1 else []
        if self._only:
            del self.fields["schools"]

    def clean_words(self) -> str:
        """On one line, without the 'May' that stands before it and the full stop that stands after it."""
        words = " ".join(self.cleaned_data["words"].split()).rstrip(". ")
        return words[4:] if words.casefold().startswith("may ") else words

    def clean(self) -> dict[str, Any] | None:
        """The last day is not before the first."""
        data = super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must not be before the first.")
        return data

    @property
    def at(self) -> list[str]:
        """The schools that were ticked, or the only one that there is."""
        return self._only or list(self.cleaned_data["schools"])

    @property
    def allowing(self) -> Allowing:
        """What was said, once it is valid."""
        said = self.cleaned_data
        return Allowing(PermissionKind(said["kind"]), said["words"], said["since"], said["until"])


class WithdrawingForm(Form):
    """The reason, in a line."""

    why = Text(
        "Why is it withdrawn?", hint="Reception does not read it", missing="Write why it is withdrawn", limit=200
    )
