"""Whether what a provider says of somebody is its own word, for us, about this very sign-in."""

from collections.abc import Mapping
from typing import Any

import jwt
from django.utils.crypto import constant_time_compare

# Signed with the provider's private key. Nothing that is signed with a secret both sides know, and never "none".
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
CLOCKS_DIFFER = 60  # seconds


class NotGenuine(Exception):
    """It is not signed by the provider, not for us, too old, or not the answer to this sign-in."""


def claims(token: str, keys: Mapping[str, Any], *, issuer: str, audience: str, nonce: str) -> dict[str, Any]:
    """What an ID token says, once all of it holds (OpenID Connect Core 1.0, 3.1.3.7); else NotGenuine.

    `keys` is the provider's key set as it publishes it, `nonce` what this sign-in was begun with. The signature is
    checked although the token came from the provider by our own request: it costs nothing, and does not lean on TLS.
    """
    try:
        said: dict[str, Any] = jwt.decode(
            token,
            _key(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=audience,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"], "strict_aud": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
        raise NotGenuine from error
    if not nonce or not constant_time_compare(str(said.get("nonce", "")), nonce):
        raise NotGenuine
    return said


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    wanted = jwt.get_unverified_header(token).get("kid")
    for key in jwt.PyJWKSet.from_dict(dict(keys)).keys:
        if key.key_id == wanted and key.public_key_use in (None, "sig"):
            return key
    raise NotGenuine
