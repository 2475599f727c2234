"""An order of a court about an adult and a child."""

from typing import Any

from fairgate.actions.person_ties import Grounds
from fairgate.records.models import Seen
from fairgate.web.shared.forms import Date, Form, LongText, Radios, Text
from fairgate.web.staff.person.capacity.form import seen_of


class OrderForm(Form):
    """What staff must know of it, in plain words."""

    says = LongText(
        "What does the order say?",
        hint="What staff must do or not do: “may not collect, or be told where the child lives”",
        missing="Write what the order says",
        rows=4,
        limit=500,
    )
    since = Date("From which day?", hint="Left empty: it binds already.", required=False)
    until = Date("Until which day?", hint="Left empty: until somebody says otherwise.", future=True, required=False)
    seen = Radios(
        "What did the school see?",
        seen_of(Seen.COURT_ORDER, Seen.AUTHORITY, Seen.TOLD),
        missing="Choose what the school saw",
    )
    note = Text("More about it", hint="The court, its number and date; or who told whom", limit=200, required=False)

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
        grounds = Grounds(Seen(said["seen"]), said["note"], said["since"], said["until"])
        return {"says": said["says"].strip(), "grounds": grounds}
