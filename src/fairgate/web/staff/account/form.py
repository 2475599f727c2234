"""What is asked of an account: whose it is, when it was told and to whom, in their words, and whether they agree."""

from typing import Any

from fairgate.engine.acts.account import Agreed, Part
from fairgate.queries.account import Account
from fairgate.web.shared.forms import ActForm, Date, LongText, Option, Radios, Select, Text

NONE = "none"


class AccountForm(ActForm):
    """Somebody's telling."""

    part = Radios(
        "Whose account is it?",
        [
            Option(Part.SUBJECT.value, "The person's own", hint="Their side of it, before anybody finds."),
            Option(Part.WITNESS.value, "A witness's", reveals=("witness",)),
            Option(Part.AFFECTED.value, "Somebody's who was affected", reveals=("affected",)),
            Option(Part.REPORTER.value, "Of whoever reported it", reveals=("reporter",)),
        ],
        missing="Say whose account it is",
    )
    witness = Text("Name of the witness", limit=120, width=30, autocomplete="off")
    affected = Text("Name of the person affected", limit=120, width=30, autocomplete="off")
    reporter = Text("Name of the person who reported it", limit=120, width=30, autocomplete="off")
    taken_on = Date("When was it told?", past=True, missing="Give the day on which it was told")
    taken_by = Text(
        "Who took it down?",
        hint="Left empty: you.",
        limit=120,
        width=30,
        required=False,
        autocomplete="off",
    )
    text = LongText(
        "What do they tell?",
        hint="In their words, not yours. What you think of it belongs into the finding.",
        missing="Write what they tell",
        rows=10,
        limit=20000,
    )
    agreed = Radios(
        "Do they agree that it is written down as they told it?",
        [
            Option(Agreed.YES.value, "Yes: it was read to them, or they wrote it themselves"),
            Option(Agreed.NO.value, "No", hint="Enter what they say about it as a further account."),
            Option(Agreed.NOT_ASKED.value, "They have not been asked yet"),
        ],
        missing="Say whether they agree to it",
    )
    corrects = Select("Does it put an earlier account right?", required=False)

    def __init__(self, *args: Any, accounts: tuple[Account, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = [one for one in accounts if not one.corrected]
        if earlier:
            self.fields["corrects"].options = [
                Option(NONE, "No"),
                *(Option(one.ref, f"{one.who}, {one.taken_on:%d.%m.%Y}") for one in earlier),
            ]
        else:
            del self.fields["corrects"]


def fields_of(said: dict[str, Any]) -> dict[str, Any]:
    """What a valid form says, as the action takes it."""
    corrects = said.get("corrects") or NONE
    return {
        "part": Part(said["part"]),
        "teller": said.get("witness") or said.get("affected") or said.get("reporter") or "",
        "taken_on": said["taken_on"],
        "taken_by": said["taken_by"] or "",
        "text": said["text"],
        "agreed": Agreed(said["agreed"]),
        "corrects": "" if corrects == NONE else corrects,
    }
