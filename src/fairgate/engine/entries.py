"""Every entry that a ledger can hold, and its JSON: the words of the ledger in one list."""

from collections.abc import Iterable

import msgspec

from fairgate.engine.acts.account import AccountTaken
from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.bundle import BundleMade
from fairgate.engine.acts.channel import ChannelRestricted, ContactCapped
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.condition import ConditionSet
from fairgate.engine.acts.conversation import ConversationHeld
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.evidence import EvidenceAdded, EvidenceMasked, EvidenceRedacted, EvidenceUnmasked
from fairgate.engine.acts.exception import ExceptionMade, ExceptionWithdrawn
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.leave import AskedToLeave
from fairgate.engine.acts.meeting import MediationOffered, MeetingCalled
from fairgate.engine.acts.no_reply import ReplyWithheld
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.override import BarOverridden, OverrideReviewed
from fairgate.engine.acts.post import PlatformReported, RemovalRequested
from fairgate.engine.acts.record import ConsequenceRecorded
from fairgate.engine.acts.referral import Referred
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.acts.warning import IntentionNotified, WarningGiven
from fairgate.engine.entry import Entry, MeasureDecided, StepTaken
from fairgate.engine.words import Kind

AnyEntry = (
    BreachRecorded
    | BreachFound
    | BreachStruck
    | AccountTaken
    | ConversationHeld
    | MeetingCalled
    | MediationOffered
    | AskedToLeave
    | WarningGiven
    | IntentionNotified
    | BarImposed
    | ChannelRestricted
    | ContactCapped
    | ConditionSet
    | RemovalRequested
    | PlatformReported
    | Referred
    | ReplyWithheld
    | ConsequenceRecorded
    | StepEnded
    | LetterServed
    | LetterReturned
    | RepresentationsMade
    | LapseTold
    | MeasureDecided
    | ExceptionMade
    | ExceptionWithdrawn
    | BarOverridden
    | OverrideReviewed
    | EvidenceAdded
    | EvidenceMasked
    | EvidenceUnmasked
    | EvidenceRedacted
    | CaseClosed
    | CaseReopened
    | BundleMade
)

STEP_ENTRIES: dict[Kind, type[StepTaken]] = {
    Kind.CONVERSATION: ConversationHeld,
    Kind.MEETING: MeetingCalled,
    Kind.MEDIATION: MediationOffered,
    Kind.ASK_TO_LEAVE: AskedToLeave,
    Kind.WARNING: WarningGiven,
    Kind.INTENTION: IntentionNotified,
    Kind.BAR: BarImposed,
    Kind.CHANNEL_RESTRICTION: ChannelRestricted,
    Kind.CONTACT_CAP: ContactCapped,
    Kind.CONDITION: ConditionSet,
    Kind.REMOVAL_REQUEST: RemovalRequested,
    Kind.PLATFORM_REPORT: PlatformReported,
    Kind.REFERRAL: Referred,
    Kind.NO_REPLY: ReplyWithheld,
    Kind.RECORD: ConsequenceRecorded,
}
"""Which entry a step of each kind leaves in the ledger."""


class LedgerError(Exception):
    """A ledger holds something that is not an entry; the text says what and where."""


_decoder = msgspec.json.Decoder(list[AnyEntry])
_encoder = msgspec.json.Encoder()


def encode(entry: Entry) -> str:
    """One entry as its JSON text, the type in `type`; the same entry always gives the same text."""
    return _encoder.encode(entry).decode()


def decode_many(payloads: Iterable[str]) -> tuple[AnyEntry, ...]:
    """The entries of `payloads` (JSON texts as `encode` gives them), in order, or `LedgerError`."""
    texts = list(payloads)
    try:
        entries = tuple(_decoder.decode("[" + ",".join(texts) + "]"))
    except msgspec.MsgspecError as error:
        raise LedgerError(f"the ledger holds something that is not an entry: {error}") from error
    if len(entries) != len(texts):
        raise LedgerError(f"the ledger holds {len(texts)} rows that read as {len(entries)} entries")
    return entries


def type_name(entry: Entry) -> str:
    """The word under which the entry's type is stored, such as `bar_imposed`."""
    return str(type(entry).__struct_config__.tag)
