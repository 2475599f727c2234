"""The tables: fields, constraints and querysets. No status that the ledger could give."""

from fairgate.records.models.access import AccessKind, AccessLog, WhyAsked
from fairgate.records.models.arrival import (
    Alerted,
    Arrival,
    ArrivalsDeleted,
    DeskAlert,
    Tablet,
)
from fairgate.records.models.body import AgendaItem, Body, BodyMeeting, DeclaredInterest, Part, Seat
from fairgate.records.models.bundle import Bundle, BundleEnd
from fairgate.records.models.case import Case
from fairgate.records.models.day_collector import DayCollector, Proved
from fairgate.records.models.drafted_act import DraftedAct
from fairgate.records.models.edited_copy import EditedCopy, LetterReplaced
from fairgate.records.models.evidence import Evidence, InfectedFile, Scan
from fairgate.records.models.gate_key import GateKey, GateKeyUse
from fairgate.records.models.help_asked import DeskCall, DeskContact, HelpAsked, HelpWhy, Reached
from fairgate.records.models.holding import Holding
from fairgate.records.models.incident import (
    Became,
    Incident,
    IncidentDraft,
    IncidentEntry,
    IncidentPerson,
    Procedure,
    Role,
)
from fairgate.records.models.ledger import LedgerEntry
from fairgate.records.models.letter import IssuedLetter, LetterEdition
from fairgate.records.models.merge import KeptApart, Merge
from fairgate.records.models.notification import Notification, NotificationChoice, Often
from fairgate.records.models.offline import OfflineDevice, OfflineKind
from fairgate.records.models.permission import Permission, PermissionKind
from fairgate.records.models.person import NameKind, OtherName, Person, Vehicle
from fairgate.records.models.person_letter import PersonLetter
from fairgate.records.models.photograph import Photograph
from fairgate.records.models.recusal import Recusal
from fairgate.records.models.relationship import (
    Capacity,
    CapacityKind,
    Child,
    CourtOrder,
    Relationship,
    Seen,
    Visitor,
    VisitorKind,
)
from fairgate.records.models.school import School
from fairgate.records.models.search import NameKey, SearchRow
from fairgate.records.models.sending import LetterLink, Sending, SendingEnd, SendingWay, Worker
from fairgate.records.models.signature import Signature
from fairgate.records.models.terms import Closure, HalfTerm
from fairgate.records.models.trust import Trust
from fairgate.records.models.trust_logo import TrustLogo
from fairgate.records.models.user import User

__all__ = [
    "AccessKind",
    "AccessLog",
    "AgendaItem",
    "Alerted",
    "Arrival",
    "ArrivalsDeleted",
    "Became",
    "Body",
    "BodyMeeting",
    "Bundle",
    "BundleEnd",
    "Capacity",
    "CapacityKind",
    "Case",
    "Child",
    "Closure",
    "CourtOrder",
    "DayCollector",
    "DeclaredInterest",
    "DeskAlert",
    "DeskCall",
    "DeskContact",
    "DraftedAct",
    "EditedCopy",
    "Evidence",
    "GateKey",
    "GateKeyUse",
    "HalfTerm",
    "HelpAsked",
    "HelpWhy",
    "Holding",
    "Incident",
    "IncidentDraft",
    "IncidentEntry",
    "IncidentPerson",
    "InfectedFile",
    "IssuedLetter",
    "KeptApart",
    "LedgerEntry",
    "LetterEdition",
    "LetterLink",
    "LetterReplaced",
    "Merge",
    "NameKey",
    "NameKind",
    "Notification",
    "NotificationChoice",
    "OfflineDevice",
    "OfflineKind",
    "Often",
    "OtherName",
    "Part",
    "Permission",
    "PermissionKind",
    "Person",
    "PersonLetter",
    "Photograph",
    "Procedure",
    "Proved",
    "Reached",
    "Recusal",
    "Relationship",
    "Role",
    "Scan",
    "School",
    "SearchRow",
    "Seat",
    "Seen",
    "Sending",
    "SendingEnd",
    "SendingWay",
    "Signature",
    "Tablet",
    "Trust",
    "TrustLogo",
    "User",
    "Vehicle",
    "Visitor",
    "VisitorKind",
    "WhyAsked",
    "Worker",
]
