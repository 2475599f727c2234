"""What masking a passage asks, of a text and of a picture, and what showing it again does."""

from typing import Any

from fairgate.web.shared.forms import ActForm, LongText, Number, Option, Radios

_WHY = {
    "hint": "Everybody who sees the case reads this: do not repeat what is masked.",
    "missing": "Write why it is masked: a mask needs reasons",
    "rows": 3,
    "limit": 2000,
}


class WordsForm(ActForm):
    """A passage of an e-mail, as it reads there."""

    quoted = LongText(
        "Which passage?",
        hint="Mark it above, or write it here as it stands there. Line ends and capitals do not matter.",
        missing="Write the passage that is to be masked",
        rows=3,
        limit=5000,
        attrs={"autocomplete": "off", "data-quoted": ""},
    )
    where = Radios(
        "Where?",
        [Option("everywhere", "Wherever it stands in this e-mail"), Option("first", "Only where it stands first")],
        initial="everywhere",
    )
    reasons = LongText("Why?", **_WHY)


def _side(label: str, hint: str = "") -> Number:
    return Number(label, least=0, most=100, width=3, suffix="%", hint=hint, attrs={"data-side": ""})


class BoxForm(ActForm):
    """A rectangle on a page, in whole hundredths of its width and height."""

    number = Number("Which page?", least=1, width=3, initial=1)
    left = _side("It begins, from the left edge, at")
    right = _side("and ends, from the left edge, at")
    top = _side("It begins, from the top edge, at")
    bottom = _side("and ends, from the top edge, at")
    reasons = LongText("Why?", **_WHY)

    def __init__(self, *args: Any, pages: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pages < 2:
            del self.fields["number"]

    def clean(self) -> dict[str, Any]:
        """A rectangle with an inside."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for first, last, edge in (("left", "right", "left"), ("top", "bottom", "top")):
            begins, ends = said.get(first), said.get(last)
            if begins is not None and ends is not None and ends <= begins:
                self.add_error(last, f"It ends further from the {edge} edge than it begins: write more than {begins}.")
        return said


class UnmaskForm(ActForm):
    """Why the passage is shown again."""

    reasons = LongText(
        "Why is it shown again?",
        hint="It is shown to everybody who sees the file.",
        missing="Write why it is shown again",
        rows=3,
        limit=2000,
    )
