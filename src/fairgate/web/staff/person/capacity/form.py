"""What the school saw, by which an adult is a parent, has responsibility or care."""

from typing import Any

from fairgate.actions.person_ties import Grounds
from fairgate.records.models import CapacityKind, Seen
from fairgate.web.shared.forms import Form, Option, Radios, Text

HINTS = {
    CapacityKind.PARENT: "By birth or adoption; or in law because of the next two (Education Act 1996, section 576)",
    CapacityKind.RESPONSIBILITY: "By birth, marriage, agreement or a court's order",
    CapacityKind.CARE: "The child lives with them, or they look after the child",
}


def seen_of(*kinds: Seen) -> list[Option]:
    """These ways of knowing it, as options."""
    return [Option(one.value, one.label) for one in kinds]


class CapacityForm(Form):
    """One thing at a time, each with what was seen of it."""

    kind = Radios(
        "What is so?",
        [Option(one.value, one.label, hint=hint) for one, hint in HINTS.items()],
        missing="Choose what is so",
    )
    seen = Radios("What did the school see?", seen_of(*Seen), missing="Choose what the school saw")
    note = Text("More about it", hint="Its date and number; or who told whom, and when", limit=200, required=False)

    @property
    def fields_of_action(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {"kind": CapacityKind(said["kind"]), "grounds": Grounds(Seen(said["seen"]), said["note"])}
