"""Who somebody is to their provider, and how far its word is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fairgate.web.account.provider.configured import MICROSOFT, Provider

YES = (True, 1, "1", "true", "True")
LONGEST = 191
"""Characters that allauth keeps of what a provider calls somebody."""


class Elsewhere(Exception):
    """They signed in there as somebody of another organisation."""


@dataclass(frozen=True)
class Identity:
    """`uid` is what the provider will always call this person; an address can pass from one person to the next.

    `email` is empty unless the provider vouches for it, at one of the trust's own domains. `stepped`: the provider
    saw a second step, and its word for that is taken.
    """

    uid: str
    email: str
    stepped: bool


def identity(provider: Provider, said: Mapping[str, Any]) -> Identity:
    """The identity in the claims of a genuine ID token; Elsewhere when they are another organisation's.

    Microsoft: of one pinned directory (`tid`), known by the object there (`oid`). Its `email` is whatever an
    administrator of that directory typed in, so it counts within the trust's own domains alone, and not where
    Microsoft itself says that the domain is not the directory's (`xms_edov`). Google: of one of the trust's domains
    (`hd`), with an address that Google has checked (`email_verified`).
    """
    if provider.kind == MICROSOFT:
        tenant, person = str(said.get("tid", "")).lower(), str(said.get("oid", ""))
        if tenant != provider.tenant:
            raise Elsewhere
        uid = f"{tenant}:{person}" if person else ""
        vouched = all(said[claim] in YES for claim in ("email_verified", "xms_edov") if claim in said)
    else:
        if str(said.get("hd", "")).lower() not in provider.domains:
            raise Elsewhere
        uid = str(said.get("sub", ""))
        vouched = said.get("email_verified") in YES
    if not uid or len(uid) > LONGEST:
        raise Elsewhere
    address = said.get("email")
    email = address.strip().lower() if vouched and isinstance(address, str) and address.isascii() else ""
    if email.rpartition("@")[2] not in provider.domains:
        email = ""
    ways = said.get("amr")
    return Identity(uid, email, provider.trusts_mfa and isinstance(ways, list) and "mfa" in ways)
