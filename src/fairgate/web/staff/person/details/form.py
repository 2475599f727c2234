"""What a school keeps of an adult."""

import re
from dataclasses import asdict
from typing import Any

from fairgate.actions.person import Details
from fairgate.web.shared.forms import Confirm, Email, Form, Hidden, LongText, Option, Radios, Text

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")
INCOMPLETE = "This page is incomplete: open it again and send it from there."
MOST_LINES, LONGEST_LINE = 6, 60


class DetailsForm(Form):
    """Names, where letters go, and what the person has asked for. `seen`: the stamp of what was shown."""

    seen = Hidden(required=True, error_messages={"required": INCOMPLETE})
    name = Text("Full name", hint="As letters are addressed", limit=120, autocomplete="off")
    where = Radios(
        "Where does post reach them?",
        [
            Option("address", "At an address", reveals=("address", "address_protected")),
            Option(
                "nowhere", "They have no fixed abode", hint="Letters are handed over, or go by e-mail if they agree."
            ),
            Option("unknown", "It is not known", hint="Without an address no letter can be posted."),
        ],
    )
    address = LongText(
        "Postal address",
        hint="A line to each line, the postcode alone on the last.",
        missing="Write the address, or say that it is not known",
        rows=5,
    )
    address_protected = Confirm(
        "The address is confidential",
        hint="It is then printed on nothing, and shown only to the safeguarding lead and those who decide. "
        "A letter that was issued before keeps what it says.",
        required=False,
    )
    phone = Text("Telephone", width=20, limit=30, required=False, inputmode="tel", autocomplete="off")
    email = Email("E-mail address", required=False, autocomplete="off")
    email_service_agreed = Confirm("They have agreed to be sent letters by e-mail", required=False)
    languages = Text("Languages", hint="The language they read best, if it is not English", limit=120, required=False)
    adjustments = LongText(
        "What they have asked for",
        hint="Large print, an interpreter, a telephone call",
        rows=3,
        limit=2000,
        required=False,
    )

    def __init__(self, *args: Any, kept: Details, hides_address: bool, **kwargs: Any) -> None:
        where = "address" if kept.address else "nowhere" if kept.no_fixed_abode else "unknown"
        super().__init__(*args, initial={**asdict(kept), "where": where, "seen": kept.stamp}, **kwargs)
        self.kept = kept
        if hides_address:  # not even sent to somebody who may not see it
            for name in ("where", "address", "address_protected"):
                del self.fields[name]
                self.initial.pop(name, None)

    def clean_address(self) -> str:
        """The lines without spaces around them and without empty ones; the postcode in capitals."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["address"].splitlines()]
        lines = [line for line in lines if line]
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
        """What was typed, once it is valid; what was not asked stays as it is kept."""
        said = {name: self.cleaned_data.get(name, value) for name, value in asdict(self.kept).items()}
        if "where" in self.cleaned_data:
            said["address"] = self.cleaned_data["address"] or ""
            said["address_protected"] = bool(self.cleaned_data["address_protected"])
            said["no_fixed_abode"] = self.cleaned_data["where"] == "nowhere"
        return Details(**said)


def _postcode(line: str) -> str:
    """A postcode as post is addressed: in capitals, one space before the last three; anything else as it is."""
    tight = line.replace(" ", "").upper()
    written = f"{tight[:-3]} {tight[-3:]}"
    return written if POSTCODE.fullmatch(written) else line
