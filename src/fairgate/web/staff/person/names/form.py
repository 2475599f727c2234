"""Another name to enter, and those to take away."""

from typing import Any

from fairgate.queries.person import NameRow
from fairgate.records.models import NameKind
from fairgate.web.shared.forms import Checkboxes, Form, Option, Radios, Text


class NamesForm(Form):
    """One name at a time: each is a row of its own."""

    name = Text("Another name", hint="First name and surname, as they use it", limit=120, required=False)
    kind = Radios("What is this name?", [Option(one.value, one.label) for one in NameKind], initial=NameKind.KNOWN_AS)
    wrong = Checkboxes("Take away", hint="A name that was entered by mistake", small=True, required=False)

    def __init__(self, *args: Any, rows: tuple[NameRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wrong"].options = [Option(str(row.number), row.name, hint=row.told) for row in rows]
        if not rows:
            del self.fields["wrong"]

    def clean_name(self) -> str:
        """The name with one space between its words; it has at least one letter."""
        name = " ".join(self.cleaned_data["name"].split())
        if name and not any(sign.isalpha() for sign in name):
            self.add_error("name", "Write the name in letters.")
        return name

    def clean(self) -> dict[str, Any] | None:
        """There is something to do."""
        data = super().clean()
        if not self.errors and not self.cleaned_data.get("name") and not self.cleaned_data.get("wrong"):
            self.add_error(
                "name", "Write another name" + (", or tick one to take away." if "wrong" in self.fields else ".")
            )
        return data
