"""What a copy of a case file holds for each audience: the one place where that is said, as data.

Every word of the file is of one `Matter`. What a kind of entry has not been given one is of the strictest that could be
meant, so that something new is left out until somebody has thought about it.
"""

from enum import StrEnum

from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.acts.bundle import Audience, BundleMade
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.evidence import EvidenceAdded, EvidenceMasked, EvidenceRedacted, EvidenceUnmasked
from fairgate.engine.acts.exception import ExceptionMade, ExceptionWithdrawn
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.override import BarOverridden, OverrideReviewed
from fairgate.engine.acts.post import PlatformReported
from fairgate.engine.acts.referral import Referred
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.case import Case
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.words import Kind
from fairgate.queries.reader import Reader


class Matter(StrEnum):
    """What some part of a case file is."""

    OWN = "own"  # what was done, and what the person said, did or was told
    STAFF = "staff"  # what staff wrote for the file: notes, reasons that no letter gives
    OTHERS = "others"  # what other people told or handed in
    WHO = "who"  # who they are
    ELSEWHERE = "elsewhere"  # what was said to the police, advisers, platforms, and came of it
    RESTRICTED = "restricted"  # marked safeguarding (law.md 33)
    MASKED = "masked"  # passages of evidence that are kept from sight
    MASKING = "masking"  # why they are, which can say what they say
    SEALED = "sealed"  # orders of a court, and confidential addresses (law.md 26)
    ORIGINAL = "original"  # files byte for byte, with whatever lies hidden in them
    COPIES = "copies"  # that the file was copied for somebody else
    RECORD = "record"  # how many entries there are, and the head of the ledger


class Shown(StrEnum):
    """What becomes of a matter in a copy."""

    YES = "yes"
    FLAGGED = "flagged"  # shown, and marked as what it is
    CONFIRMED = "confirmed"  # shown where a person read it and confirmed it, with names covered
    COUNTED = "counted"  # left out, and the index says how much: the reader sees on screen that it is there
    SILENT = "silent"  # left out, and not said: that it exists would itself tell something


_P, _C, _S = Audience.PANEL, Audience.COURT, Audience.PARENT

RULES: dict[Matter, dict[Audience, Shown]] = {
    Matter.OWN: {_P: Shown.YES, _C: Shown.YES, _S: Shown.YES},
    Matter.STAFF: {_P: Shown.YES, _C: Shown.YES, _S: Shown.CONFIRMED},
    Matter.OTHERS: {_P: Shown.YES, _C: Shown.YES, _S: Shown.CONFIRMED},
    Matter.WHO: {_P: Shown.YES, _C: Shown.YES, _S: Shown.SILENT},
    Matter.ELSEWHERE: {_P: Shown.YES, _C: Shown.YES, _S: Shown.SILENT},
    Matter.RESTRICTED: {_P: Shown.COUNTED, _C: Shown.FLAGGED, _S: Shown.SILENT},
    Matter.MASKED: {_P: Shown.COUNTED, _C: Shown.FLAGGED, _S: Shown.SILENT},
    Matter.MASKING: {_P: Shown.SILENT, _C: Shown.YES, _S: Shown.SILENT},
    Matter.SEALED: {_P: Shown.SILENT, _C: Shown.FLAGGED, _S: Shown.SILENT},
    Matter.ORIGINAL: {_P: Shown.YES, _C: Shown.YES, _S: Shown.SILENT},
    Matter.COPIES: {_P: Shown.YES, _C: Shown.YES, _S: Shown.SILENT},
    Matter.RECORD: {_P: Shown.YES, _C: Shown.YES, _S: Shown.SILENT},
}

WHY: dict[Matter, str] = {
    Matter.RESTRICTED: "restricted: marked safeguarding. Who decides on it reads it on screen",
    Matter.MASKED: "passages of files, covered because they are not needed or name others",
}
"""Why what is counted is left out, as the index says it."""

ALWAYS: dict[Audience, tuple[str, ...]] = {
    _P: (
        "Files of which a passage is covered are shown without it and not attached.",
        "Confidential addresses and orders of a court are in no copy for a panel.",
    ),
    _C: (
        (
            "Nothing is left out. What is restricted, what the school keeps covered and what a court has sealed is "
            "marked so: who receives this file keeps it from everybody whom it does not concern."
        ),
    ),
    _S: (
        # The same sentences in every such copy, so that they tell nobody whether there is anything of the kind.
        (
            "This is your own copy. What other people told, and what staff wrote for themselves, is in it only "
            "where it could be given without telling you about somebody else; names of others are covered."
        ),
        (
            "What the law lets or makes a school keep back, such as what concerns the safety of a child, advice from a "
            "lawyer, or an investigation by others, would not be in it; this copy does not say whether there is any."
        ),
        "Letters that were sent to you are in it whole. Files that others handed in are not attached.",
    ),
}
"""What is said of every copy for an audience, whatever is in the file."""

FLAGS: dict[Matter, str] = {
    Matter.RESTRICTED: "RESTRICTED: marked safeguarding",
    Matter.MASKED: "COVERED IN THE SCHOOL’S OWN COPY: passages of this file are kept from staff",
    Matter.SEALED: "SEALED: under an order of a court, or confidential by law",
}


def shown(matter: Matter, audience: Audience) -> Shown:
    """What becomes of a matter in a copy for an audience."""
    return RULES[matter][audience]


def matter_of(case: Case, entry: AnyEntry) -> Matter:
    """What an entry is as a whole, its sentence included; whether it is restricted is asked apart."""
    if isinstance(entry, BundleMade):
        return Matter.OWN if entry.audience is Audience.PARENT else Matter.COPIES
    if isinstance(entry, StepEnded):
        return Matter.ELSEWHERE if case.steps[entry.of].rule.kind in _OUTSIDE else Matter.OWN
    if isinstance(entry, AccountTaken) and entry.part is Part.SUBJECT:
        return Matter.OWN
    return MATTERS.get(type(entry), Matter.STAFF)


MATTERS: dict[type, Matter] = {
    **dict.fromkeys(set(STEP_ENTRIES.values()), Matter.OWN),
    **dict.fromkeys((BreachRecorded, BreachFound, BreachStruck, RepresentationsMade, MeasureDecided), Matter.OWN),
    **dict.fromkeys((StepEnded, LetterServed, LetterReturned, CaseClosed, CaseReopened), Matter.OWN),
    **dict.fromkeys((ExceptionMade, ExceptionWithdrawn, LapseTold), Matter.OWN),
    **dict.fromkeys((BarOverridden, OverrideReviewed), Matter.OWN),
    **dict.fromkeys((EvidenceAdded, EvidenceRedacted, AccountTaken), Matter.OTHERS),
    **dict.fromkeys((EvidenceMasked, EvidenceUnmasked), Matter.MASKING),
    **dict.fromkeys((Referred, PlatformReported), Matter.ELSEWHERE),
    BundleMade: Matter.COPIES,
}
"""What each kind of entry is, where its own values do not make it something else (`matter_of`)."""

_OUTSIDE = frozenset({Kind.REFERRAL, Kind.PLATFORM_REPORT})

_WHO = frozenset({"Told by", "Who was affected", "Who saw or heard it", "Taken down by", "Countersigned by"})
_TOLD_TO_THEM = frozenset(  # what the letter of a step or decision says to the person too
    {
        *("Reasons", "The meeting that is offered", "Who would mediate", "The post", "Conditions"),
        *("Why the office that the code names did not act", "What stays allowed", "For the child meanwhile"),
        *("What else was considered", "How it bears on the child", "Needs that are known, and what is adjusted"),
    }
)
_PLAIN = frozenset({"When", "Where", "Agreed"})


def matter_of_words(entry: AnyEntry, heading: str) -> Matter:
    """What some words of an entry are, by the heading under which they stand (own_words.py)."""
    if heading in _WHO:
        return Matter.WHO
    if heading in _PLAIN:
        return Matter.OWN
    if isinstance(entry, EvidenceMasked | EvidenceUnmasked):
        return Matter.MASKING
    if isinstance(entry, RepresentationsMade) or (isinstance(entry, AccountTaken) and entry.part is Part.SUBJECT):
        return Matter.OWN
    if isinstance(entry, MeasureImposed | MeasureDecided | StepTaken) and heading in _TOLD_TO_THEM:
        return Matter.OWN
    if isinstance(entry, BreachRecorded | AccountTaken | EvidenceAdded):
        return Matter.OTHERS
    return Matter.STAFF


def may_ask(reader: Reader) -> bool:
    """Whether this reader may have a copy made: an office that finds, which reads all that is in the file."""
    return reader.may(reader.code.findings.offices)


def may_fetch(case: Case, reader: Reader, audience: Audience) -> bool:
    """Whether a copy for that audience is for this reader: who may ask for one; the panel's, who hears the case too."""
    if may_ask(reader):
        return True
    hears = any(reader.decides(measure) for measure in case.measures.values())
    return audience is Audience.PANEL and hears
