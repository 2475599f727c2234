"""What a letter must state before it can be made; the numbers are those of law.md section 1."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from fairgate.delivery.letter import Letter, LetterRefused
from fairgate.engine.words import Decision, Kind

_MEASURES = frozenset({Kind.BAR, Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP, Kind.CONDITION})
_ENDING = frozenset({Decision.LIFT, Decision.END})
_WAYS = 2  # representations in more than one form


class Missing(Struct, frozen=True):
    """One thing that the letter must state and does not: the field, in words what is wanted, the law.md number."""

    field: str
    wanted: str
    law: str

    def __str__(self) -> str:
        return f"{self.wanted} ({self.field}{'; law.md ' + self.law if self.law else ''})"


class LetterIncomplete(LetterRefused):
    """A letter that leaves out what it must state. `missing` names each thing."""

    def __init__(self, letter_id: str, missing: list[Missing]) -> None:
        self.letter_id = letter_id
        self.missing = missing
        lines = "; ".join(str(one) for one in missing)
        super().__init__(f"The letter '{letter_id}' cannot be made until it states: {lines}.")


Rule = tuple[str, str, str, Callable[[Letter], object]]

_ALWAYS: tuple[Rule, ...] = (
    ("recipient.name", "to whom it is written", "1", lambda it: it.recipient.name),
    ("subject", "what it is about", "", lambda it: it.subject),
    ("reference", "its reference", "", lambda it: it.reference),
    ("trust.name", "the trust's name", "", lambda it: it.trust.name),
    ("school.name", "the school's name", "", lambda it: it.school.name),
    ("school.address", "the school's address", "4", lambda it: it.school.address),
    ("signatory.name", "who signs it", "11", lambda it: it.signatory.name),
    ("signatory.office", "the office in which it is signed", "11", lambda it: it.signatory.office),
    (
        "pack, edition, code_title",
        "the code and its edition",
        "54",
        lambda it: it.pack and it.edition and it.code_title,
    ),
    ("ledger", "the count and head of the ledger", "", lambda it: it.ledger.count > 0 and it.ledger.head),
    ("language", "a language that the packs carry ('en')", "", lambda it: it.language == "en"),
    ("contact", "whom to contact, by e-mail or telephone", "7", lambda it: _reachable(it)),
)

_GROUNDS: tuple[Rule, ...] = (
    ("facts", "what happened, and on which day", "2", lambda it: it.facts and all(one.text for one in it.facts)),
    ("cited", "the paragraphs of the code", "2", lambda it: it.cited and all(one.text for one in it.cited)),
)

_COMPLAINTS: Rule = (
    "complaints",
    "where the complaints procedure is found",
    "10, 43",
    lambda it: it.complaints and it.complaints.name,
)

_HEARING: tuple[Rule, ...] = (
    (
        "representations.to",
        "to whom representations are made",
        "4",
        lambda it: it.representations and it.representations.to,
    ),
    (
        "representations.heard_by",
        "who hears them",
        "6",
        lambda it: it.representations and it.representations.heard_by,
    ),
    (
        "representations.how",
        "two or more ways of making them",
        "4",
        lambda it: it.representations and len(set(it.representations.how)) >= _WAYS,
    ),
    _COMPLAINTS,
)

_LENGTH: Rule = (
    "until or review_on",
    "how long it lasts: an end or a date of review",
    "3",
    lambda it: it.until or it.review_on,
)

_REVIEWER: Rule = ("reviewer", "who reviews", "6", lambda it: it.reviewer or not it.review_on)

_NOTICE: tuple[Rule, ...] = (
    *_GROUNDS,
    ("reasons", "the reasons", "2", lambda it: it.reasons),
    ("from_on", "from what day", "1", lambda it: it.from_on),
    _LENGTH,
    ("decider", "who decides", "6, 13", lambda it: it.decider and it.decider.name and it.decider.office),
    _REVIEWER,
    *_HEARING,
)

_SITES: Rule = ("sites", "which premises", "1", lambda it: it.sites)
_OPEN: Rule = ("channels_open", "a channel that stays open", "I25", lambda it: it.channels_open)
_CLOSED: Rule = ("channels_closed", "which channels are closed", "1", lambda it: it.channels_closed)

_BY_KIND: dict[Kind, tuple[Rule, ...]] = {
    Kind.MEETING: (
        *_GROUNDS,
        ("reply_by or meeting", "a time to meet, or a day to answer by", "", lambda it: it.reply_by or it.meeting),
    ),
    Kind.MEDIATION: (("reply_by", "a day to answer by", "", lambda it: it.reply_by),),
    Kind.WARNING: _GROUNDS,
    Kind.INTENTION: (
        *_GROUNDS,
        ("reasons", "the reasons", "2", lambda it: it.reasons),
        _SITES,
        _LENGTH,
        (
            "representations.by",
            "the day before which nothing is decided",
            "15",
            lambda it: it.representations and it.representations.by,
        ),
        ("decider", "who will decide", "6, 13", lambda it: it.decider and it.decider.name and it.decider.office),
        *_HEARING,
    ),
    Kind.BAR: (_SITES, *_NOTICE),
    Kind.CHANNEL_RESTRICTION: (_CLOSED, _OPEN, *_NOTICE),
    Kind.CONTACT_CAP: (
        ("cap or channels_closed", "what is limited", "1", lambda it: it.cap or it.channels_closed),
        _OPEN,
        *_NOTICE,
    ),
    Kind.CONDITION: (("conditions", "the conditions", "1", lambda it: it.conditions), *_NOTICE),
    Kind.REMOVAL_REQUEST: (*_GROUNDS, ("reply_by", "a day to answer by", "", lambda it: it.reply_by)),
}

_DECISION: tuple[Rule, ...] = (
    ("decision.office", "who decided", "6", lambda it: it.decision and it.decision.office),
    ("reasons", "an answer to what was said, with reasons", "16", lambda it: it.reasons),
    ("from_on", "from what day the measure held", "1", lambda it: it.from_on),
    _COMPLAINTS,
)

# A measure that goes on after the decision says again where, for how long, and who looks at it next (law.md 16).
_GOES_ON: tuple[Rule, ...] = (_LENGTH, _REVIEWER)


def _reachable(letter: Letter) -> bool:
    contact = letter.contact
    return bool(contact and (contact.office or contact.person) and (contact.email or contact.phone))


def _rules(letter: Letter) -> Iterator[Rule]:
    yield from _ALWAYS
    if letter.decision is None:
        yield from _BY_KIND.get(letter.kind, ())
        return
    yield from _DECISION
    if letter.decision.word not in _ENDING:
        yield from _GOES_ON
    if letter.kind is Kind.BAR:
        yield _SITES
    if letter.decision.word is Decision.EXTEND:  # a new decision, with a new hearing (law.md 20)
        yield from _HEARING


def required(letter: Letter, also: tuple[str, ...] = ()) -> list[Missing]:
    """What the letter must state and does not, in order; empty when it is complete.

    `also`: fields that its template adds, for what its own code asks (Oak's 5.4b: `until, review_on`).
    A letter about a measure that says nothing of the person's child is complete: the template has its own
    arrangements whenever `children` is given (law.md 8).
    """
    missing = [Missing(name, wanted, law) for name, wanted, law, stated in _rules(letter) if not stated(letter)]
    named = {one.field for one in missing}
    for name in also:
        if name not in letter.__struct_fields__:
            raise LetterRefused(f"The template asks for '{name}', which no letter has.")
        if not getattr(letter, name) and name not in named:
            missing.append(Missing(name, f"{name.replace('_', ' ')}, which the code asks for", ""))
    return missing


def insist(letter: Letter, also: tuple[str, ...] = ()) -> None:
    """Raise `LetterIncomplete` naming each thing that the letter must state and does not."""
    if missing := required(letter, also):
        raise LetterIncomplete(letter.id, missing)
