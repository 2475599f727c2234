"""What is masked of a file: the passages, who may lift the masks, and what could say it in another way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fairgate.engine.acts.evidence import EvidenceMasked
from fairgate.engine.case import Case
from fairgate.engine.evidence import PICTURED, READ, CaseEvidence
from fairgate.queries.reader import Reader, Way
from fairgate.queries.timeline import reads_evidence
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class MaskLine:
    """A passage that is masked: by whom, when, why, and the way to show it again. `where`: 'on page 2', 'in the text'.

    `ref` is the entry that masked it.
    """

    ref: str
    on: date
    by: str
    where: str
    reasons: str
    way: Way


def lifts(reader: Reader) -> bool:
    """Whether they mask, and so may see what is masked: an office that finds."""
    return reader.may(reader.code.findings.offices)


def parts(case: Case, held: CaseEvidence) -> Iterator[CaseEvidence]:
    """What came in an e-mail, as evidence of its own."""
    return (one for one in case.evidence.values() if one.part_of == held.ref)


def family(case: Case, held: CaseEvidence) -> Iterator[CaseEvidence]:
    """The file, the e-mail that brought it, what came in it, and what came with it."""
    top = case.evidence.get(held.part_of, held)
    yield top
    yield from parts(case, top)


def may_save(case: Case, held: CaseEvidence, reader: Reader) -> bool:
    """Whether the bytes are for this reader: nothing is masked in them or in what came in them, or they lift masks."""
    return lifts(reader) or not any(one.masked for one in (held, *parts(case, held)))


def mask_lines(stands: Standing, held: CaseEvidence, reader: Reader) -> tuple[MaskLine, ...]:
    """What is masked of a file, in the order in which it was; one query, where anything is."""
    if not held.masked:
        return ()
    told = {entry.ref: entry for entry in stands.entries if isinstance(entry, EvidenceMasked)}
    rows = stands.record.entries.filter(ref__in=[mask.ref for mask in held.masked]).select_related("by_user")
    by = {row.ref: row.by_user.name if row.by_user else "somebody who has left" for row in rows}
    return tuple(
        MaskLine(
            ref=mask.ref,
            on=mask.on,
            by=by[mask.ref],
            where=f"on page {mask.page}" if mask.page else "in the text",
            reasons=told[mask.ref].reasons,
            way=reader.way("Show it again", "unmask", mask.ref, stands.code.findings.offices),
        )
        for mask in held.masked
    )


def ways(case: Case, held: CaseEvidence, reader: Reader, *, is_shown: bool) -> tuple[Way, ...]:
    """What can be done about a file by whoever reads it, which nobody does once it was removed."""
    if held.removed_on is not None or not reads_evidence(case, held, reader):
        return ()
    found = [reader.way("Remove it for good", "removal", held.ref, reader.code.closing.offices)]
    if is_shown and held.media_type in PICTURED | READ:
        found.insert(0, reader.way("Mask a passage", "mask", held.ref, reader.code.findings.offices))
    return tuple(found)
