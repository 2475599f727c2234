"""Fields of text, numbers, passwords and files. Each names the template that draws it.

`label` is the question; `missing` replaces the sentence shown when it is left empty; `hint` helps to answer.
"""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


def enter(label: str) -> str:
    """'Enter the name' for a label that is a noun, and a plain request for one that is a question."""
    if label.endswith("?"):
        return f"Answer the question: {label}"
    return f"Enter {label[:1].lower()}{label[1:]}" if not label[1:2].isupper() else f"Enter {label}"


def about(label: str, text: str) -> str:
    """A sentence on the answer to `label`: 'The date: write ...', or after a question 'When was it? Write ...'."""
    return f"{label} {text[:1].upper()}{text[1:]}" if label.endswith("?") else f"{label}: {text}"


class _TooLong(MaxLengthValidator):
    def __call__(self, value: Any) -> None:
        over = len(value) - self.limit_value
        if over > 0:
            raise ValidationError(self.message, code=self.code, params={"show_value": len(value), "over": over})


def too_long(label: str, limit: int) -> MaxLengthValidator:
    """Refuses what is longer, and says by how much. Not Django's max_length: that writes maxlength, which cuts what is
    pasted.
    """
    now = "there are %(show_value)s now, %(over)s too many."
    return _TooLong(limit, about(label, f"use {limit} characters or fewer; {now}"))


class Field(forms.Field):
    """What our fields add to Django's: how wide, what it completes, further attributes, the heading it may be.

    `heading` makes the label the page's h1, for a page that asks one thing. `classes` are those of the control;
    `described_by` is the id of something else on the page that a screen reader reads with it.
    """

    kind = "text"

    def __init__(
        self,
        label: str = "",
        *,
        hint: str = "",
        missing: str = "",
        classes: str = "",
        label_classes: str = "",
        group_classes: str = "",
        autocomplete: str = "",
        described_by: str = "",
        attrs: dict[str, Any] | None = None,
        heading: bool = False,
        **kwargs: Any,
    ) -> None:
        messages = {"required": missing or enter(label), **kwargs.pop("error_messages", {})}
        super().__init__(label=label, help_text=hint, error_messages=messages, **kwargs)
        self.template_name = f"shared/forms/{self.kind}.html"
        self.classes = classes
        self.label_classes = label_classes
        self.group_classes = group_classes
        self.autocomplete = autocomplete
        self.described_by = described_by
        self.attrs = attrs or {}
        self.heading = heading

    def __deepcopy__(self, memo: dict[int, Any]) -> "Field":
        # Every form has its own copy of each field; what a form sets there must not reach the next request.
        copied: Field = super().__deepcopy__(memo)
        copied.attrs = dict(self.attrs)
        return copied


_UNSEEN = dict.fromkeys(
    (0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
)
"""What nobody sees in a line, and what turns the order of letters round: a name would be read as another."""


class Text(Field, forms.CharField):
    """A line of text. Spaces around it, and what cannot be seen in it, are taken away.

    `width` is in characters: 2, 3, 4, 5, 10, 20 or 30.
    """

    type = "text"

    def __init__(
        self,
        label: str = "",
        *,
        width: int = 0,
        limit: int = 200,
        inputmode: str = "",
        prefix: str = "",
        suffix: str = "",
        spellcheck: bool | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        if width:
            self.classes = f"govuk-input--width-{width} {self.classes}".strip()
        self.inputmode = inputmode
        self.prefix = prefix
        self.suffix = suffix
        self.spellcheck = {True: "true", False: "false", None: ""}[spellcheck]
        self.validators.append(too_long(label, limit))

    def to_python(self, value: Any) -> Any:
        """The line as it is read."""
        return super().to_python(value.translate(_UNSEEN) if isinstance(value, str) else value)


class LongText(Field, forms.CharField):
    """Text of several lines, kept as it was typed: spaces, tabs and empty lines at both ends included.

    A browser sends each end of a line as CR LF; it is kept as LF. `limit` counts characters below the box.
    """

    kind = "textarea"
    widget = forms.Textarea

    def __init__(self, label: str = "", *, rows: int = 5, limit: int = 0, **kwargs: Any) -> None:
        super().__init__(label, strip=False, **kwargs)
        self.rows = rows
        # Counted below the box, and refused when too long; never cut.
        self.limit = limit
        if limit:
            self.validators.append(too_long(label, limit))

    def to_python(self, value: Any) -> str:
        """The text with LF at the ends of lines; nothing but spaces is no answer."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n")
        return text if text.strip() else ""


class Email(Text, forms.EmailField):
    """An e-mail address, in small letters."""

    type = "email"
    default_error_messages = {  # noqa: RUF012 (Django's own shape)
        "invalid": "Enter an e-mail address in the correct format, like name@example.org."
    }

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, **{"spellcheck": False, "autocomplete": "email", "limit": 254, **kwargs})

    def to_python(self, value: Any) -> str:
        """The address in small letters, without spaces around it."""
        return str(super().to_python(value)).lower()


class Number(Text):
    """A whole number, typed as text: a number box changes what was typed when somebody scrolls over it."""

    def __init__(self, label: str = "", *, least: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(label, inputmode="numeric", empty_value=None, **kwargs)
        self.validators = []
        self.least = least
        self.most = most

    def to_python(self, value: Any) -> Any:
        """The number; None when nothing was typed."""
        text = str(super().to_python(value) or "")
        if text and not WHOLE_NUMBER.fullmatch(text):
            raise ValidationError(about(str(self.label), "write a whole number, like 3."), code="invalid")
        return int(text) if text else None

    def validate(self, value: Any) -> None:
        """The bounds, said in words."""
        super().validate(value)
        if value is not None and self.least is not None and value < self.least:
            raise ValidationError(about(str(self.label), f"write {self.least} or more."), code="least")
        if value is not None and self.most is not None and value > self.most:
            raise ValidationError(about(str(self.label), f"write {self.most} or less."), code="most")


class Password(Field, forms.CharField):
    """A password: never stripped, never sent back to the browser."""

    kind = "password"
    widget = forms.PasswordInput

    def __init__(self, label: str = "Password", **kwargs: Any) -> None:
        super().__init__(label, strip=False, **{"autocomplete": "current-password", **kwargs})


class Confirm(Field, forms.BooleanField):
    """One box to tick. `says` is the text beside it; `label` names it in errors."""

    kind = "confirm"

    def __init__(self, says: str, *, missing: str = "", **kwargs: Any) -> None:
        super().__init__(says, missing=missing or f"Tick the box to go on: {says}", **kwargs)
        self.says = says


class File(Field, forms.FileField):
    """One file."""

    kind = "file"
    multiple = False

    def __init__(self, label: str = "", *, missing: str = "", accept: str = "", **kwargs: Any) -> None:
        attrs = {"accept": accept} if accept else {}
        super().__init__(label, missing=missing or "Choose a file.", attrs=attrs, **kwargs)
        self.error_messages["empty"] = "This file is empty. Choose another, or save it again first."


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(File):
    """Several files: the value is a list. Django's own recipe for this accepts none where one is required."""

    multiple = True
    widget = _ManyFiles
    empty_value: tuple[()] = ()

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file cleaned by itself; none at all is an error where one is required."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        return [super(Files, self).clean(one, initial) for one in given]


HIDDEN = "shared/forms/hidden.html"
INCOMPLETE = "This page is incomplete: open it again and send it from there."


class Hidden(forms.CharField):
    """Carried from the page to the POST, and never shown."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})
        self.template_name = HIDDEN


class OperationKey(forms.UUIDField):
    """The key of one POST: new with each page that is shown, the same when that page is sent again."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid4, error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE})
        self.template_name = HIDDEN


class SeenEntry(forms.IntegerField):
    """The number of the last entry of the ledger that the person saw, 0 or more."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        messages = {"required": INCOMPLETE, "invalid": INCOMPLETE, "min_value": INCOMPLETE}
        super().__init__(min_value=0, error_messages=messages)
        self.template_name = HIDDEN
