"""The kinds of file that are taken as evidence, and what they are called."""

from enum import StrEnum


class Media(StrEnum):
    """The media type under which a file is kept, and under which nothing else is ever served."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    EML = "message/rfc822"
    MSG = "application/vnd.ms-outlook"
    MP3 = "audio/mpeg"
    M4A = "audio/mp4"
    WAV = "audio/wav"
    OGG = "audio/ogg"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TXT = "text/plain"

    @property
    def called(self) -> str:
        """What a case calls such a file, before its number: 'Picture'."""
        return _WORDS[self][0]

    @property
    def one(self) -> str:
        """One of them, within a sentence: 'a JPEG picture'."""
        return _WORDS[self][1]

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of a file's name that go with it, the usual one first."""
        return _WORDS[self][2]


_WORDS: dict[Media, tuple[str, str, tuple[str, ...]]] = {
    Media.JPEG: ("Picture", "a JPEG picture", ("jpg", "jpeg", "jpe", "jfif")),
    Media.PNG: ("Picture", "a PNG picture", ("png",)),
    Media.WEBP: ("Picture", "a WEBP picture", ("webp",)),
    Media.PDF: ("PDF", "a PDF", ("pdf",)),
    Media.EML: ("E-mail", "an e-mail", ("eml",)),
    Media.MSG: ("E-mail", "an Outlook e-mail", ("msg",)),
    Media.MP3: ("Recording", "an MP3 recording", ("mp3",)),
    Media.M4A: ("Recording", "an M4A recording", ("m4a", "mp4")),
    Media.WAV: ("Recording", "a WAV recording", ("wav",)),
    Media.OGG: ("Recording", "an Ogg recording", ("ogg", "oga", "opus")),
    Media.DOCX: ("Document", "a Word document", ("docx",)),
    Media.TXT: ("Text", "plain text", ("txt", "text")),
}

PICTURES = frozenset({Media.JPEG, Media.PNG, Media.WEBP})
EMAILS = frozenset({Media.EML, Media.MSG})
SOUNDS = frozenset({Media.MP3, Media.M4A, Media.WAV, Media.OGG})

TAKEN = (
    "Photographs and screenshots (.jpg, .png, .webp), PDF, e-mails (.eml, .msg), recordings (.mp3, .m4a, .wav, .ogg) "
    "and documents (.docx, .txt) are taken."
)
