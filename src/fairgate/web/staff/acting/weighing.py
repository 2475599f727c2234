"""What is asked of every measure before somebody is put, or kept, under it: three questions in a group of their own."""

from typing import Any

from fairgate.engine.entry import Weighing
from fairgate.engine.weighing import ABOUT
from fairgate.web.shared.forms import LongText
from fairgate.web.shared.forms.fields import too_long

WEIGHED = tuple(ABOUT)
"""The names of the questions, in order: those of what they become."""

_LIMIT = 2000


def _asked(label: str, *, hint: str, missing: str) -> LongText:
    # What is too long is refused, without a count below each of three boxes.
    return LongText(label, hint=hint, missing=missing, rows=3, validators=[too_long(label, _LIMIT)])


def alternatives() -> LongText:
    """Whether something less would do."""
    return _asked(
        "What else was considered, and why would it not do?",
        hint="Such as a talk, a written warning, or something shorter or narrower.",
        missing="Write what else was considered, and why it would not do",
    )


def child() -> LongText:
    """What it means for somebody who has done nothing."""
    return _asked(
        "How does it bear on the child?",
        hint="Being brought and collected, plays and sports days, what other children see. Write “no child” if so.",
        missing="Write how it bears on the child",
    )


def needs() -> LongText:
    """What the school knows of the person that should make a difference."""
    return _asked(
        "What is known of the person's own needs, and what is adjusted for them?",
        hint="An illness, a disability, a loss, a language: more time, a shorter letter, an interpreter. "
        "Write “none known” if so.",
        missing="Write what is known of the person's own needs, or “none known”",
    )


def weighing(said: dict[str, Any]) -> Weighing | None:
    """What was answered; None where it was not asked."""
    if not all(said.get(name) for name in WEIGHED):
        return None
    return Weighing(**{name: said[name] for name in WEIGHED})
