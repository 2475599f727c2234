"""What cannot stand in a letter, told at the question whose answer it is; the rest is told above the form."""

from collections.abc import Iterator
from typing import Any

from fairgate.actions.arrangements import ABOUT
from fairgate.delivery.characters import NotFit
from fairgate.delivery.letter import LetterRefused
from fairgate.delivery.requirements import LetterIncomplete
from fairgate.web.shared.forms import Form
from fairgate.web.shared.forms.fields import about
from fairgate.web.staff.acting.weighing import WEIGHED

_ASKED = {"reasons": ("reasons", "text"), "conditions": ("conditions",), "exceptions": ("exceptions",)}
_ASKED |= {"meeting.place": ("where",), **{f"weighed.{name}": (name,) for name in WEIGHED}}
"""The questions whose answers stand at a place of a letter: the first that a form asks."""

_RECORD = {
    "recipient.name": "The person's name",
    "recipient.address": "The person's address",
    "school": "What is kept of the school",
    "trust": "What is kept of the trust",
    "signatory": "Your name, or your office",
    "countersigned": "The name of who signs it too",
    "contact": "The name, or the address, of whom the letter names as contact",
    "children": "A child's name",
    "facts": "What is on record of an incident",
    "other_language": "The language that is on record of the person",
}
"""What a letter takes from the records, by the beginning of its place."""


def put_on_fields(form: Form, refused: LetterRefused) -> list[dict[str, str]]:
    """Put what stands against the letter on the form, at the questions that can mend it; all of it, as {text, href}."""
    if isinstance(refused, LetterIncomplete):
        for one in refused.missing:
            form.add_error(None, one.wanted)
    elif isinstance(refused, NotFit):
        named = {one: _question(form, one.where) for one in refused.others}
        for one, name in named.items():
            if name:
                form.add_error(name, about(str(form.fields[name].label), one.what))
            else:
                form.add_error(None, _recorded(one))
    else:
        form.add_error(None, str(refused))
    return form.problems


def with_why(problems: list[dict[str, str]], refused: LetterRefused) -> list[dict[str, Any]]:
    """The same, each that the law asks for with why, and with the paragraphs of the trust's code that ask for it."""
    points = {one.wanted: one for one in refused.missing} if isinstance(refused, LetterIncomplete) else {}
    return [
        {**one, "why": point.why, "paragraphs": point.paragraphs} if (point := points.get(one["text"])) else {**one}
        for one in problems
    ]


def lacking(refused: LetterRefused) -> list[dict[str, Any]]:
    """What a letter lacks, or what stands against it, where there is no form to put it on."""
    missing = [one.wanted for one in refused.missing] if isinstance(refused, LetterIncomplete) else [str(refused)]
    return with_why([{"text": one, "href": ""} for one in missing], refused)


def _question(form: Form, where: str) -> str:
    """The name of the question whose answer stands at that place; empty where none does."""
    return next((name for name in _questions(form, where) if name in form.fields), "")


def _questions(form: Form, where: str) -> Iterator[str]:
    root, _, number = where.partition("[")
    if root == "arrangements":
        answered = [name for name in ABOUT if str(form.cleaned_data.get(name) or "").strip()]
        at = int(number.partition("]")[0]) - 1
        yield from answered[at : at + 1]
    yield from _ASKED.get(root, ())


def _recorded(one: NotFit) -> str:
    for place, words in _RECORD.items():
        if one.where.startswith(place):
            return about(words, one.what)
    return str(one)
