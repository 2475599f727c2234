"""What a tablet is called, and who is told."""

from collections.abc import Iterable
from typing import Any

from fairgate.records.models import User
from fairgate.web.shared.forms import Checkboxes, Form, Option, Text


class TabletForm(Form):
    """A tablet to be set up."""

    name = Text("What is the tablet called?", hint="Where it stands, such as Front desk", limit=60, autocomplete="off")


class ToldForm(Form):
    """Who has an e-mail when the desk is alerted."""

    told = Checkboxes(
        "Who is told by e-mail when somebody signs in whom the desk must look at?", required=False, small=True
    )

    def __init__(self, *args: Any, staff: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].options = [Option(str(one.pk), one.name) for one in staff]  # type: ignore[attr-defined]  # ours
