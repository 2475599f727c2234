"""A part of a file, for players that ask for one: some play nothing from a server that only ever sends all of it."""

import re
from pathlib import Path

from django.http import HttpResponse

_ASKED = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})")


def part_of(path: Path, media_type: str, asked: str) -> HttpResponse | None:
    """The bytes that a Range header asks for (206), or 416 beyond the end; None where it asks for no one part."""
    found = _ASKED.fullmatch(asked)
    if found is None:
        return None
    size = path.stat().st_size
    first = int(found[1])
    last = min(int(found[2]) if found[2] else size - 1, size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(first)
        body = file.read(last - first + 1)  # no more than one file may hold (delivery/evidence/limits.py)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(body, status=206, content_type=media_type, headers=headers)
