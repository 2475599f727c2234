"""Secrets that must be read again, such as an app's, encrypted where they lie in the database.

The key is worked out from the site's own secret key, which is kept elsewhere: who has the database alone, or a copy
of it, can read none of them. When the site is given a new secret key, the old one must stay among
SECRET_KEY_FALLBACKS, or every second step has to be set up anew.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"fairgate: secrets of second steps"


class Unreadable(Exception):
    """It was sealed with a key that this site does not have."""


def seal(text: str) -> str:
    """The text, encrypted with the site's key."""
    return _ring(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed with the site's key or one of its former keys; else Unreadable."""
    try:
        return _ring(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


@lru_cache(maxsize=4)
def _ring(*secrets: str) -> MultiFernet:
    def key(secret: str) -> Fernet:
        made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
        return Fernet(urlsafe_b64encode(made))

    return MultiFernet([key(secret) for secret in secrets])
