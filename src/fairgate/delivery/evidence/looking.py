"""Having a file looked at by another process, which is ended when it takes longer than it may."""

import contextlib
import os
import select
import subprocess
import sys
import time
from io import FileIO
from pathlib import Path

import msgspec

from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.limits import ANSWER_AT_MOST, SECONDS
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Job, Seen

WORKER = (sys.executable, "-I", "-m", "fairgate.delivery.evidence.worker")
_CHANGE = "Ask for it in another form (a PDF printed anew, a screenshot), and add that."


def look(file: Path, media: Media, *, seconds: int = SECONDS) -> Seen:
    """The safe copies of a file of this kind. Raises `EvidenceRefused` where none can be made."""
    return _answer(file, Job(media.value, seconds))


def cover(picture: Path, media: Media, boxes: tuple[tuple[int, int, int, int], ...]) -> bytes:
    """A picture with these parts of it painted over: left, top, right, bottom in ten-thousandths of its sides."""
    (covered,) = _answer(picture, Job(media.value, SECONDS, boxes)).pictures
    return covered


def signature(picture: Path, media: Media) -> bytes:
    """The picture of a signature, as a small PNG. Raises `EvidenceRefused` where there is none to see."""
    (made,) = _answer(picture, Job(media.value, SECONDS, signature=True)).pictures
    return made


def logo(picture: Path, media: Media) -> bytes:
    """A logo, as a small PNG. Raises `EvidenceRefused` where there is none to see."""
    (made,) = _answer(picture, Job(media.value, SECONDS, logo=True)).pictures
    return made


def letter(file: Path) -> Seen:
    """The pages of a letter that was made elsewhere, and what keeps it from being posted. Raises `EvidenceRefused`."""
    return _answer(file, Job(Media.PDF.value, SECONDS, letter=True))


def _answer(path: Path, job: Job) -> Seen:
    with path.open("rb", buffering=0) as file:
        seen = _asked(file, job)
    if seen.refused:
        raise EvidenceRefused(seen.refused, seen.change)
    # A process that a file has turned against us could hand back anything.
    signature = _SIGNATURES.get(seen.pictured_as, b"none")
    if not all(picture.startswith(signature) for picture in seen.pictures):
        raise EvidenceRefused("What was made of this file is no safe copy.", _CHANGE)
    return seen


_SIGNATURES = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


def _asked(file: FileIO, job: Job) -> Seen:
    until = time.monotonic() + job.seconds
    # A process for each file, so that nothing of one is left for the next. Isolated (-I), no secrets to read.
    process = subprocess.Popen(  # noqa: S603  # our own module, and a job of our own making
        [*WORKER, msgspec.json.encode(job).decode()],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        assert process.stdout is not None  # noqa: S101  # a pipe was asked for
        handle = process.stdout.fileno()
        size = int.from_bytes(_read(handle, 4, until), "big")
        if size > ANSWER_AT_MOST:
            raise EvidenceRefused("This file shows more than can be kept of one file.", _CHANGE)
        return msgspec.msgpack.decode(_read(handle, size, until), type=Seen)
    except TimeoutError as error:
        raise EvidenceRefused(
            f"Looking at this file took longer than {job.seconds} seconds and was stopped. It was not kept.", _CHANGE
        ) from error
    except (EOFError, msgspec.MsgspecError) as error:
        raise EvidenceRefused(
            "Looking at this file used more time or memory than it may, and was stopped. It was not kept.", _CHANGE
        ) from error
    finally:
        process.kill()
        if process.stdout is not None:
            with contextlib.suppress(OSError):
                process.stdout.close()
        process.wait()


def _read(handle: int, size: int, until: float) -> bytes:
    """Exactly `size` bytes, by the moment `until` of the monotonic clock."""
    parts: list[bytes] = []
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    while size:
        left = until - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
