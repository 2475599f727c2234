"""What is written at the desk: who comes, and how long visitors are kept."""

from fairgate.actions.arrival_upkeep import LONGEST as LONGEST_KEPT
from fairgate.actions.arrival_upkeep import SHORTEST
from fairgate.policy.visitors import ENGLISH, LANGUAGES
from fairgate.queries.visitors import is_whole_name
from fairgate.web.shared.forms import Confirm, Form, Number, OperationKey, Option, Radios, Select, Text

LONGEST = 120
NAME = "Write the first name, or its initial, and the surname. If the person has one name only, write it twice."


class DeskForm(Form):
    """A visitor, as reception writes them down."""

    operation = OperationKey()
    name = Text(
        "Name of the visitor", hint="First name and surname", limit=LONGEST, autocomplete="off", spellcheck=False
    )
    visiting = Text("Whom do they visit?", limit=LONGEST, autocomplete="off", spellcheck=False)
    vehicle = Text("Number plate of their vehicle", limit=20, required=False, autocomplete="off", width=10)
    language = Select(
        "In which language were they shown the code?",
        [Option(code, name) for code, name in LANGUAGES.items()],
        empty=None,
        initial=ENGLISH,
    )
    accepted = Radios(
        "Will they keep to the code?",
        [Option("yes", "Yes"), Option("no", "No", hint="They are signed in, and the list says so")],
        inline=True,
    )
    regular = Confirm("They come often, such as a contractor: keep their name here for the next time", required=False)

    def clean_name(self) -> str:
        """What the gate can look up."""
        name: str = self.cleaned_data["name"]
        if not is_whole_name(name):
            self.add_error("name", NAME)
        return name


class KeepingForm(Form):
    """For how many days."""

    days = Number(
        "For how many days is what visitors sign kept?",
        hint="365 days unless your trust’s retention schedule says another number",
        least=SHORTEST,
        most=LONGEST_KEPT,
        width=5,
        suffix="days",
    )
