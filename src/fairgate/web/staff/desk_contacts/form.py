"""Who is called from a desk."""

import re
from collections.abc import Sequence
from typing import Any

from fairgate.actions.help_asked import Chosen
from fairgate.queries.help_asked import Contact
from fairgate.web.shared.forms import Checkboxes, Form, Option, Text

_MOBILE = re.compile(r"(?:\+?44|0)7\d{9}")


class ContactsForm(Form):
    """Everybody who can be called, to tick; and, where text messages are set up, the mobile of each."""

    people = Checkboxes("Who is called?", required=False, classes="fg-grouped", label_classes="govuk-visually-hidden")

    def __init__(self, *args: Any, people: Sequence[Contact], texts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        options = []
        for one in people:
            name = f"mobile_{one.number}"
            if texts:
                self.fields[name] = Text(
                    f"Mobile of {one.name}", required=False, width=20, limit=20, autocomplete="off", initial=one.mobile
                )
            reveals = (name,) if texts else ()
            options.append(Option(str(one.number), one.name, hint=one.offices, reveals=reveals))
        self.fields["people"].options = options  # type: ignore[attr-defined]  # ours
        self.fields["people"].initial = [str(one.number) for one in people if one.chosen]

    def clean(self) -> dict[str, Any]:
        """A mobile is one of this country's, with or without spaces."""
        said = super().clean() or self.cleaned_data
        for name, value in list(said.items()):
            if name.startswith("mobile_") and value:
                number = re.sub(r"[\s().-]", "", value)
                if not _MOBILE.fullmatch(number):
                    self.add_error(name, "Write a UK mobile number, such as 07700 900123.")
                said[name] = number
        return said

    @property
    def chosen(self) -> list[Chosen]:
        """Who was ticked; the form is valid."""
        said = self.cleaned_data
        return [Chosen(int(one), said.get(f"mobile_{one}") or "") for one in said["people"]]
