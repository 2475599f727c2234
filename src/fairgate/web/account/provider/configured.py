"""An identity provider as whoever runs Fairgate has set it up. Pure values: the settings are made of them."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

MICROSOFT, GOOGLE = "microsoft", "google"
LABELS = {MICROSOFT: "Microsoft", GOOGLE: "Google"}


@dataclass(frozen=True)
class Provider:
    """One registration at one provider, for the staff of one trust.

    `name` stands in addresses; `server` is the provider's issuer, from which its metadata is read; `tenant` the
    directory of a Microsoft provider; `domains` those of the addresses that it may vouch for; `trusts_mfa` that its
    own second step stands in for ours; `via` further origins that its sign-in passes.
    """

    name: str
    kind: str
    trust: str
    server: str
    client_id: str
    client_secret: str = field(repr=False)
    domains: frozenset[str]
    tenant: str = ""
    trusts_mfa: bool = False
    via: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name as people know it."""
        return LABELS[self.kind]

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that a browser passes from the button to the provider and back."""
        parts = urlsplit(self.server)
        return (f"{parts.scheme}://{parts.netloc}", *self.via)
