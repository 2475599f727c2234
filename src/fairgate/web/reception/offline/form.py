"""What is asked for a copy on a device."""

from collections.abc import Sequence
from typing import Any

from fairgate.records.models import School
from fairgate.web.shared.forms import Form, Option, Select, Text


class AskForm(Form):
    """Which school, and what the device is called."""

    school = Select("At which school?")
    name = Text("What is this device called?", hint="Such as Front desk computer", limit=60, autocomplete="off")

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].options = [Option(one.slug, one.name) for one in schools]  # type: ignore[attr-defined]  # ours
        if len(schools) == 1:
            self.fields["school"].initial = schools[0].slug
