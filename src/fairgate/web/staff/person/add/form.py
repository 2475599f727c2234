"""Somebody who is not on record yet."""

from typing import Any

from fairgate.web.shared.forms import Text
from fairgate.web.staff.person.tie.form import TieForm


class AddForm(TieForm):
    """The name, and what brings them to the school."""

    name = Text("Full name", hint="As letters are addressed", limit=120, autocomplete="off")
    phone = Text("Telephone", width=20, limit=30, required=False, inputmode="tel", autocomplete="off")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = {name: self.fields.pop(name) for name in ("name", "phone")}
        self.fields = {**first, **self.fields}

    def clean_name(self) -> str:
        """The name with one space between its words; it has at least one letter."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(sign.isalpha() for sign in name):
            self.add_error("name", "Write the name in letters.")
        return name
