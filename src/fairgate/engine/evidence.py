"""Evidence as it stands in a case on a day: what was handed in, what is masked of it, whether it was removed."""

from datetime import date

PICTURED = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
"""What is shown as pictures of pages: masked by a rectangle on a page."""

READ = frozenset({"message/rfc822", "application/vnd.ms-outlook"})
"""What is shown as text: masked by a range of its characters."""

WHOLE = 10_000
"""A page's width and height in the units of a mask, whatever the size of its picture."""


class CaseMask:
    """A passage kept from sight: a rectangle (`page`, `box`) or a range of characters (`span`)."""

    __slots__ = ("box", "by", "lifted_on", "on", "page", "ref", "span")

    def __init__(
        self,
        ref: str,
        on: date,
        by: str,
        page: int,
        box: tuple[int, int, int, int] | None,
        span: tuple[int, int] | None,
    ) -> None:
        self.ref = ref
        self.on = on
        self.by = by  # the person, as the engine knows one from another
        self.page = page
        self.box = box
        self.span = span
        self.lifted_on: date | None = None


class CaseEvidence:
    """A file in the case. Its bytes are no concern of the engine; their SHA-256 is."""

    __slots__ = ("about", "masks", "media_type", "name", "on", "part_of", "ref", "removed_on", "seq", "sha256")

    def __init__(
        self,
        ref: str,
        seq: int,
        on: date,
        name: str,
        media_type: str,
        sha256: str,
        part_of: str,
        about: tuple[str, ...],
    ) -> None:
        self.ref = ref
        self.seq = seq
        self.on = on
        self.name = name
        self.media_type = media_type
        self.sha256 = sha256
        self.part_of = part_of
        self.about = about
        self.masks: dict[str, CaseMask] = {}
        self.removed_on: date | None = None

    @property
    def masked(self) -> list[CaseMask]:
        """The masks that have not been lifted, in order."""
        return [mask for mask in self.masks.values() if mask.lifted_on is None]
