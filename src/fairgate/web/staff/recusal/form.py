"""What standing aside asks: who does, what they are to each other, until when."""

from collections.abc import Sequence
from typing import Any

from fairgate.web.shared.forms import Confirm, Date, Form, Option, Radios, Select, Text

MYSELF, COLLEAGUE = "myself", "colleague"


class AsideForm(Form):
    """For oneself; or, asked of a leader, for a colleague."""

    whose = Radios(
        "Who stands aside?",
        [
            Option(MYSELF, "I do", reveals=("certain",)),
            Option(COLLEAGUE, "A colleague", reveals=("colleague",)),
        ],
        missing="Say who stands aside",
    )
    certain = Confirm(
        "I know that I see nothing of this person from now on, nor a case about them",
        missing="Tick the box to say that you know: you see nothing of this person from now on",
    )
    colleague = Select("Which colleague?", missing="Choose the colleague")
    why = Text(
        "What are they to each other?",
        hint="Sister, neighbour, business partner. Leaders read this.",
        missing="Write what they are to each other",
        limit=200,
    )
    until = Date("Until when?", hint="The last day. Leave it empty where it has no end.", future=True, required=False)

    def __init__(self, *args: Any, colleagues: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not colleagues:
            del self.fields["whose"], self.fields["colleague"]
            return
        options = [Option("", "Choose"), *(Option(str(number), name) for number, name in colleagues)]
        self.fields["colleague"].options = options  # type: ignore[attr-defined]  # ours

    @property
    def is_own(self) -> bool:
        """Whether whoever filled it in stands aside; the form is valid."""
        return self.cleaned_data.get("whose", MYSELF) == MYSELF
