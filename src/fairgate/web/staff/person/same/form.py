"""Whether two records are of one person."""

from typing import Any

from fairgate.queries.person_same import SamePage
from fairgate.web.shared.forms import Form, Hidden, LongText, Option, Radios
from fairgate.web.shared.forms.fields import INCOMPLETE

ONE, OTHER, APART = "one", "other", "apart"


class SameForm(Form):
    """The decision and its reason. `seen`: the state in which the two were shown."""

    seen = Hidden(required=True, error_messages={"required": INCOMPLETE})
    decision = Radios("What have you found?", missing="Choose what you have found")
    why = LongText(
        "How do you know?", hint="Whom you asked, what you saw", missing="Write how you know", rows=3, limit=1000
    )

    def __init__(self, *args: Any, page: SamePage, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": page.seen}, **kwargs)
        one, other = page.one.card.name, page.other.card.name
        self.fields["decision"].options = [
            Option(ONE, f"One person, shown under the first: {one}", hint="Details are then those of the first."),
            Option(OTHER, f"One person, shown under the second: {other}", hint="Details are then those of the second."),
            Option(APART, "Two different people", hint="They are not proposed again."),
        ]
