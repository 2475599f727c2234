"""What is asked of whoever checks a letter: its file, or its code."""

from typing import Any

from fairgate.records.proof import CODE_LENGTH, tidy
from fairgate.web.shared.forms import File, Form, Text

LARGEST = 10 * 1024**2  # bytes: a letter of ten pages has about a quarter of one million


class LetterCheckForm(Form):
    """One of the two is enough; the file proves more, and is looked at first."""

    code = Text(
        "The code of the letter",
        hint=f"It stands at the foot of each page, in four groups: {CODE_LENGTH} digits and letters from a to f",
        width=20,
        required=False,
        autocomplete="off",
        attrs={"spellcheck": "false", "autocapitalize": "none"},
        max_length=60,
    )
    file = File(
        "Or its PDF file, as you received it",
        hint="It is compared and not kept. A scan or a photograph is another file: type the code of those",
        accept="application/pdf,.pdf",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Exactly what can be looked for; whoever sends both is told to choose nothing: the file decides."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file, code = given.get("file"), given.get("code", "")
        if file is not None and file.size > LARGEST:
            self.add_error("file", "This file is larger than any letter of ours. Choose the PDF of the letter.")
        elif file is None and not code and not self.errors:
            self.add_error("code", "Type the code of the letter, or choose its file.")
        elif file is None and code and not tidy(code):
            self.add_error(
                "code",
                f"A code has {CODE_LENGTH} digits and letters from a to f. Compare it with the foot of the letter.",
            )
        return given
