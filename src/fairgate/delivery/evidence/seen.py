"""What a look at a file gives: the values that pass between the process that looks and the one that asked."""

import msgspec


class Attached(msgspec.Struct, frozen=True):
    """A file that an e-mail brought: its name there, its bytes, or why there are none here."""

    name: str
    body: bytes = b""
    why_not: str = ""


class Seen(msgspec.Struct, kw_only=True):
    """The safe copies of a file, or the reason why it is not taken.

    `pictures` are pages painted anew, each JPEG or PNG as `pictured_as` says; `text` is an e-mail as it reads, its
    header lines first. `notes` are sentences for whoever looks at the copy: what it leaves out, what is odd. `faults`
    of a letter that was made elsewhere keep it from being posted (sheets.py); `text` is then what shows in its window.
    """

    pictures: list[bytes] = []
    pictured_as: str = ""
    text: str = ""
    attached: list[Attached] = []
    notes: list[str] = []
    faults: list[str] = []
    refused: str = ""
    change: str = ""


class Job(msgspec.Struct, frozen=True):
    """What to do with the file on standard input: look at a file of this kind, cover the `boxes` of it, or make it the
    picture of a `signature` or a `logo`, or look at it as at a `letter` made elsewhere.

    A box is left, top, right, bottom in ten-thousandths of the picture's width and height.
    """

    media: str
    seconds: int
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    signature: bool = False
    logo: bool = False
    letter: bool = False
