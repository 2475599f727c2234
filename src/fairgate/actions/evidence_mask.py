"""A passage of the evidence is kept from sight, and shown again: who did it, and why, stands in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, check, perform
from fairgate.actions.evidence import evidence_store
from fairgate.delivery.evidence.intake import TEXT
from fairgate.delivery.evidence.masking import standing_in
from fairgate.engine.acts.evidence import EvidenceMasked, EvidenceUnmasked
from fairgate.engine.entries import AnyEntry
from fairgate.engine.refusal import Reason, Refusal
from fairgate.records import door
from fairgate.records.append import written_by
from fairgate.records.models import Case, Evidence, LedgerEntry

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """What a mask covers: a rectangle on a page or a range of characters, as `EvidenceMasked` has them."""

    page: int = 0
    box: tuple[int, int, int, int] | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Quoted:
    """A passage of an e-mail as its text reads, wherever it stands; else only where it stands first."""

    words: str
    everywhere: bool = True


def mask_evidence(act: Act, *, of: str, passage: Passage | Quoted, reasons: str) -> LedgerEntry:
    """Keep a passage of the evidence `of` (its entry) from sight, with reasons: an entry for each place.

    Raises as `perform`, and NotAllowed for what does not stand there, or for reasons that repeat what is quoted.
    """
    case = door.open_case(act.by, act.reference, now=act.now)
    done = written_by(case, act.operation_key)
    return done[0] if done else perform(act, *_masking(case, of, passage, reasons))


def check_mask(act: Act, *, of: str, passage: Passage | Quoted, reasons: str) -> tuple[AnyEntry, ...]:
    """What the mask would enter; nothing is written."""
    case = door.open_case(act.by, act.reference, now=act.now)
    return check(act, *_masking(case, of, passage, reasons))


def unmask_evidence(act: Act, *, of: str, reasons: str) -> LedgerEntry:
    """Show again what the mask `of` (its entry) covers, with reasons."""
    return perform(act, _unmasking(of, reasons))


def check_unmasking(act: Act, *, of: str, reasons: str) -> tuple[AnyEntry, ...]:
    """What the lifting would enter; nothing is written."""
    return check(act, _unmasking(of, reasons))


def _masking(case: Case, of: str, passage: Passage | Quoted, reasons: str) -> list[Proposal]:
    item = Evidence.objects.filter(case=case, entry__ref=of).first()
    if isinstance(passage, Quoted):
        return [_proposal(of, Passage(span=span), reasons) for span in _spans(item, passage, reasons)]
    _insist_it_is_there(item, passage)
    return [_proposal(of, passage, reasons)]


def _spans(item: Evidence | None, quoted: Quoted, reasons: str) -> Sequence[Span]:
    """Where the words stand. Where there is no text, a place that is none: the engine says what there is instead."""
    words = _words(item)
    if not words:
        return [(0, 1)]
    found = standing_in(words, quoted.words)
    if not found:
        raise _refused("These words do not stand in it.", "Write them as they stand there, or copy them from it.")
    if standing_in(reasons, quoted.words):
        raise _refused(
            "The reasons repeat what is to be masked, and everybody who sees the case reads them.",
            "Say why without those words.",
        )
    return found if quoted.everywhere else found[:1]


def _insist_it_is_there(item: Evidence | None, passage: Passage) -> None:
    """Refuse a passage on a page, or beyond a character, that the evidence does not have."""
    if item is None:
        return  # the engine says so, and what there is
    if passage.box is not None and item.pages and passage.page > item.pages:
        raise _refused(f"Its copy has {item.pages} pages, and no page {passage.page}.", _MARK)
    words = _words(item)
    if passage.span is not None and words and passage.span[1] > len(words):
        raise _refused(f"Its text ends before character {passage.span[1]:,}.", _MARK)


_MARK = "Mark a passage that is there."


def _words(item: Evidence | None) -> str:
    """The text of its safe copy; '' where there is none, or it was removed."""
    try:
        return (
            evidence_store().path(item.sha256, item.key, TEXT).read_text(encoding="utf-8") if item is not None else ""
        )
    except FileNotFoundError:
        return ""


def _refused(text: str, change: str) -> NotAllowed:
    return NotAllowed(Refusal((Reason(text, (), change),)))


def _proposal(of: str, passage: Passage, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return EvidenceMasked(
            ref=setting.ref,
            on=setting.on,
            by=setting.actor(setting.stands.code.findings.offices),
            of=of,
            reasons=reasons,
            page=passage.page,
            box=passage.box,
            span=passage.span,
        )

    return propose


def _unmasking(of: str, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.findings.offices)
        return EvidenceUnmasked(ref=setting.ref, on=setting.on, by=by, of=of, reasons=reasons)

    return propose
