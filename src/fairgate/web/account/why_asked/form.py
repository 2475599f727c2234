"""What one says of each look of one's own about which one is asked."""

from typing import Any

from fairgate.queries.why_asked import Question
from fairgate.web.shared.forms import Form, Text

LONGEST = 300


class SayForm(Form):
    """A line for each question; those that are left empty stay open."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            self.fields[f"why_{one.number}"] = Text(
                "Why did you look?",
                hint="In a line, without the name of a parent or a child.",
                required=False,
                limit=LONGEST,
            )

    def clean(self) -> dict[str, Any] | None:
        """One answer at least."""
        data = super().clean()
        if self.fields and not self.errors and not any(self.cleaned_data.values()):
            self.add_error(next(iter(self.fields)), "Say why you looked.")
        return data

    def said(self) -> dict[int, str]:
        """Of each question that was answered, by its number, the answer."""
        return {int(name.removeprefix("why_")): text for name, text in self.cleaned_data.items() if text}
