"""The closed vocabularies of the engine: the words that every pack may use and none may add to."""

from enum import StrEnum


class Setting(StrEnum):
    """Where conduct happened."""

    PREMISES = "premises"
    NEAR_PREMISES = "near_premises"
    COMMUNICATION = "communication"
    ONLINE = "online"
    PRIVATE_GROUP = "private_group"
    ELSEWHERE = "elsewhere"


class BreachSetting(StrEnum):
    """Where a paragraph says that a breach can happen; each covers the settings of `covers`."""

    PREMISES = "premises"
    NEAR_PREMISES = "near_premises"
    COMMUNICATION = "communication"
    ONLINE = "online"
    ANY = "any"

    @property
    def covers(self) -> frozenset[Setting]:
        """The settings in which conduct of this kind is a breach; a private group is online."""
        return _COVERS[self]


_COVERS = {
    BreachSetting.PREMISES: frozenset({Setting.PREMISES}),
    BreachSetting.NEAR_PREMISES: frozenset({Setting.NEAR_PREMISES, Setting.PREMISES}),
    BreachSetting.COMMUNICATION: frozenset({Setting.COMMUNICATION}),
    BreachSetting.ONLINE: frozenset({Setting.ONLINE, Setting.PRIVATE_GROUP}),
    BreachSetting.ANY: frozenset(Setting),
}


class Mark(StrEnum):
    """What a recorded breach may be marked with."""

    SERIOUS = "serious"
    SAFEGUARDING = "safeguarding"
    DEFAMATORY = "defamatory"


class Prompt(StrEnum):
    """A question that a breach prompts when it is reported; a person answers it, never the machine."""

    SAFEGUARDING = "safeguarding"
    PERMISSION = "permission"
    DEFAMATION = "defamation"
    OWN_CHILD = "own_child"
    HANDOVER = "handover"
    VEHICLE = "vehicle"
    COST = "cost"
    ASSISTANCE_DOG = "assistance_dog"
    LAWFUL_CRITICISM = "lawful_criticism"


class OfficeKind(StrEnum):
    """Who can hold an office."""

    PERSON = "person"
    BODY = "body"
    ANYONE = "anyone"


class Interest(StrEnum):
    """Why a member of a body steps out before it decides about a measure (law.md 18)."""

    MADE = "made"
    REPORTED = "reported"
    WITNESS = "witness"
    AFFECTED = "affected"
    RELATIVE = "relative"
    DECLARED = "declared"


class Kind(StrEnum):
    """The kinds of step; each has its act in `engine/acts`."""

    CONVERSATION = "conversation"
    MEETING = "meeting"
    MEDIATION = "mediation"
    ASK_TO_LEAVE = "ask_to_leave"
    WARNING = "warning"
    INTENTION = "intention"
    BAR = "bar"
    CHANNEL_RESTRICTION = "channel_restriction"
    CONTACT_CAP = "contact_cap"
    CONDITION = "condition"
    REMOVAL_REQUEST = "removal_request"
    PLATFORM_REPORT = "platform_report"
    REFERRAL = "referral"
    NO_REPLY = "no_reply"
    RECORD = "record"

    @property
    def is_measure(self) -> bool:
        """Whether it is imposed for a length of time and ends or is reviewed."""
        return self in _MEASURES

    @property
    def may_follow_allegation(self) -> bool:
        """Whether conduct that is only alleged may open it (scenarios/README.md; law.md I13)."""
        return self in _AFTER_ALLEGATION


_MEASURES = frozenset({Kind.BAR, Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP, Kind.CONDITION})
_AFTER_ALLEGATION = frozenset(
    {
        Kind.CONVERSATION,
        Kind.MEETING,
        Kind.MEDIATION,
        Kind.ASK_TO_LEAVE,
        Kind.REFERRAL,
        Kind.PLATFORM_REPORT,
    }
)


class Agency(StrEnum):
    """The bodies to which a matter can be passed; each is told only what it needs (law.md 48)."""

    POLICE = "police"
    SOCIAL_CARE = "social_care"
    LADO = "lado"
    LEGAL = "legal"
    PLATFORM = "platform"


class Purpose(StrEnum):
    """What a letter is for that neither a step nor a decision sends."""

    ACKNOWLEDGEMENT = "acknowledgement"  # of representations
    LAPSE = "lapse"  # a measure has ended by its date
    CONCERN_REPLY = "concern_reply"
    CODE = "code"  # the code of conduct, to somebody who has not had it


class Topic(StrEnum):
    """What a person whose contact is limited must still be able to reach the school about (law.md 7, I25)."""

    ILLNESS = "illness"
    ABSENCE = "absence"
    APPOINTMENT = "appointment"
    REPORTS = "reports"
    COMPLAINT = "complaint"


class Field(StrEnum):
    """What a step or decision can be asked to state."""

    UNTIL = "until"
    SITES = "sites"
    CHANNELS = "channels"
    CONTACT = "contact"
    REPLY_BY = "reply_by"
    REVIEW_ON = "review_on"
    REASONS = "reasons"
    EXCEPTIONS = "exceptions"
    CAP = "cap"
    CONDITIONS = "conditions"


class Occasion(StrEnum):
    """What somebody who is barred may come for all the same (law.md 29)."""

    DROP_OFF = "drop_off"
    EVENT = "event"
    APPOINTMENT = "appointment"
    POLLING = "polling"
    EMERGENCY = "emergency"
    OTHER = "other"


class Unit(StrEnum):
    """The units of a length of time. There is no plain 'day': a pack must say which (law.md I6)."""

    HOURS = "hours"
    WEEKDAY_HOURS = "weekday hours"
    CALENDAR_DAYS = "calendar days"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    WEEKS = "weeks"
    MONTHS = "months"
    HALF_TERMS = "half-terms"


class Decision(StrEnum):
    """What an office can decide about a measure."""

    CONFIRM = "confirm"
    UPHOLD = "uphold"
    VARY = "vary"
    LIFT = "lift"
    EXTEND = "extend"
    END = "end"


class Method(StrEnum):
    """How a letter is served."""

    HAND = "hand"
    POST = "post"
    EMAIL = "email"


class MeasureState(StrEnum):
    """The state of a measure on a day: worked out, never stored."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"
    ENDED = "ended"


class Strength(StrEnum):
    """How strongly the code or the law asks for something."""

    MUST = "must"
    SHOULD = "should"
