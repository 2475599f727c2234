"""An ID token counts when the provider signed it, for us, now, in answer to this sign-in; every other one does not."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from fairgate.web.account.provider.id_token import NotGenuine, claims

THEIRS = rsa.generate_private_key(65537, 2048)
SOMEBODY_S = rsa.generate_private_key(65537, 2048)
ISSUER, US, NONCE = "https://provider.example/v2.0", "fairgate", "n" * 32
KEYS = {
    "keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(THEIRS.public_key())), "kid": "one", "use": "sig"}],
}


def said(**more: Any) -> dict[str, Any]:
    now = int(time.time())
    good = {"iss": ISSUER, "aud": US, "sub": "1", "iat": now, "exp": now + 300, "nonce": NONCE}
    return {key: value for key, value in {**good, **more}.items() if value is not None}


def token(key: Any = THEIRS, algorithm: str = "RS256", kid: str | None = "one", **more: Any) -> str:
    return jwt.encode(said(**more), key, algorithm=algorithm, headers={"kid": kid} if kid else {})


def read(text: str, keys: dict[str, Any] = KEYS, nonce: str = NONCE) -> dict[str, Any]:
    return claims(text, keys, issuer=ISSUER, audience=US, nonce=nonce)


def letters(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def part(value: Any) -> str:
    return letters(json.dumps(value).encode())


def unsigned() -> str:
    return f"{part({'alg': 'none', 'kid': 'one'})}.{part(said())}."


def by_a_secret_that_is_no_secret() -> str:
    """Signed with the provider's public key, taken for a password that both sides know."""
    public = THEIRS.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    text = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(said())}"
    return f"{text}.{letters(hmac.digest(public, text.encode(), 'sha256'))}"


def test_the_good_one() -> None:
    assert read(token())["sub"] == "1"
    assert read(token(exp=int(time.time()) - 30))["sub"] == "1", "clocks differ by a minute at most"


@pytest.mark.parametrize(
    "bad",
    [
        lambda: token(SOMEBODY_S),
        lambda: token(kid="two"),
        lambda: token(kid=None),
        unsigned,
        by_a_secret_that_is_no_secret,
        lambda: token(iss="https://provider.example/other/v2.0"),
        lambda: token(aud="another"),
        lambda: token(aud=[US, "another"]),
        lambda: token(exp=int(time.time()) - 90),
        lambda: token(iat=int(time.time()) + 900),
        lambda: token(exp=None),
        lambda: token(sub=None),
        lambda: token(nonce=None),
        lambda: token(nonce="m" * 32),
        lambda: token()[:-4] + "AAAA",
        lambda: "nonsense",
        lambda: "",
    ],
)
def test_no_other(bad: Any) -> None:
    with pytest.raises(NotGenuine):
        read(bad())


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": "?"}, {"keys": [{"kty": "RSA"}]}])
def test_keys_that_are_none(keys: dict[str, Any]) -> None:
    with pytest.raises(NotGenuine):
        read(token(), keys)


def test_a_sign_in_without_a_nonce_accepts_nothing() -> None:
    with pytest.raises(NotGenuine):
        read(token(nonce=""), nonce="")
