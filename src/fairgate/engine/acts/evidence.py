"""Evidence: a file is handed in, a passage of it is masked and shown again, or it is lawfully removed.

The ledger holds a file's SHA-256, its kind and its size, and no byte of it, nor a word of what was said of it: what is
removed leaves its marker, and the chain stays whole (law.md 36, 40).
"""

import re
from datetime import date
from enum import StrEnum

from fairgate.engine import phrases
from fairgate.engine.acts.finding import require_reasons
from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case
from fairgate.engine.entry import Entry
from fairgate.engine.evidence import PICTURED, READ, WHOLE, CaseEvidence, CaseMask
from fairgate.engine.refusal import Reason, Refused, refuse

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Basis(StrEnum):
    """Why evidence may be removed for good."""

    ERASURE_REQUEST = "erasure_request"  # somebody asked for it and is right (UK GDPR art. 17)
    NOT_NEEDED = "not_needed"  # it has nothing to do with the case (art. 5(1)(c))
    RETENTION_ENDED = "retention_ended"  # it has been kept for as long as the trust keeps it (art. 5(1)(e))
    COURT_ORDER = "court_order"
    UNLAWFUL_TO_HOLD = "unlawful_to_hold"  # the police have it, and nobody else may


AT_ONCE = frozenset({Basis.COURT_ORDER, Basis.UNLAWFUL_TO_HOLD})
"""What does not wait until nothing in force can rest on it."""


class EvidenceAdded(Entry, frozen=True, kw_only=True, tag="evidence_added"):
    """A file was handed in and kept byte for byte: `size` bytes whose hash is `sha256`.

    `name` is what the case calls it ('Photograph e5'), never the file's own name: that can hold a person's, and an
    entry cannot be erased. `part_of` refers to the e-mail that brought it, `about` to the breaches and steps that
    it bears on. What it shows, in the words of whoever handed it in, is kept beside the file and removed with it:
    `said` is the SHA-256 of those words behind a salt, '' where there are none. `taken_on` is the day on which it was
    taken or sent, where that is known.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    part_of: str = ""
    about: tuple[str, ...] = ()
    said: str = ""
    taken_on: date | None = None


class EvidenceMasked(Entry, frozen=True, kw_only=True, tag="evidence_masked"):
    """A passage of the evidence `of` is kept from sight, until it is shown again.

    Either `box` on `page` (from 1): left, top, right, bottom in ten-thousandths of the page's width and height; or
    `span`: the first character and the one after the last, of an e-mail's text.
    """

    of: str
    reasons: str = ""
    page: int = 0
    box: tuple[int, int, int, int] | None = None
    span: tuple[int, int] | None = None


class EvidenceUnmasked(Entry, frozen=True, kw_only=True, tag="evidence_unmasked"):
    """The mask `of` was lifted: the passage is shown again."""

    of: str
    reasons: str = ""


class EvidenceRedacted(Entry, frozen=True, kw_only=True, tag="evidence_redacted"):
    """The evidence `of` was removed for good, the stored original and every copy; this entry is what is left."""

    of: str
    basis: Basis
    reasons: str = ""


def add_evidence(case: Case, proposed: EvidenceAdded) -> EvidenceAdded:
    """The evidence as it may stand in the ledger: a file that the case does not hold yet."""
    if not _SHA256.fullmatch(proposed.sha256) or proposed.size < 1:
        raise refuse("The file is empty, or its hash is not one.", (), "Choose the file again.")
    if proposed.said and not _SHA256.fullmatch(proposed.said):
        raise refuse("What was said of the file comes as a hash alone.", (), "Write it again.")
    if proposed.taken_on is not None and proposed.taken_on > proposed.on:
        raise refuse("It cannot have been taken after the day on which it is added.", (), "Check the day.")
    for held in case.evidence.values():
        if held.sha256 == proposed.sha256 and held.removed_on is None:
            raise refuse(
                f"This very file is in the case already: {held.name}, added on {phrases.day(held.on)}.",
                (),
                "Nothing more is needed.",
            )
    unknown = [ref for ref in proposed.about if ref not in case.breaches and ref not in case.steps]
    if unknown:
        raise refuse(
            f"This case has no breach or step called {phrases.either(repr(ref) for ref in unknown)}.",
            (),
            f"It has: {', '.join((*case.breaches, *case.steps)) or 'none yet'}.",
        )
    if proposed.part_of and _kept(case, proposed.part_of).media_type not in READ:
        raise refuse(f"{case.evidence[proposed.part_of].name} is no e-mail.", (), "Add the file on its own.")
    return proposed


def mask_evidence(case: Case, proposed: EvidenceMasked) -> EvidenceMasked:
    """The mask as it may stand in the ledger: by an office that makes findings, with reasons, on what can be shown."""
    held = _kept(case, proposed.of)
    if held.media_type in PICTURED:
        if proposed.span is not None or proposed.box is None or not _is_on_page(proposed):
            raise refuse(
                f"A mask on {held.name} is a rectangle that lies on one of its pages.",
                (),
                "Mark the passage on the page.",
            )
    elif held.media_type in READ:
        if proposed.box is not None or proposed.span is None or not 0 <= proposed.span[0] < proposed.span[1]:
            raise refuse(
                f"A mask on {held.name} is a passage of its text, from one character to a later one.",
                (),
                "Mark the passage in the text.",
            )
    else:
        raise refuse(
            f"{held.name} is not shown as text or as a picture, so no passage of it can be masked.",
            (),
            "If it must not be kept, have it removed.",
        )
    _insist(case, proposed, "A mask", "mask evidence")
    return proposed


def unmask_evidence(case: Case, proposed: EvidenceUnmasked) -> EvidenceUnmasked:
    """The lifting as it may stand in the ledger."""
    mask = _mask(case, proposed.of)
    if mask is None:
        known = [ref for held in case.evidence.values() for ref in held.masks]
        raise refuse(f"This case has no mask called {proposed.of!r}.", (), f"It has: {', '.join(known) or 'none yet'}.")
    held, one = mask
    if held.removed_on is not None:
        raise _gone(held)
    if one.lifted_on is not None:
        raise refuse(
            f"This passage was shown again already, on {phrases.day(one.lifted_on)}.", (), "Nothing more is needed."
        )
    _insist(case, proposed, "Lifting a mask", "lift a mask")
    return proposed


def redact_evidence(case: Case, proposed: EvidenceRedacted) -> EvidenceRedacted:
    """The removal as it may stand in the ledger: by an office that closes cases, with reasons and a lawful basis.

    Refused while a measure that may rest on it is in force, or the e-mail that brought it still holds it.
    """
    held = _kept(case, proposed.of)
    reasons: list[Reason] = []
    brought = case.evidence.get(held.part_of)
    if brought is not None and brought.removed_on is None:
        reasons.append(
            Reason(
                f"{held.name} came in {brought.name}, which still holds it.",
                (),
                f"Remove {brought.name} first; what else came in it stays as evidence of its own.",
            )
        )
    if proposed.basis not in AT_ONCE:
        reasons += [
            Reason(
                f"{phrases.one(measure.rule.name)} is in force until {phrases.day(measure.until)}, and what it rests "
                "on may be asked for.",
                measure.rule.paragraphs,
                "Mask what nobody need see, or wait until it has ended.",
            )
            for measure in case.current_measures()
        ]
    require_reasons(proposed.reasons, "A removal", case.code.closing.paragraphs)
    reason = why_not_competent(case.code, proposed.by, case.code.closing, "have evidence removed")
    if reason:
        reasons.append(reason)
    if reasons:
        raise Refused(*reasons)
    return proposed


def _is_on_page(proposed: EvidenceMasked) -> bool:
    assert proposed.box is not None  # noqa: S101 - the caller has looked
    left, top, right, bottom = proposed.box
    return proposed.page >= 1 and 0 <= left < right <= WHOLE and 0 <= top < bottom <= WHOLE


def _insist(case: Case, proposed: EvidenceMasked | EvidenceUnmasked, what: str, verb: str) -> None:
    """Refuse a mask, or the lifting of one, without reasons or by an office that makes no findings."""
    require_reasons(proposed.reasons, what, case.code.findings.paragraphs)
    reason = why_not_competent(case.code, proposed.by, case.code.findings, verb)
    if reason:
        raise Refused(reason)


def _kept(case: Case, ref: str) -> CaseEvidence:
    held = case.evidence.get(ref)
    if held is None:
        raise refuse(
            f"This case has no evidence called {ref!r}.", (), f"It has: {', '.join(case.evidence) or 'none yet'}."
        )
    if held.removed_on is not None:
        raise _gone(held)
    return held


def _gone(held: CaseEvidence) -> Refused:
    assert held.removed_on is not None  # noqa: S101 - the caller has looked
    return refuse(f"{held.name} was removed on {phrases.day(held.removed_on)}.", (), "Nothing of it is left.")


def _mask(case: Case, ref: str) -> tuple[CaseEvidence, CaseMask] | None:
    return next(((held, held.masks[ref]) for held in case.evidence.values() if ref in held.masks), None)


def apply_added(case: Case, entry: EvidenceAdded) -> None:
    """Fold the evidence in."""
    case.evidence[entry.ref] = CaseEvidence(
        entry.ref, case.seq, entry.on, entry.name, entry.media_type, entry.sha256, entry.part_of, entry.about
    )


def apply_masked(case: Case, entry: EvidenceMasked) -> None:
    """Fold the mask in."""
    mask = CaseMask(entry.ref, entry.on, entry.by.person, entry.page, entry.box, entry.span)
    case.evidence[entry.of].masks[entry.ref] = mask


def apply_unmasked(case: Case, entry: EvidenceUnmasked) -> None:
    """Fold the lifting in."""
    found = _mask(case, entry.of)
    if found is None:
        raise KeyError(entry.of)
    found[1].lifted_on = entry.on


def apply_redacted(case: Case, entry: EvidenceRedacted) -> None:
    """Fold the removal in."""
    case.evidence[entry.of].removed_on = entry.on
