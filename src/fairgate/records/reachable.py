"""Where a letter to a person would go, and why it cannot go there."""

import re

from fairgate.records.models import Person, SendingWay

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
_NO_ABODE = re.compile(r"\bno\s+fixed\s+(abode|address)\b", re.IGNORECASE)
ADDRESS_LINES = range(3, 8)
"""What fits the window of an envelope, the name among them."""


class Unreachable(Exception):
    """They cannot be reached so. The message says why, and what to do."""


def address_of(recipient: Person, way: SendingWay) -> str:
    """The e-mail address, or the postal one with the name first, a line to each line. Raises Unreachable.

    By e-mail only whoever agreed to it (law.md 24); a protected address is never printed.
    """
    if way is SendingWay.EMAIL:
        if not recipient.email:
            raise Unreachable("There is no e-mail address on record. Add one, or serve it by hand or by post.")
        if not recipient.email_service_agreed:
            raise Unreachable("They have not agreed to letters by e-mail. Serve it by hand or by post.")
        return recipient.email
    if recipient.address_protected:
        raise Unreachable(
            "The address is confidential and is never printed. Whoever may see it writes it on the envelope."
        )
    if recipient.no_fixed_abode or _NO_ABODE.search(recipient.address):
        raise Unreachable(
            "They have no fixed abode, and GOV.UK Notify refuses that as an address. Hand the letter over, or send it "
            "by e-mail if they agree."
        )
    lines = [recipient.name, *(line.strip() for line in recipient.address.splitlines() if line.strip())]
    if len(lines) not in ADDRESS_LINES or not POSTCODE.fullmatch(lines[-1].upper()):
        raise Unreachable(
            "The address on record cannot be posted to: it needs two to six lines, the last a United Kingdom postcode. "
            "Correct it, or hand the letter over."
        )
    return "\n".join(lines)
