"""The process that looks at one file: `python -I -m fairgate.delivery.evidence.worker JOB < FILE`.

A file of the case is hostile until it has been looked at, so that is done here: no database, no secrets in the
environment, limits on time and memory, and the seal of `sandbox.py` before the first byte is read. It answers on
standard output with one frame, four bytes of length and then msgpack, and ends.
"""

import codecs
import contextlib
import encodings
import os
import pkgutil
import sys
from collections.abc import Callable
from functools import partial

import msgspec

from fairgate.delivery.evidence.kinds import EMAILS, PICTURES, SOUNDS, Media
from fairgate.delivery.evidence.limits import BYTES_AT_MOST, MEMORY
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.sandbox import can_seal, limit, seal
from fairgate.delivery.evidence.seen import Job, Seen


def reader(job: Job) -> Callable[[bytes], Seen]:
    """What reads files of this kind, and everything that it will need, imported while that can be done."""
    media = Media(job.media)
    if media in EMAILS or media is Media.DOCX:  # an e-mail may name any encoding, an archive one
        for encoding in pkgutil.iter_modules(encodings.__path__):
            with contextlib.suppress(LookupError):
                codecs.lookup(encoding.name)
    if media in PICTURES or media is Media.PDF:
        from fairgate.delivery.evidence import pictures

        pictures.warm()
        if job.boxes:
            return partial(pictures.cover, boxes=job.boxes)
        if media in PICTURES:
            return pictures.sign if job.signature else pictures.mark if job.logo else pictures.look
        from fairgate.delivery.evidence import pages, sheets

        return sheets.look if job.letter else pages.look
    if media in EMAILS:
        from fairgate.delivery.evidence import eml, msg

        return eml.look if media is Media.EML else msg.look
    if media in SOUNDS:
        from fairgate.delivery.evidence import sounds

        return partial(sounds.look, media=media)
    from fairgate.delivery.evidence import documents

    return documents.look_docx if media is Media.DOCX else documents.look_txt


def look(read: Callable[[bytes], Seen], body: bytes) -> Seen:
    """What the file shows, or why it is not taken."""
    try:
        return read(body)
    except EvidenceRefused as refused:
        return Seen(refused=refused.text, change=refused.change)
    except MemoryError:
        return Seen(
            refused="This file needs more memory to be shown than a file may.",
            change="Ask for it in a smaller size, or take a screenshot of what it shows.",
        )
    except Exception:  # whatever a broken file makes the readers raise, it is broken
        return Seen(refused="This file is broken.", change="Ask for it again, or take a screenshot of what it shows.")


def main(text: str) -> None:
    """Read the job, be shut in, look, answer."""
    job = msgspec.json.decode(text, type=Job)
    read = reader(job)
    limit(job.seconds, MEMORY)
    if can_seal():
        seal()
    with os.fdopen(0, "rb", closefd=False) as file:
        body = file.read(BYTES_AT_MOST + 1)
    answer = msgspec.msgpack.encode(look(read, body))
    out = sys.stdout.buffer
    out.write(len(answer).to_bytes(4, "big") + answer)
    out.flush()
    os._exit(0)  # nothing is to be tidied up, and the libraries' own ways of ending are not called


if __name__ == "__main__":
    main(sys.argv[1])
