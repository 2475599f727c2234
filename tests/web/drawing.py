"""govuk-frontend's own fixtures, drawn by our form layer, and both as trees that can be compared."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django import forms as django_forms
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import mark_safe

from fairgate.web.shared.forms import (
    Checkboxes,
    Date,
    Divider,
    File,
    Files,
    Form,
    LongText,
    Option,
    Password,
    Radios,
    Select,
    Text,
)
from fairgate.web.shared.forms.bound import BoundField

PARTS = ("day", "month", "year")
COMPONENTS = Path(__file__).resolve().parents[2] / "node_modules/govuk-frontend/dist/govuk/components"

# --- HTML as a tree -----------------------------------------------------------------------------------------------

VOID = {"input", "br", "img", "hr", "meta", "link"}


class Tree(HTMLParser):
    """[tag, attributes, children ...]; text with its white space folded, except in a textarea."""

    def __init__(self) -> None:
        super().__init__()
        self.root: list[Any] = ["root", {}]
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {
            name: " ".join(sorted((value or "").split())) if name == "class" else (value or "") for name, value in attrs
        }
        node: list[Any] = [tag, told]
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] == "textarea":
            # As a browser reads it: the first line break after the tag is not part of the text.
            data = data.removeprefix("\n") if len(self.open[-1]) == 2 else data
        else:
            data = " ".join(data.split())
        if data:
            self.open[-1].append(data)


def tree(html: str) -> list[Any]:
    parsed = Tree()
    parsed.feed(html)
    parsed.close()
    assert parsed.open == [parsed.root], "a tag is left open"
    return parsed.root


def without_fieldset(node: list[Any]) -> list[Any]:
    """The tree with each fieldset replaced by what is in it."""
    children: list[Any] = []
    for child in node[2:]:
        inner = without_fieldset(child) if isinstance(child, list) else child
        children += inner[2:] if isinstance(inner, list) and inner[0] == "fieldset" else [inner]
    return [*node[:2], *children]


# --- their options as our fields ------------------------------------------------------------------------------------


class Raw(django_forms.Field):
    """Stands for a field that an option reveals: the fixture gives its HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(required=False)
        self.html = html

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        html = self.html

        class Bound(BoundField):
            def __str__(self) -> Any:
                return mark_safe(html)

            __html__ = __str__

        return Bound(form, self, field_name)


def common(options: dict[str, Any]) -> dict[str, Any]:
    legend = options.get("fieldset", {}).get("legend", options.get("label", {}))
    return {
        "hint": options.get("hint", {}).get("text", ""),
        "label_classes": legend.get("classes", ""),
        "heading": legend.get("isPageHeading", False),
        "group_classes": options.get("formGroup", {}).get("classes", ""),
        "attrs": options.get("attributes", {}),
        "described_by": options.get("describedBy", options.get("fieldset", {}).get("describedBy", "")),
        "required": False,
    }


def words(options: dict[str, Any]) -> str:
    asked = options.get("fieldset", {}).get("legend", options.get("label", {}))
    return str(asked.get("text") or asked.get("html", ""))


def as_text(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    extra = {name: options[name] for name in ("pattern", "autocapitalize") if name in options}
    field = Text(
        words(options),
        **common(options) | {"attrs": options.get("attributes", {}) | extra},
        classes=options.get("classes", ""),
        autocomplete=options.get("autocomplete", ""),
        inputmode=options.get("inputmode", ""),
        prefix=options.get("prefix", {}).get("text", ""),
        suffix=options.get("suffix", {}).get("text", ""),
        spellcheck=options.get("spellcheck"),
        disabled=options.get("disabled", False),
    )
    field.type = options.get("type", "text")
    return field, options.get("value")


def as_textarea(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    field = LongText(
        words(options),
        **common(options) | {"attrs": options.get("attributes", {})},
        classes=options.get("classes", ""),
        rows=options.get("rows", 5),
        limit=int(options.get("maxlength", 0)),
        autocomplete=options.get("autocomplete", ""),
    )
    return field, options.get("value")


def as_password(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    completes = options.get("autocomplete", "current-password")
    return Password(words(options), **common(options), classes=options.get("classes", ""), autocomplete=completes), None


def as_file(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    kind = Files if options.get("multiple") else File
    field = kind(words(options), **{k: v for k, v in common(options).items() if k != "attrs"})
    field.attrs = options.get("attributes", {})
    field.classes = options.get("classes", "")
    field.disabled = options.get("disabled", False)
    return field, None


def offered(options: dict[str, Any]) -> tuple[list[Option | Divider], dict[str, Raw], list[str]]:
    """The options, the fields that they reveal, and the values that are chosen."""
    made: list[Option | Divider] = []
    revealed: dict[str, Raw] = {}
    chosen = [str(v) for v in options.get("values", [options.get("value")]) if v is not None]
    for number, item in enumerate(options["items"]):
        if "divider" in item:
            made.append(Divider(item["divider"]))
            continue
        value = str(item["value"])
        reveals: tuple[str, ...] = ()
        if item.get("conditional", {}).get("html"):
            reveals = (f"revealed-{number}",)
            revealed[reveals[0]] = Raw(item["conditional"]["html"])
        if item.get("checked", item.get("selected")):
            chosen.append(value)
        made.append(
            Option(
                value,
                item["text"],
                hint=item.get("hint", {}).get("text", ""),
                reveals=reveals,
                disabled=item.get("disabled", False),
                alone=item.get("behaviour") == "exclusive",
                label_classes=item.get("label", {}).get("classes", ""),
                attrs=item.get("attributes", {}),
            )
        )
    return made, revealed, chosen


def as_radios(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    made, revealed, chosen = offered(options)
    field = Radios(words(options), made, **common(options), classes=options.get("classes", ""))
    field.revealed_in_test = revealed
    return field, chosen[-1] if chosen else None


def as_checkboxes(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    made, revealed, chosen = offered(options)
    field = Checkboxes(words(options), made, **common(options), classes=options.get("classes", ""))
    field.revealed_in_test = revealed
    return field, chosen


def as_select(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    made, _, chosen = offered(options)
    field = Select(words(options), made, **common(options), classes=options.get("classes", ""), empty=None)
    return field, chosen[-1] if chosen else None


def as_date(options: dict[str, Any]) -> tuple[django_forms.Field, Any]:
    born = any(item.get("autocomplete", "").startswith("bday") for item in options.get("items", []))
    field = Date(words(options), **common(options), classes=options.get("classes", ""), birthday=born)
    before = f"{options['namePrefix']}-" if "namePrefix" in options else ""
    values = options.get("values", {})
    return field, tuple(str(values.get(before + part, "")) for part in PARTS)


BUILDERS = {
    "input": as_text,
    "textarea": as_textarea,
    "character-count": as_textarea,
    "password-input": as_password,
    "file-upload": as_file,
    "radios": as_radios,
    "checkboxes": as_checkboxes,
    "select": as_select,
    "date-input": as_date,
}


class FixedId(str):
    """An id pattern that gives one id, whatever the field's name: fixtures name and identify apart."""

    def __mod__(self, name: object) -> str:
        return self.removesuffix("%s")


def drawn(component: str, options: dict[str, Any]) -> str:
    """Our HTML for those options: a form of one field, as it comes back to whoever sent it."""
    given = options.get("id") or options.get("idPrefix") or options.get("name")
    # A date's name stands before each of its three boxes; elsewhere name and id are told apart by the prefix.
    name = options.get("namePrefix", given) if component == "date-input" else options.get("name", given)
    field, value = BUILDERS[component](options)
    if getattr(field, "disabled", False):
        field.initial = value
    form_class = type("One", (Form,), {name: field, **getattr(field, "revealed_in_test", {})})
    data = MultiValueDict()
    if component == "date-input":
        for part, text in zip(PARTS, value, strict=True):
            data[f"{name}-{part}"] = text
    elif isinstance(value, list):
        data.setlist(name, value)
    elif value is not None:
        data[name] = str(value)
    form = form_class(data, auto_id=FixedId(f"{given}%s"))
    form.full_clean()
    form.errors.clear()
    if "errorMessage" in options:
        wrong = [part for part in PARTS if options.get(part, {}).get("error")]
        params = {"parts": tuple(wrong)} if wrong else None
        form.add_error(name, django_forms.ValidationError(options["errorMessage"]["text"], params=params))
    return str(form[name])


def theirs(component: str, fixture: dict[str, Any]) -> str:
    """The fixture's HTML; the boxes of a date named as ours always are, the field's name before each."""
    html = str(fixture["html"])
    options = fixture["options"]
    if component == "date-input" and "namePrefix" not in options:
        for part in PARTS:
            html = html.replace(f'name="{part}"', f'name="{options["id"]}-{part}"')
    return html


def compared(kind: str, fixture: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Our tree and theirs. Ours always has a fieldset around options; where theirs has none, what is in it."""
    ours, expected = tree(drawn(kind, fixture["options"])), tree(theirs(kind, fixture))
    if kind in ("radios", "checkboxes") and "fieldset" not in fixture["options"]:
        ours = without_fieldset(ours)
    return ours, expected
