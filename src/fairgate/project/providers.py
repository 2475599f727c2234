"""Which identity providers staff may sign in through, from the environment. docs/sign-in.md says how each is set up.

FAIRGATE_OIDC names them, with commas between; NAME below is one of those names in capitals, with _ for -.

FAIRGATE_OIDC_NAME_KIND           microsoft or google
FAIRGATE_OIDC_NAME_TRUST          the trust whose staff it is for, by its slug: nobody else signs in through it
FAIRGATE_OIDC_NAME_CLIENT_ID      as the provider gave it
FAIRGATE_OIDC_NAME_CLIENT_SECRET  as the provider gave it
FAIRGATE_OIDC_NAME_DOMAINS        the domains of the staff's addresses, with commas between
FAIRGATE_OIDC_NAME_TENANT         the directory's id (Microsoft alone, and there always)
FAIRGATE_OIDC_NAME_MFA            1 where a second step at the provider stands in for Fairgate's own
FAIRGATE_OIDC_NAME_VIA            origins that its sign-in passes beside its own, such as a federated sign-in page's
FAIRGATE_OIDC_NAME_SERVER         another address of the provider than its usual one
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from fairgate.web.account.provider.configured import GOOGLE, LABELS, MICROSOFT, Provider

SERVERS = {MICROSOFT: "https://login.microsoftonline.com/{tenant}/v2.0", GOOGLE: "https://accounts.google.com"}
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\Z")
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def providers(environ: Mapping[str, str]) -> tuple[Provider, ...]:
    """All of them, in the order in which FAIRGATE_OIDC names them.

    Raises ImproperlyConfigured, in words for whoever set the variable, when one is missing or cannot be right.
    """
    names = _list(environ.get("FAIRGATE_OIDC", ""))
    if len(set(names)) != len(names):
        raise ImproperlyConfigured("FAIRGATE_OIDC names a provider twice: each needs a name of its own")
    return tuple(_provider(name, environ) for name in names)


def _provider(name: str, environ: Mapping[str, str]) -> Provider:
    if not NAME.match(name):
        raise ImproperlyConfigured(f"FAIRGATE_OIDC: {name!r} is no name; use small letters, digits and -, as oak-staff")
    prefix = f"FAIRGATE_OIDC_{name.upper().replace('-', '_')}_"

    def asked(key: str, why: str) -> str:
        given = environ.get(prefix + key, "").strip()
        if not given:
            raise ImproperlyConfigured(f"{prefix}{key} is missing: {why}")
        return given

    kind = asked("KIND", f"it is {' or '.join(LABELS)}")
    if kind not in LABELS:
        raise ImproperlyConfigured(f"{prefix}KIND is {kind!r}: it must be {' or '.join(LABELS)}")
    tenant = ""
    if kind == MICROSOFT:
        tenant = asked("TENANT", "the directory's id, from the overview of Microsoft Entra")
        try:
            tenant = str(UUID(tenant))
        except ValueError:
            raise ImproperlyConfigured(
                f"{prefix}TENANT must be the id of one directory, such as 2f1c0d0e-5f7b-4f57-9d3a-8a1f6d3b2c11: with "
                "'common' or 'organizations' anybody's directory could vouch for an address of yours"
            ) from None
    domains = frozenset(_list(asked("DOMAINS", "whose addresses the provider may vouch for").lower()))
    for domain in sorted(domains):
        if not DOMAIN.match(domain):
            raise ImproperlyConfigured(f"{prefix}DOMAINS: {domain!r} is no domain; write it as oak.example.org")
    server = environ.get(prefix + "SERVER", "").strip() or SERVERS[kind].format(tenant=tenant)
    return Provider(
        name=name,
        kind=kind,
        trust=asked("TRUST", "the slug of the trust whose staff it is for"),
        server=_checked(server, prefix + "SERVER").rstrip("/"),
        client_id=asked("CLIENT_ID", "the provider gives it when Fairgate is registered there"),
        client_secret=asked("CLIENT_SECRET", "the provider gives it when Fairgate is registered there"),
        domains=domains,
        tenant=tenant,
        trusts_mfa=environ.get(prefix + "MFA", "") == "1",
        via=tuple(_origin(one, prefix + "VIA") for one in _list(environ.get(prefix + "VIA", ""))),
    )


def _list(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _checked(url: str, variable: str) -> str:
    """The address, if what is said there can be read by nobody on the way."""
    try:
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    except ValueError:
        safe = False
    if not safe or not parts.hostname or re.search(r"[\s;,'\"]", url):
        raise ImproperlyConfigured(f"{variable} is {url!r}: it must be an address that begins with https://")
    return url


def _origin(url: str, variable: str) -> str:
    parts = urlsplit(_checked(url, variable))
    if parts.path not in ("", "/") or parts.query or "*" in parts.netloc:
        raise ImproperlyConfigured(f"{variable}: give origins alone, such as https://sign-in.example.org, not {url!r}")
    return f"{parts.scheme}://{parts.netloc}"
