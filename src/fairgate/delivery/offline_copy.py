"""The copy of who is barred, encrypted for one device: AES-GCM under a key made of the device's word and a new salt.

What is written to the device's disk is the ciphertext, the salt and the `head`; the key is told to the page that is
open, and the word stands on a card. Whoever has the disk alone has nothing to read (docs/decisions/0012).
"""

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA256: what OWASP's Password Storage Cheat Sheet asks for."""
_SIGNS = "23456789bcdfghjkmnpqrstvwxyz"


def new_word() -> str:
    """Twelve signs in three groups, some 57 bits: to be written on a card."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))


def key_of(word: str, salt: bytes) -> bytes:
    """The key of one copy: 32 bytes."""
    return PBKDF2HMAC(SHA256(), 32, salt, ROUNDS).derive(word.encode())


def sealed_copy(word: str, head: Mapping[str, str], names: list[dict[str, Any]]) -> dict[str, Any]:
    """What the device is sent. `head` is told in clear and cannot be changed unseen: it holds the copy's age."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    key, told = key_of(word, salt), json.dumps(dict(head))
    body = AESGCM(key).encrypt(nonce, json.dumps(names, separators=(",", ":")).encode(), told.encode())
    return {
        "kept": {
            "head": told,
            "salt": b64encode(salt).decode(),
            "rounds": ROUNDS,
            "nonce": b64encode(nonce).decode(),
            "body": b64encode(body).decode(),
        },
        "key": b64encode(key).decode(),
    }
