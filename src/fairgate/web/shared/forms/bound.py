"""A field within a form, as the templates see it."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString


class BoundField(forms.BoundField):
    """`{{ form.name }}` renders the whole field: label, hint, errors, control.

    Every kind of field has a template, `web/shared/forms/<kind>.html`, which draws the control itself from what
    is here; Django's widgets only read the posted data.
    """

    @property
    def id(self) -> str:
        """The id of the control; of the first one where there are several."""
        return self.auto_id

    @property
    def hint(self) -> str:
        """What helps to answer, in words."""
        return str(self.help_text)

    @property
    def error(self) -> str:
        """All that is wrong, in one line; empty when nothing is."""
        # Iterated, never sliced: a slice of Django's ErrorList is a list, and prints its brackets.
        return " ".join(str(message) for message in self.errors)

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader reads after the label."""
        parts = (
            f"{self.id}-info" if getattr(self.field, "limit", 0) else "",
            self.field.described_by,  # type: ignore[attr-defined]  # our fields have it
            f"{self.id}-hint" if self.hint else "",
            f"{self.id}-error" if self.errors else "",
        )
        return " ".join(part for part in parts if part)

    @property
    def shown(self) -> str:
        """The value as it is written into the control: as it was posted, or the initial value."""
        value = self.field.widget.format_value(self.value())
        return "" if value is None else str(value)

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options of radios, checkboxes or a select, each with `id`, `chosen` and the fields it reveals."""
        shown: list[dict[str, Any]] = self.field.options_for(self)  # type: ignore[attr-defined]  # they have it
        return shown

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The boxes of a date, each with `id`, `name`, `value` and whether it is wrong."""
        boxes: list[dict[str, Any]] = self.field.parts_for(self)  # type: ignore[attr-defined]  # a Date has it
        return boxes

    @property
    def target(self) -> str:
        """The id to which the error summary links: the first control, or the first that is wrong."""
        if hasattr(self.field, "parts_for"):
            return str(next((part["id"] for part in self.parts if part["wrong"]), self.parts[0]["id"]))
        return self.id

    def __str__(self) -> SafeString:
        return self.as_field_group()

    __html__ = __str__
