"""Fields that offer options: radios, checkboxes, a select."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fairgate.web.shared.forms.fields import Field


@dataclass(frozen=True)
class Option:
    """One option: what is posted, what is read, and what helps to choose it.

    `reveals` names fields of the same form that are shown, and count, only when this option is chosen.
    `alone` is for a checkbox such as 'None of these', which cannot be ticked with others.
    """

    value: str
    text: str
    hint: str = ""
    reveals: tuple[str, ...] = ()
    disabled: bool = False
    alone: bool = False
    label_classes: str = ""
    attrs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Divider:
    """A word between options, such as 'or'."""

    text: str = "or"


class _Options(Field):
    """What the three have in common. `options` can be set anew in a form's __init__."""

    def __init__(
        self,
        label: str = "",
        options: Iterable[Option | Divider] = (),
        *,
        missing: str = "",
        **kwargs: Any,
    ) -> None:
        self._options: tuple[Option | Divider, ...] = tuple(options)
        super().__init__(label, missing=missing or f"Choose an answer: {label}", **kwargs)

    @property
    def options(self) -> Sequence[Option | Divider]:
        """What is offered, in order."""
        return self._options

    @options.setter
    def options(self, options: Iterable[Option | Divider]) -> None:
        self._options = tuple(options)

    @property
    def revealing(self) -> list[Option]:
        """The options that reveal other fields."""
        return [option for option in self._options if isinstance(option, Option) and option.reveals]

    def _check(self, value: str) -> None:
        offered = {o.value for o in self._options if isinstance(o, Option) and not o.disabled}
        if value not in offered:
            # What was posted is not repeated: it is not one of ours.
            raise ValidationError(f"Choose one of the answers that are offered: {self.label}", code="invalid_choice")

    def options_for(self, bound: Any) -> list[dict[str, Any]]:
        """For the templates: each option with its id, whether it is chosen, and the fields it reveals."""
        value = bound.value()
        chosen = {str(v) for v in value} if isinstance(value, list | tuple | set) else {str(value)}
        shown: list[dict[str, Any]] = []
        for number, option in enumerate(self._options, start=1):
            if isinstance(option, Divider):
                shown.append({"divider": option.text})
                continue
            # The first has no number: it is what the error summary links to.
            own = bound.id if number == 1 else f"{bound.id}-{number}"
            shown.append(
                {
                    "id": own,
                    "option": option,
                    "chosen": option.value in chosen and value is not None,
                    "revealed": [bound.form[name] for name in option.reveals],
                }
            )
        return shown


class Radios(_Options, forms.Field):
    """One of a few, all in sight. `inline` sets two short ones side by side; `small` suits lists of many."""

    kind = "radios"
    widget: type[forms.Widget] = forms.RadioSelect
    use_fieldset = True
    empty_value = ""

    def __init__(
        self,
        label: str = "",
        options: Iterable[Option | Divider] = (),
        *,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, options, **kwargs)
        looks = (" govuk-radios--inline" if inline else "") + (" govuk-radios--small" if small else "")
        self.classes = (self.classes + looks).strip()

    def to_python(self, value: Any) -> str:
        """The value of the option; empty when none was chosen."""
        return str(value) if value not in self.empty_values else ""

    def validate(self, value: Any) -> None:
        """One of those offered."""
        super().validate(value)
        if value:
            self._check(value)


class Select(Radios):
    """One of many, in a list that unfolds. It begins with an empty option unless one is given."""

    kind = "select"
    widget = forms.Select

    def __init__(
        self,
        label: str = "",
        options: Iterable[Option | Divider] = (),
        *,
        empty: str | None = "Choose one",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, options, **kwargs)
        self.empty = empty


class Checkboxes(_Options, forms.Field):
    """Any number of a few; the value is a list, in the order in which they are offered."""

    kind = "checkboxes"
    widget = forms.CheckboxSelectMultiple
    use_fieldset = True
    empty_value: tuple[()] = ()

    def __init__(
        self,
        label: str = "",
        options: Iterable[Option | Divider] = (),
        *,
        missing: str = "",
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, options, missing=missing or f"Choose at least one: {label}", **kwargs)
        if small:
            self.classes = f"{self.classes} govuk-checkboxes--small".strip()

    def to_python(self, value: Any) -> list[str]:
        """The values of the options that were ticked."""
        if value in self.empty_values:
            return []
        given = {str(one) for one in value}
        order = [o.value for o in self.options if isinstance(o, Option)]
        return [one for one in order if one in given] + sorted(given.difference(order))

    def validate(self, value: Any) -> None:
        """Each one of those offered; and what stands alone, alone."""
        super().validate(value)
        for one in value:
            self._check(one)
        alone = [o for o in self.options if isinstance(o, Option) and o.alone and o.value in value]
        if alone and len(value) > 1:
            raise ValidationError(f"Choose “{alone[0].text}” or the others, not both.", code="alone")
