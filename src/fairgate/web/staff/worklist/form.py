"""Whose work is shown."""

from typing import Any

from fairgate.web.shared.forms import Form, Option, Select


class WhoseForm(Form):
    """One office of those that owe anything; sent by GET, so that the list can be kept as a bookmark."""

    whose = Select("Work of one office", required=False)

    def __init__(self, *args: Any, offices: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].options = [Option("", "Choose an office"), *(Option(*one) for one in offices)]  # type: ignore[attr-defined]  # ours
