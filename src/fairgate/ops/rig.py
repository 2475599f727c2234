"""`fairgate rig --seed N --out FILE`: two trusts of invented people for a review from outside, and a file.

Everything runs on the settings as they are shipped: no demonstration, the real clock, the state in FAIRGATE_STATE or
the database of DATABASE_URL, which must be empty or the rig's own. docs/rig.md says how the file is used.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fairgate.ops.rig_invented import invent
from fairgate.ops.serve import PRIVATE

KEPT = "rig.json"
"""What was written, kept beside the secret key: by it the rig knows a database as its own."""
MOST = 2**63


class NotHere(Exception):
    """The rig cannot be built here; the text says why, and what to do."""


def add_parser(subparsers: Any) -> None:
    """Add this command."""
    parser = subparsers.add_parser(
        "rig",
        help="build two trusts of invented people for a review from outside, and say all of it in a file",
        description="Builds into an empty database, on the settings as they are shipped, two trusts with people in "
        "every office, cases at every stage and planted strings; the file names the pages, the accounts with their "
        "passwords, the objects and the strings. Exit 2: refused.",
    )
    parser.add_argument("--seed", type=_seed, required=True, metavar="N", help="a number from 0; it decides the names")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write the JSON")
    parser.add_argument("--base-url", type=_url, default="http://127.0.0.1:8000", help="where the site is served")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build, or find what was built of the same seed, and write the file; 2 when refused."""
    os.umask(PRIVATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from fairgate.ops.rig_lines import NotTold

    try:
        django.setup()
        told = made(args.seed, args.base_url)
    except (ImproperlyConfigured, NotHere, NotTold) as error:
        print(f"fairgate rig: {error}", file=sys.stderr)
        return 2
    _write(args.out, told)
    print(f"The rig of seed {args.seed} stands; {args.out} says what is in it. Serve it: fairgate serve")
    return 0


def made(seed: int, base_url: str) -> dict[str, Any]:
    """What the file says, of what was built now or, of the same seed, before. Raises NotHere and NotTold."""
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from fairgate.ops.setup_demo import bring_up_to_date, is_empty

    if settings.FAIRGATE_DEMO or settings.DEBUG:
        raise NotHere("it is built on the settings as they are shipped. Unset FAIRGATE_DEMO and FAIRGATE_DEBUG.")
    bring_up_to_date()
    kept = settings.STATE / KEPT
    if not is_empty():
        return _its_own(kept, seed) | {"base_url": base_url}
    with transaction.atomic():
        told = build(seed, timezone.localdate(settings.FAIRGATE_CLOCK()), base_url)
    _write(kept, told)
    return told


def build(seed: int, today: date, base_url: str) -> dict[str, Any]:
    """Both trusts, in the caller's transaction; what the file says of them. Raises NotTold."""
    from fairgate.ops.rig_house import build_houses
    from fairgate.ops.rig_story import tell
    from fairgate.ops.rig_told import file_of

    return file_of([tell(house) for house in build_houses(invent(seed), today)], seed, base_url)


def _its_own(kept: Path, seed: int) -> dict[str, Any]:
    """What was written when this database was built, if it is the rig of that seed. Raises NotHere."""
    from fairgate.records.models import User

    elsewhere = "Choose an empty one: FAIRGATE_STATE=/some/folder (or DATABASE_URL) for this command and for serving."
    try:
        told: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        raise NotHere(f"the database holds a trust that the rig has not made. {elsewhere}") from None
    emails = {row["email"] for row in told["personas"].values()}
    if set(User.objects.values_list("email", flat=True)) != emails:
        raise NotHere(f"the database holds accounts that the rig has not made. {elsewhere}")
    if told["seed"] != seed:
        raise NotHere(f"the rig of seed {told['seed']} is in the database. {elsewhere}")
    return told


def _write(path: Path, told: Mapping[str, Any]) -> None:
    """Only its owner can read it: there are passwords in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file, indent=1, ensure_ascii=False)
        file.write("\n")


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < MOST):
        raise argparse.ArgumentTypeError(f"a seed is a number from 0, not {text!r}")
    return int(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise argparse.ArgumentTypeError(f"give the address as http://127.0.0.1:8000, not {text!r}")
    return text.rstrip("/")
