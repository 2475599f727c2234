"""What a school keeps of an adult."""

import re
from typing import Any

from fairgate.actions.person import Details
from fairgate.web.shared.forms import Confirm, Email, Form, Hidden, LongText, Text

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")
INCOMPLETE = "This page is incomplete: open it again and send it from there."
MOST_LINES, LONGEST_LINE = 6, 60


class DetailsForm(Form):
    """Names, where letters go, and what the person has asked for. `seen`: the stamp of what was shown."""

    seen = Hidden(required=True, error_messages={"required": INCOMPLETE})
    name = Text("Full name", hint="As letters are addressed", limit=120, autocomplete="off")
    other_names = Text(
        "Other names", hint="Known as, former names; a comma between them", required=False, autocomplete="off"
    )
    address = LongText(
        "Postal address",
        hint="A line to each line, the postcode alone on the last. Leave it empty only if it is not known: "
        "without it no letter can be posted.",
        rows=5,
        required=False,
    )
    phone = Text("Telephone", width=20, limit=30, required=False, inputmode="tel", autocomplete="off")
    email = Email("E-mail address", required=False, autocomplete="off")
    email_service_agreed = Confirm("They have agreed to be sent letters by e-mail", required=False)
    vehicle = Text("Vehicle", hint="Make, colour, registration", limit=120, required=False)
    languages = Text("Languages", hint="The language they read best, if it is not English", limit=120, required=False)
    adjustments = LongText(
        "What they have asked for",
        hint="Large print, an interpreter, a telephone call",
        rows=3,
        limit=2000,
        required=False,
    )

    def clean_address(self) -> str:
        """The lines without spaces around them and without empty ones; the postcode in capitals."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["address"].splitlines()]
        lines = [line for line in lines if line]
        if not lines:
            return ""
        lines[-1] = _postcode(lines[-1])
        if len(lines) > MOST_LINES:
            self.add_error("address", f"An address has at most {MOST_LINES} lines; this has {len(lines)}. Join some.")
        if any(len(line) > LONGEST_LINE for line in lines):
            self.add_error(
                "address", f"A line of an address has at most {LONGEST_LINE} characters. Break the long one in two."
            )
        if len(lines) < 2 or not POSTCODE.fullmatch(lines[-1]):
            self.add_error("address", "Put the postcode alone on the last line, like PL25 5AB.")
        return "\n".join(lines)

    def clean(self) -> dict[str, Any] | None:
        """Who agreed to letters by e-mail has an address for them."""
        data = super().clean()
        kept = self.cleaned_data
        if kept.get("email_service_agreed") and not kept.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter the e-mail address to which they agreed that letters are sent.")
        return data

    @property
    def details(self) -> Details:
        """What was typed, once it is valid."""
        return Details(**{name: self.cleaned_data[name] for name in Details.__dataclass_fields__})


def _postcode(line: str) -> str:
    """A postcode as post is addressed: in capitals, one space before the last three; anything else as it is."""
    tight = line.replace(" ", "").upper()
    written = f"{tight[:-3]} {tight[-3:]}"
    return written if POSTCODE.fullmatch(written) else line
