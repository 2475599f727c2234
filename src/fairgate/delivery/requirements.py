"""What a letter must state before it can be made; the numbers are those of law.md section 1."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from fairgate.delivery.letter import Letter, LetterRefused
from fairgate.engine.words import Agency, Decision, Kind, Purpose, Topic

_MEASURES = frozenset({Kind.BAR, Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP, Kind.CONDITION})
_OF_NO_CASE = frozenset({Purpose.CONCERN_REPLY, Purpose.CODE})
_ENDING = frozenset({Decision.LIFT, Decision.END})
_WAYS = 2  # representations in more than one form


class Point(Struct, frozen=True):
    """One thing that a letter of its kind must state, and whether it does.

    `wanted` says it in words; `law` are the numbers of law.md section 1 that ask for it; `paragraphs` those of the
    trust's own code that do, where they are known.
    """

    field: str
    wanted: str
    law: str
    stated: bool = True
    paragraphs: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Why it has to stand there, in plain words; empty where it is only our own paper that asks for it."""
        return " ".join(LAW[number] for number in self.numbers if number in LAW)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of law.md, one by one."""
        return tuple(number.strip() for number in self.law.split(",") if number.strip())

    def __str__(self) -> str:
        return f"{self.wanted} ({self.field}{'; law.md ' + self.law if self.law else ''})"


class LetterIncomplete(LetterRefused):
    """A letter that leaves out what it must state. `missing` names each thing."""

    def __init__(self, letter_id: str, missing: list[Point]) -> None:
        self.letter_id = letter_id
        self.missing = missing
        lines = "; ".join(str(one) for one in missing)
        super().__init__(f"The letter '{letter_id}' cannot be made until it states: {lines}.")


LAW = {
    "1": "It says who and what it is about, where, and from when.",
    "2": "It gives its reasons: what happened, on which days, under which paragraphs of the code.",
    "3": "It says how long it lasts: until which day, or when it is looked at again.",
    "4": "It says how, to whom and by when the person can be heard, in more ways than one.",
    "5": "It says whether it is temporary, or only what is intended.",
    "6": "It names who decides, who hears the person, and who looks again.",
    "7": "It says how the person reaches the school meanwhile.",
    "8": "It says what is arranged for the child.",
    "9": "It says what it does in careful words: a licence withdrawn, and what may follow.",
    "10": "It says where to turn next: the complaints procedure, the courts, and advice in good time.",
    "11": "It is signed by name and office.",
    "12": "It offers large print, plain English, a translation, an interpreter and other adjustments.",
    "13": "A named person has decided.",
    "15": "Nothing is decided before the person has been heard, or their time is over.",
    "16": "It answers what the person said.",
    "20": "Making it longer is a new decision, with reasons and a hearing of its own.",
    "21": "Whoever was under a measure is told when it is over.",
    "43": "A complaint can always be made.",
    "48": "A body is told what it needs to know, and no more.",
    "54": "It names the code and the edition by which the matter is judged.",
    "I25": "A way to reach the school stays open for each thing.",
}
"""What law.md asks of a letter, by its numbers, in words for whoever writes it."""


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
    (
        "ledger",
        "the count and head of the ledger",
        "",
        lambda it: it.ledger.head and (it.ledger.count > 0 or it.kind in _OF_NO_CASE),
    ),
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
_PLAN: Rule = (
    "plan",
    "how each thing is still reached: illness, absence, appointments, reports, complaints",
    "7, I25",
    lambda it: {one.topic for one in it.plan if one.channel} == set(Topic),
)
_CLOSED: Rule = ("channels_closed", "which channels are closed", "1", lambda it: it.channels_closed)

_MEASURE: Rule = ("measure", "which measure it is about", "1", lambda it: it.measure)
_PASSED_ON: tuple[Rule, ...] = (
    ("agency", "what sort of body it goes to", "48", lambda it: it.agency),
    (
        "facts or reasons",
        "what happened, or what is passed on and why",
        "48",
        lambda it: it.facts or it.reasons,
    ),
    ("about", "of whom it tells", "48", lambda it: it.about or it.agency is Agency.PLATFORM),
)

_BY_KIND: dict[Kind | Purpose, tuple[Rule, ...]] = {
    Purpose.ACKNOWLEDGEMENT: (
        _MEASURE,
        ("received_on", "on which day what they said came", "4", lambda it: it.received_on),
        (
            "representations.heard_by",
            "who weighs it",
            "6",
            lambda it: it.representations and it.representations.heard_by,
        ),
        (
            "answer_by, answer_within or representations.by",
            "by when they are answered, or before which day nothing is decided",
            "15, 16",
            lambda it: it.answer_by or it.answer_within or (it.representations and it.representations.by),
        ),
        _COMPLAINTS,
    ),
    Purpose.LAPSE: (
        _MEASURE,
        ("from_on", "from what day the measure held", "1", lambda it: it.from_on),
        ("until", "the last day on which it held", "21", lambda it: it.until),
        _COMPLAINTS,
    ),
    Purpose.CONCERN_REPLY: (
        ("said", "what the concern is", "43", lambda it: it.said),
        ("received_on", "on which day it was raised", "", lambda it: it.received_on),
        ("reasons", "the answer", "", lambda it: it.reasons),
        ("next_stage", "where it can be taken next", "43", lambda it: it.next_stage),
        _COMPLAINTS,
    ),
    Purpose.CODE: (
        ("cited", "the paragraphs of the code", "54", lambda it: it.cited and all(one.text for one in it.cited)),
        ("read_at", "where the whole code is read", "54", lambda it: it.read_at),
        _COMPLAINTS,
    ),
    Kind.REFERRAL: _PASSED_ON,
    Kind.PLATFORM_REPORT: _PASSED_ON,
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
    Kind.CHANNEL_RESTRICTION: (_CLOSED, _OPEN, _PLAN, *_NOTICE),
    Kind.CONTACT_CAP: (
        ("cap or channels_closed", "what is limited", "1", lambda it: it.cap or it.channels_closed),
        _OPEN,
        _PLAN,
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
        if letter.kind in (Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP):
            yield _PLAN
    if letter.kind is Kind.BAR:
        yield _SITES
    if letter.decision.word is Decision.EXTEND:  # a new decision, with a new hearing (law.md 20)
        yield from _HEARING


def points(letter: Letter, also: tuple[str, ...] = ()) -> list[Point]:
    """Everything that a letter of its kind must state, in order, each with whether it does.

    `also`: fields that its template adds, for what its own code asks (Oak's 5.4b: `until, review_on`). The passages
    that a template words by itself are in the list too (`PASSAGES`): that it has them is seen when it is set.
    """
    found = [Point(name, wanted, law, bool(stated(letter))) for name, wanted, law, stated in _rules(letter)]
    named = {one.field for one in found if not one.stated}
    for name in also:
        if name not in letter.__struct_fields__:
            raise LetterRefused(f"The template asks for '{name}', which no letter has.")
        if name not in named:
            wanted = f"{_ASKED.get(name, name.replace('_', ' '))}, which the code asks for"
            found.append(Point(name, wanted, "", bool(getattr(letter, name))))
    return found + [Point("passage", PASSAGES[number], number) for number in passages(letter)]


_ASKED = {
    "until": "the last day",
    "review_on": "the day of the review",
    "reviewer": "who looks at it then",
    "reply_by": "the day by which to answer",
}
"""In words, of what a template may ask beside the rules."""


def required(letter: Letter, also: tuple[str, ...] = ()) -> list[Point]:
    """What the letter must state and does not, in order; empty when it is complete."""
    return [one for one in points(letter, also) if not one.stated]


def insist(letter: Letter, also: tuple[str, ...] = ()) -> None:
    """Raise `LetterIncomplete` naming each thing that the letter must state and does not."""
    if missing := required(letter, also):
        raise LetterIncomplete(letter.id, missing)


PASSAGES = {
    "5": "whether it is temporary, or only what is intended",
    "8": "the arrangements for the children",
    "9": "what it does, in careful words",
    "10": "where to turn next: complaint, courts, advice",
    "12": "the offer of large print, plain English, translation and other help",
    "16": "what the person said, and the answer to it",
}
"""What a template words by itself. It marks each with `#states("9")`; one that leaves out what its letter needs is
refused by the paper that it is set on (layout.typ)."""


def passages(letter: Letter) -> tuple[str, ...]:
    """The passages without which a letter of its kind is not made, by their numbers in law.md."""
    if letter.agency is not None:
        return ()
    wanted = {"12"}
    goes_on = letter.decision is None or letter.decision.word not in _ENDING
    if letter.decision is not None and letter.decision.said:
        wanted.add("16")
    if letter.kind in (*_MEASURES, Kind.INTENTION) and letter.decision is None:
        wanted |= {"5", "10"}
    if letter.kind in _MEASURES and goes_on:
        wanted.add("10")
    if letter.kind is Kind.BAR and goes_on:
        wanted |= {"8", "9"} if letter.children else {"9"}
    return tuple(number for number in PASSAGES if number in wanted)


def without_passages(letter: Letter, numbers: Iterable[str]) -> LetterIncomplete:
    """What is said of a template that words none of these passages."""
    return LetterIncomplete(letter.id, [Point("passage", PASSAGES[one], one, stated=False) for one in numbers])
