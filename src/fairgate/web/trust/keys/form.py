"""What is asked of a key: which school, and for which system."""

from collections.abc import Sequence
from typing import Any

from fairgate.records.models import School
from fairgate.web.shared.forms import Form, Option, Select, Text


class ChooseSchool(Select):
    """The schools of the trust. Any other that is posted is for the act to refuse."""

    def _check(self, value: str) -> None:
        pass


class KeyForm(Form):
    """`schools` are those of the trust."""

    school = ChooseSchool("Which school?", missing="Choose the school at whose gate the system asks.")
    name = Text(
        "For which system?",
        hint="So that you know it again when it is to be revoked. For example: visitor book at the main door.",
        missing="Write which system the key is for.",
        limit=80,
        autocomplete="off",
    )

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].options = [Option(one.slug, one.name) for one in schools]  # type: ignore[attr-defined]  # ours
