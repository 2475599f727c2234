"""What the browser is asked when a passkey is made or used, and whether its answer holds.

The challenge is kept in the session and counts for one answer.
"""

import json
import struct
from ipaddress import ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from fairgate.records.models import User

# What an answer that was not made by a browser can bring forth in the library that reads it.
MALFORMED = (ValidationError, ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)


def possible(request: HttpRequest) -> bool:
    """Whether browsers do passkeys here: with https, or on this very machine by its name, and never at a number."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def to_make(user: User) -> dict[str, Any]:
    """What the browser is to make a passkey from, as JSON can hold it."""
    options: dict[str, Any] = auth.begin_registration(user, False)
    return options


def made(answer: str) -> dict[str, Any] | None:
    """The passkey that the browser made for the challenge of this session, or None; the challenge is spent."""
    try:
        credential: dict[str, Any] = json.loads(answer)
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except MALFORMED:
        auth.clear_state()
        return None
    return credential


def to_prove(user: User) -> dict[str, Any]:
    """What the browser is to prove with one of the user's passkeys."""
    options: dict[str, Any] = auth.begin_authentication(user)
    return options


def proved(user: User, answer: str) -> Authenticator | None:
    """The user's passkey that answers the challenge of this session, or None; the challenge is spent either way."""
    try:
        credential = json.loads(answer)
        auth.parse_authentication_response(credential)
        found: Authenticator = auth.complete_authentication(user, credential)
    except MALFORMED:
        auth.clear_state()
        return None
    return found
