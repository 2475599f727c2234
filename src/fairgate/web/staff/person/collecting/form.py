"""On which days an adult may collect a child, and who agreed."""

from typing import Any

from fairgate.actions.person_ties import Grounds
from fairgate.records.models import CapacityKind, Seen
from fairgate.web.shared.forms import Date, Form, Option, Radios, Text
from fairgate.web.staff.person.capacity.form import seen_of

ALWAYS, ONE_DAY, SPAN = "always", "one", "span"


class CollectingForm(Form):
    """Every day, one day, or from a day until a day."""

    days = Radios(
        "On which days?",
        [
            Option(ALWAYS, "Every day, until somebody says otherwise"),
            Option(ONE_DAY, "One day only", reveals=("day",)),
            Option(SPAN, "From a day until a day", reveals=("since", "until")),
        ],
        missing="Choose the days",
    )
    day = Date("Which day?", future=True, missing="Give the day")
    since = Date("First day", missing="Give the first day")
    until = Date("Last day", future=True, missing="Give the last day")
    agreed_by = Text(
        "Who agreed?",
        hint="Somebody with parental responsibility, by name",
        missing="Write who agreed",
        limit=120,
        autocomplete="off",
    )
    seen = Radios(
        "How does the school know?",
        seen_of(Seen.ADMISSION, Seen.IDENTITY, Seen.COURT_ORDER, Seen.AUTHORITY, Seen.TOLD),
        missing="Choose how the school knows",
    )
    note = Text("More about it", hint="Who told whom, and when", limit=200, required=False)

    def clean(self) -> dict[str, Any] | None:
        """The last day is not before the first."""
        data = super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must not be before the first.")
        return data

    @property
    def fields_of_action(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        since, until = (said["day"], said["day"]) if said["days"] == ONE_DAY else (said["since"], said["until"])
        grounds = Grounds(Seen(said["seen"]), said["note"], since, until)
        return {"kind": CapacityKind.COLLECTS, "grounds": grounds, "agreed_by": said["agreed_by"]}
