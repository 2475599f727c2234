"""Identity providers as the environment says them; what cannot be right is said to whoever starts Fairgate."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.oidc.running import TENANT

from fairgate.project.providers import providers

GOOD = {
    "FAIRGATE_OIDC": "oak-staff, aspire",
    "FAIRGATE_OIDC_OAK_STAFF_KIND": "microsoft",
    "FAIRGATE_OIDC_OAK_STAFF_TRUST": "oak",
    "FAIRGATE_OIDC_OAK_STAFF_TENANT": TENANT.upper(),
    "FAIRGATE_OIDC_OAK_STAFF_CLIENT_ID": "one",
    "FAIRGATE_OIDC_OAK_STAFF_CLIENT_SECRET": "keep it",
    "FAIRGATE_OIDC_OAK_STAFF_DOMAINS": "Oak.example.org, oak.sch.uk",
    "FAIRGATE_OIDC_OAK_STAFF_VIA": "https://adfs.oak.example.org/",
    "FAIRGATE_OIDC_OAK_STAFF_MFA": "1",
    "FAIRGATE_OIDC_ASPIRE_KIND": "google",
    "FAIRGATE_OIDC_ASPIRE_TRUST": "aspire",
    "FAIRGATE_OIDC_ASPIRE_CLIENT_ID": "two",
    "FAIRGATE_OIDC_ASPIRE_CLIENT_SECRET": "keep it too",
    "FAIRGATE_OIDC_ASPIRE_DOMAINS": "aspire.example.org",
}


def test_none_is_the_default() -> None:
    assert providers({}) == ()


def test_both_kinds() -> None:
    microsoft, google = providers(GOOD)
    assert microsoft.server == f"https://login.microsoftonline.com/{TENANT}/v2.0"
    assert microsoft.origins == ("https://login.microsoftonline.com", "https://adfs.oak.example.org")
    assert microsoft.domains == {"oak.example.org", "oak.sch.uk"}
    assert (microsoft.label, microsoft.trusts_mfa, microsoft.tenant) == ("Microsoft", True, TENANT)
    assert (google.server, google.origins) == ("https://accounts.google.com", ("https://accounts.google.com",))
    assert (google.label, google.trusts_mfa) == ("Google", False)
    assert "keep it" not in repr(providers(GOOD))


@pytest.mark.parametrize("key", [key for key in GOOD if key[-4:] not in ("OIDC", "_VIA", "_MFA")])
def test_what_is_missing_is_named(key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{key} is missing"):
        providers(GOOD | {key: ""})


@pytest.mark.parametrize(
    ("key", "given", "told"),
    [
        ("", "oak-staff,oak-staff", "twice"),
        ("", "Oak staff", "is no name"),
        ("_OAK_STAFF_KIND", "okta", "microsoft or google"),
        ("_OAK_STAFF_TENANT", "common", "anybody's directory"),
        ("_OAK_STAFF_TENANT", "oak.onmicrosoft.com", "id of one directory"),
        ("_OAK_STAFF_DOMAINS", "*.example.org", "is no domain"),
        ("_OAK_STAFF_DOMAINS", "org", "is no domain"),
        ("_OAK_STAFF_SERVER", "http://login.example.org", "https://"),
        ("_OAK_STAFF_SERVER", "https://login.example.org; script-src *", "https://"),
        ("_OAK_STAFF_VIA", "https://*.example.org", "origins alone"),
        ("_OAK_STAFF_VIA", "https://adfs.example.org/adfs/ls", "origins alone"),
    ],
)
def test_what_cannot_be_right_is_said(key: str, given: str, told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=told.replace("*", r"\*")):
        providers(GOOD | {f"FAIRGATE_OIDC{key}": given})
