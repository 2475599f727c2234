"""Our base form: its renderer, its error summary, and fields that an option reveals."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.template import loader
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from fairgate.web.shared.forms.bound import BoundField
from fairgate.web.shared.forms.fields import OperationKey, SeenEntry


class Renderer(BaseRenderer):
    """Renders with the project's own templates. It is set on our forms, never for all of Django's."""

    form_template_name = "shared/forms/form.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        """The template of that name, from the web floor."""
        return loader.get_template(template_name)


class Form(forms.Form):
    """A form of ours. `today` is needed by forms with a Date that must be past or future."""

    default_renderer = Renderer()
    use_required_attribute = False

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            if hasattr(field, "today"):
                field.today = today

    @property
    def outer_fields(self) -> list[forms.BoundField]:
        """The fields that stand by themselves: neither hidden nor revealed by another field's option."""
        inner = {name for names in self._reveals().values() for name in names}
        return [field for field in self.visible_fields() if field.name not in inner]

    @property
    def hidden(self) -> SafeString:
        """The hidden fields, for a template that places the others one by one."""
        return format_html_join("\n", "{}", ((field,) for field in self.hidden_fields()))

    @property
    def problems(self) -> list[dict[str, str]]:
        """Each thing wrong, as {text, href}, in the order of the fields; first what concerns the whole form."""
        found = [{"text": str(text), "href": ""} for text in self.non_field_errors()]
        for field in self:
            href = "" if field.is_hidden else f"#{field.target}"  # type: ignore[attr-defined]  # ours
            found += [{"text": str(text), "href": href} for text in field.errors]
        return found

    @property
    def error_summary(self) -> SafeString | str:
        """The box at the top of the page that lists what is wrong, each a link to its field; or nothing."""
        if not self.is_bound or self.is_valid():
            return ""
        return loader.get_template("shared/forms/error_summary.html").render({"problems": self.problems})

    def _reveals(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The names of the fields revealed by each (field, option)."""
        return {
            (name, option.value): option.reveals
            for name, field in self.fields.items()
            for option in getattr(field, "revealing", ())
        }

    def _unrevealed(self) -> Iterator[str]:
        """The fields whose option was not chosen: what was typed there is not part of the answer."""
        revealed: set[str] = set()
        inner: set[str] = set()
        for (name, value), names in self._reveals().items():
            inner.update(names)
            chosen = self[name].data
            if value == chosen or (isinstance(chosen, list) and value in chosen):
                revealed.update(names)
        yield from sorted(inner - revealed)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook, older than its type stubs
        for name in self._unrevealed():
            self.errors.pop(name, None)
            self.cleaned_data[name] = getattr(self.fields[name], "empty_value", None)


class ActForm(Form):
    """A form whose POST does an act on a case.

    `operation` is the key by which the same POST, sent twice, acts once. `seen` is the number of the ledger's
    last entry when the page was made (pass `initial={"seen": ...}`): by it an act knows that somebody else
    acted first.
    """

    operation = OperationKey()
    seen = SeenEntry()
