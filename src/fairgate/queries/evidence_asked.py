"""The pages on which a passage of a file is masked or shown again, and a file is removed for good."""

from dataclasses import dataclass
from datetime import datetime

from fairgate.delivery.evidence.kinds import Media
from fairgate.engine.acts.evidence import Basis, EvidenceMasked, EvidenceRedacted, EvidenceUnmasked
from fairgate.engine.entries import AnyEntry
from fairgate.engine.evidence import WHOLE, CaseEvidence
from fairgate.engine.refusal import Reason
from fairgate.queries.acting import SOME_REASONS, Asked, actor, next_ref, opened, why_shut
from fairgate.queries.evidence import EvidencePage, Shown, page_of
from fairgate.queries.evidence_mask import MaskLine
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Evidence, User
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class FileAsked(Asked):
    """One file of a case, before somebody who would mask a passage of it or have it removed.

    `words` is an e-mail's text, with what is masked covered; `is_text` says which of the two ways there are to mask it.
    """

    page: EvidencePage | None = None

    @property
    def shown(self) -> Shown:
        """The file as this reader sees it."""
        assert self.page is not None  # noqa: S101 - made below with one
        return self.page.shown

    @property
    def is_text(self) -> bool:
        """Whether a passage is quoted from its text; else it is a rectangle on a page."""
        return self.shown.shown_as == "text"

    @property
    def words(self) -> str:
        """An e-mail's text."""
        return self.page.words if self.page is not None else ""

    @property
    def page_numbers(self) -> range:
        """The pages of its safe copy, counted from 1."""
        return range(1, self.shown.pages + 1)

    @property
    def parts(self) -> tuple[Shown, ...]:
        """What came in it, each evidence of its own."""
        return self.page.parts if self.page is not None else ()


@dataclass(frozen=True)
class MaskAsked(FileAsked):
    """One passage that is masked, to be shown again; `mask` is None where it has been shown again already."""

    mask: MaskLine | None = None


def masking(user: User, reference: str, ref: str, *, now: datetime) -> FileAsked:
    """The file that the entry `ref` added, to have a passage masked; or Hidden."""
    stands, offices, page, held = _opened(user, reference, ref, now)
    by = actor(stands, user, offices, stands.code.findings.offices)
    is_text = Media(held.media_type) in (Media.EML, Media.MSG)
    proposed = EvidenceMasked(
        ref=next_ref(stands),
        on=stands.on,
        by=by,
        of=ref,
        reasons=SOME_REASONS,
        page=0 if is_text else 1,
        box=None if is_text else (0, 0, WHOLE, WHOLE),
        span=(0, 1) if is_text else None,
    )
    return FileAsked(stands, user, offices, _why_shut(stands, proposed, page), page)


def lifting(user: User, reference: str, ref: str, *, now: datetime) -> MaskAsked:
    """The passage that the entry `ref` masked, to be shown again; or Hidden."""
    stands, offices, page, _ = _opened(user, reference, ref, now, of_mask=True)
    by = actor(stands, user, offices, stands.code.findings.offices)
    proposed = EvidenceUnmasked(ref=next_ref(stands), on=stands.on, by=by, of=ref, reasons=SOME_REASONS)
    mask = next((one for one in page.masks if one.ref == ref), None)
    return MaskAsked(stands, user, offices, why_shut(stands, proposed), page, mask)


def removal(user: User, reference: str, ref: str, *, now: datetime) -> FileAsked:
    """The file that the entry `ref` added, to be removed for good; or Hidden."""
    stands, offices, page, _ = _opened(user, reference, ref, now)
    by = actor(stands, user, offices, stands.code.closing.offices)
    # Some grounds do not wait for anything: whether one that must wait may be used, the check says.
    proposed = EvidenceRedacted(
        ref=next_ref(stands), on=stands.on, by=by, of=ref, basis=Basis.COURT_ORDER, reasons=SOME_REASONS
    )
    return FileAsked(stands, user, offices, why_shut(stands, proposed), page)


def _opened(
    user: User, reference: str, ref: str, now: datetime, *, of_mask: bool = False
) -> tuple[Standing, frozenset[str], EvidencePage, CaseEvidence]:
    """The file that the entry `ref` added or, with `of_mask`, of which it masked a passage. The look is noted."""
    stands, offices = opened(user, reference, now=now)
    files = stands.folded.evidence.values()
    held = next((one for one in files if (ref in one.masks if of_mask else ref == one.ref)), None)
    ref = held.ref if held is not None else ""
    number = Evidence.objects.filter(case=stands.record, entry__ref=ref).values_list("pk", flat=True).first()
    if held is None or number is None:
        raise Hidden("there is no such evidence")
    row = door.open_evidence(user, number, now=now)
    return stands, offices, page_of(stands, row, user, offices), held


def _why_shut(stands: Standing, proposed: AnyEntry, page: EvidencePage) -> tuple[Reason, ...]:
    reasons = why_shut(stands, proposed)
    if not reasons and not page.shown.shown_as:
        return (Reason(page.shown.why_not, (), "Mask it once it is shown."),)
    return reasons
