"""What is asked before a child is handed over, and of a parent who names somebody else for a day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from fairgate.records.models import Proved, School
from fairgate.web.reception.gate.form import LONGEST, ChooseSchool
from fairgate.web.shared.forms import Date, Form, Hidden, Option, Radios, Text

WEEKS = timedelta(days=14)
"""So far ahead somebody can be named."""
NAMES = {"limit": LONGEST, "autocomplete": "off", "spellcheck": False, "attrs": {"autocapitalize": "words"}}


class _AtSchool(Form):
    """Where there is one school, it is posted all the same; `schools` are those of the user."""

    school = ChooseSchool("Which school?", missing="Choose the school.")

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            self.fields["school"].options = [Option(one.slug, one.name) for one in schools]  # type: ignore[attr-defined]  # ours
        else:
            self.fields["school"] = Hidden(required=True, initial=schools[0].slug)


class CollectForm(_AtSchool):
    """Which child, and who has come for them."""

    child = Text("Which child?", hint="First name and surname.", missing="Write the name of the child.", **NAMES)
    adult = Text(
        "Who has come for them?", hint="First name and surname.", missing="Write the name of the adult.", **NAMES
    )
    word = Text(
        "The word that was agreed, if they give one",
        hint="Where a parent has named them for today, and agreed a word.",
        required=False,
        width=20,
        **{**NAMES, "limit": 60},
    )


class NameForm(_AtSchool):
    """Who named whom for which child, on which day, and how they proved who they are."""

    child = Text(
        "Which child?", hint="First name and surname, as on record.", missing="Write the child’s name.", **NAMES
    )
    parent = Text(
        "Which parent or carer says so?",
        hint="First name and surname, as on record. They have responsibility for the child, or care of them.",
        missing="Write the name of the parent or carer.",
        **NAMES,
    )
    proved = Radios(
        "How do you know that it is them?",
        [Option(one.value, one.label) for one in Proved],
        missing="Choose how you know. If you do not know, do not enter it: ring them back.",
    )
    name = Text(
        "Who collects the child?", hint="First name and surname.", missing="Write the name of who collects.", **NAMES
    )
    day = Date("On which day?", hint="It holds on that day alone.", future=True, missing="Give the day.")
    word = Text(
        "A word, if one is agreed",
        hint="Whoever comes is asked for it. Nobody can read it here afterwards.",
        required=False,
        width=20,
        **{**NAMES, "limit": 60},
    )

    def clean_day(self) -> Any:
        """Not so far ahead that it is forgotten."""
        day = self.cleaned_data["day"]
        if day is not None and self.today is not None and day > self.today + WEEKS:
            self.add_error("day", "Name somebody for a day within two weeks; for longer, a leader records it.")
        return day
