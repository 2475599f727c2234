"""Recordings: checked to be what they say, never decoded. The original itself is played, under its fixed type."""

from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.not_taken import film
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Seen

_CUT = "This recording breaks off: less is there than it says at its beginning."
_CODECS = (b"\x01vorbis", b"OpusHead", b"Speex   ", b"\x7fFLAC", b"fLaC")
_FRAMES = 3  # of MP3, one behind the other, before it is believed
_MPEG1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = (44_100, 48_000, 32_000)


def look(body: bytes, media: Media) -> Seen:
    """Nothing to show but notes. Raises `EvidenceRefused` for what is no recording after all."""
    checks = {Media.MP3: _mp3, Media.M4A: _m4a, Media.WAV: _wav, Media.OGG: _ogg}
    return Seen(notes=checks[media](body))


def _broken(media: Media) -> EvidenceRefused:
    return EvidenceRefused(
        f"This file begins like {media.one} and is none, or it breaks off before there is anything to hear.",
        "Ask for it again, or record it anew while it is played.",
    )


def _mp3(body: bytes) -> list[str]:
    at = 0
    while body[at : at + 3] == b"ID3":  # its labels: title, picture
        size = body[at + 6 : at + 10]
        if len(size) < 4 or max(size) > 127:
            raise _broken(Media.MP3)
        at += 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    while at < len(body) and body[at] == 0:
        at += 1
    for _ in range(_FRAMES):  # the last may be cut, and is not among these unless there are few
        length = _frame(body[at : at + 4])
        if not length:
            raise _broken(Media.MP3)
        at += length
        if at > len(body):
            raise _broken(Media.MP3)
        if at == len(body):
            break
    return []


def _frame(head: bytes) -> int:
    """The length in bytes of the MP3 frame that this begins, or 0 where it begins none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # in step, and of layer III
        return 0
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bitrate in (0, 15) or rate == 3:
        return 0
    if version == 3:
        return 144_000 * _MPEG1[bitrate] // _RATES[rate] + (head[2] >> 1 & 1)
    return 72_000 * _MPEG2[bitrate] // (_RATES[rate] // (2 if version == 2 else 4)) + (head[2] >> 1 & 1)


def _m4a(body: bytes) -> list[str]:
    tracks = {
        bytes(body[at + 8 : at + 12])
        for film_at, film_end in _boxes(body, 0, len(body), b"moov")
        for track_at, track_end in _boxes(body, film_at, film_end, b"trak")
        for media_at, media_end in _boxes(body, track_at, track_end, b"mdia")
        for at, _ in _boxes(body, media_at, media_end, b"hdlr")
    }
    if b"vide" in tracks:
        raise film()
    if b"soun" not in tracks:
        raise _broken(Media.M4A)
    return []


def _boxes(body: bytes, at: int, end: int, name: bytes) -> list[tuple[int, int]]:
    """Where the contents of each box of this name begin and end, of those that lie between `at` and `end`."""
    found = []
    while at + 8 <= end:
        size, head = int.from_bytes(body[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(body[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise _broken(Media.M4A)
        if body[at + 4 : at + 8] == name:
            found.append((at + head, at + size))
        at += size
    return found


def _wav(body: bytes) -> list[str]:
    at, has_format = 12, False
    while at + 8 <= len(body):
        size = int.from_bytes(body[at + 4 : at + 8], "little")
        name = body[at : at + 4]
        has_format = has_format or (name == b"fmt " and size >= 16)
        if name == b"data" and has_format and at + 8 < len(body):
            # Recorders that write as they go leave 0 or the largest number there is.
            return [_CUT] if len(body) < at + 8 + size < 0xFFFF_0000 else []
        at += 8 + size + size % 2
    raise _broken(Media.WAV)


def _ogg(body: bytes) -> list[str]:
    if b"theora" in body[: 16 * 1024]:
        raise film()
    start = 27 + (body[26] if len(body) > 26 else 0)  # behind the head of the first page and its table of lengths
    if not body[start:].startswith(_CODECS):
        raise _broken(Media.OGG)
    return []
