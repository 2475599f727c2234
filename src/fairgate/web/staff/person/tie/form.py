"""What brings a person to a school: a child, or a visit."""

from typing import Any

from fairgate.actions.person_ties import OfChild, OnVisit
from fairgate.records.models import School, VisitorKind
from fairgate.web.shared.forms import Form, Option, Radios, Text


class TieForm(Form):
    """A child of the school, or what else they come for."""

    school = Radios("At which school?")
    what = Radios(
        "What brings them there?",
        [
            Option("child", "A child", reveals=("child", "year", "relationship")),
            Option("visitor", "They come as a visitor", reveals=("purpose",)),
            Option("contractor", "They work there as a contractor", reveals=("firm",)),
        ],
    )
    child = Text("Name of the child", limit=120, autocomplete="off")
    year = Text("Year", hint="Year 4, Reception", width=10, limit=20, required=False, autocomplete="off")
    relationship = Text(
        "What are they to the child?", hint="Mother, step-father, grandmother, neighbour", limit=60, autocomplete="off"
    )
    purpose = Text("What do they come for?", limit=120, required=False, autocomplete="off")
    firm = Text("For which firm?", limit=120, required=False, autocomplete="off")

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].options = [Option(school.slug, school.name) for school in schools]
        if len(schools) == 1:
            self.only = schools[0].slug
            del self.fields["school"]

    @property
    def school_slug(self) -> str:
        """The school that was chosen, or the only one that there is to choose."""
        return str(self.cleaned_data.get("school") or self.only)

    @property
    def tie(self) -> OfChild | OnVisit:
        """What was said, once it is valid."""
        said = self.cleaned_data
        if said["what"] == "child":
            return OfChild(name=said["child"], year=said["year"], relationship=said["relationship"])
        return OnVisit(VisitorKind(said["what"]), said["purpose"] or said["firm"])


class ChangeTieForm(Form):
    """What the person is to the child, and the child's year."""

    relationship = Text(
        "What are they to the child?", hint="Mother, step-father, grandmother, neighbour", limit=60, autocomplete="off"
    )
    year = Text("Year", hint="Year 4, Reception", width=10, limit=20, required=False, autocomplete="off")
