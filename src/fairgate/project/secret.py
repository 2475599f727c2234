"""The key that signs sessions, for a host that has not set one."""

import os
import secrets
from pathlib import Path


def secret_key(state: Path) -> str:
    """The key kept in the folder `state`, made at the first call; only the owner of the file can read it.

    Several processes may start at once: whoever makes the file first decides, the others read it.
    """
    kept = state / "secret-key"
    state.mkdir(parents=True, exist_ok=True)
    fresh = state / f"secret-key.{os.getpid()}.{secrets.token_hex(4)}"
    if not kept.exists():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            # A link, not a rename: it fails when the key is there, and the file is never seen half-written.
            os.link(fresh, kept)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept.read_text()
