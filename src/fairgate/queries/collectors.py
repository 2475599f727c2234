"""Who may collect this child? Yes, no, or call; and who was named for today.

'Call' says nothing of why: that an order of a court is on record is for those alone who read such orders (law.md 26),
and whoever may not is answered to the byte as where nothing is on record at all.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from fairgate.engine.code import Code
from fairgate.engine.words import Prompt
from fairgate.policy.pack import edition_on, editions
from fairgate.queries import gate as gate_asks
from fairgate.queries import names
from fairgate.queries.names import Match, Name
from fairgate.queries.on_record import known_by
from fairgate.records import door, phones
from fairgate.records.barred import bars_on
from fairgate.records.clearance import Clearance
from fairgate.records.collecting import MAY_COLLECT, holds, is_bound, word_digest
from fairgate.records.models import Child, DayCollector, Holding, Person, Relationship, School, User


class Verdict(StrEnum):
    """The three answers."""

    YES = "yes"
    NO = "no"
    CALL = "call"


class NotAName(Exception):
    """What was typed cannot be looked up: `field` is 'child' or 'adult'."""

    def __init__(self, field: str) -> None:
        super().__init__("Write the first name and the surname.")
        self.field = field


@dataclass(frozen=True)
class Named:
    """Somebody named for today: by whom, who took it, and whether a word was agreed."""

    number: int
    child: str
    name: str
    by: str
    taken_by: str
    at: datetime
    has_word: bool


@dataclass(frozen=True)
class Answer:
    """What is told. `is_barred`: the adult is barred here, as the gate would say. `named`: for today, by a parent.

    `asks_word`: a word was agreed, and none or another was given. `bound`: the key of the person about whom an order
    of a court is on record, for a reader who may know of it; else 0.
    """

    verdict: Verdict
    school: School
    child: str
    adult: str
    is_barred: bool = False
    named: Named | None = None
    asks_word: bool = False
    bound: int = 0

    @property
    def dial(self) -> str:
        """The school's telephone as a link dials it; empty where it is no number."""
        number = phones.normalised(self.school.phone)
        return f"+{number}" if number else ""


def collecting(user: User, school: str, child: str, adult: str, *, now: datetime, word: str = "") -> Answer:
    """Whether the adult may take the child home now. Noted. Raises Hidden, and NotAName.

    Yes only where it is on record, outright, for just these two; a near name, a child of whom there are two, and what
    is not on record either way is for somebody to be called.
    """
    gate = door.gate_for(user, school, now=now, why="who may collect a child")
    on = timezone.localdate(now)
    typed = names.read(adult)
    if names.read(child) is None:
        raise NotAName("child")
    if typed is None or not typed.is_whole:
        raise NotAName("adult")
    call = Answer(Verdict.CALL, gate.school, child, adult)
    found = _child(gate.school, child)
    if found is None:
        return call
    ties = _ties_by_match(found, typed)
    exact = ties.get(Match.EXACT, [])
    # One of several of that name would be a guess.
    person = exact[0].person.one_pk if len({tie.person.one_pk for tie in exact}) == 1 else 0
    bound = is_bound(exact, on)
    told = person if bound and Clearance.of(user, on).at(gate.school.pk) else 0
    barred = bool(person and bars_on(gate, person, on))
    may = bool(person) and holds(exact, MAY_COLLECT, on)
    if barred:
        return replace(call, verdict=Verdict.CALL if may else Verdict.NO, is_barred=True, bound=told)
    if bound or (exact and not person):
        return replace(call, bound=told)
    if may:
        return replace(call, verdict=Verdict.YES)
    named = _named(found, typed, on)
    if named is not None:
        # A parent can name whomever they like; the gate still asks who is barred under such a name.
        at_the_gate = gate_asks.answer_at(gate, adult, now=now)
        if at_the_gate.word is not gate_asks.Word.CLEAR:
            return replace(call, is_barred=at_the_gate.word is gate_asks.Word.BARRED)
        return _for_today(call, named, word)
    return call if ties else replace(call, verdict=Verdict.NO)


def named_today(user: User, school: School, *, now: datetime) -> tuple[Named, ...]:
    """Who was named to collect whom at that school today; the school is one of the reader's."""
    rows = DayCollector.objects.filter(child__school=school, day=timezone.localdate(now), taken_back_at=None)
    return tuple(_told(row) for row in rows.select_related("child", "named_by__kept_as", "taken_by"))


def impaired(school: School, *, now: datetime) -> tuple[str, ...]:
    """The paragraphs of the school's code about somebody who comes for a child and is not fit to take them."""
    code = _code(school, now)
    breaches = code.breaches.values() if code else ()
    asked = (one.paragraphs for one in breaches if Prompt.HANDOVER in one.prompts)
    return tuple(dict.fromkeys(ref for refs in asked for ref in refs))


def safeguarding_leads(school: School, *, now: datetime) -> tuple[str, ...]:
    """The names of those who hold the office of safeguarding lead there today."""
    held = Holding.objects.on(timezone.localdate(now)).at(school).filter(office=door.SAFEGUARDING_LEAD)
    named = held.filter(user__is_active=True).order_by("user__name").values_list("user__name", flat=True)
    return tuple(dict.fromkeys(named))


def _child(school: School, said: str) -> Child | None:
    """The one child at the school of just that name; a first name will do where one child alone has it."""
    found = [one for one in Child.objects.filter(school=school) if names.compare_child(said, one.name) is Match.EXACT]
    return found[0] if len(found) == 1 else None


def _ties_by_match(child: Child, typed: Name) -> dict[Match, list[Relationship]]:
    rows = list(Relationship.objects.filter(child=child).select_related("person__kept_as"))
    ones = {row.person.one_pk for row in rows}
    known = known_by(Person.objects.filter(trust=child.school.trust_id).filter(pk__in=ones)) if ones else {}
    found: dict[Match, list[Relationship]] = {}
    for row in rows:
        match = names.compare(typed, known[row.person.one_pk]) if row.person.one_pk in known else Match.NONE
        if match:
            found.setdefault(match, []).append(row)
    return found


def _named(child: Child, typed: Name, on: date) -> DayCollector | None:
    rows = DayCollector.objects.filter(child=child, day=on, taken_back_at=None).order_by("-pk")
    rows = rows.select_related("child", "named_by__kept_as", "taken_by")
    return next((row for row in rows if names.compare(typed, names.known(row.name)) is Match.EXACT), None)


def _for_today(call: Answer, row: DayCollector, word: str) -> Answer:
    """The answer about somebody whom a parent named for one day, with the word that was agreed, if one was."""
    if row.word_sha256 and not hmac.compare_digest(row.word_sha256, word_digest(word, row.child_id, row.day)):
        return replace(call, asks_word=True)
    return replace(call, verdict=Verdict.YES, named=_told(row))


def _told(row: DayCollector) -> Named:
    by = row.named_by.kept.name
    return Named(row.pk, row.child.name, row.name, by, row.taken_by.name, row.at, bool(row.word_sha256))


def _code(school: School, now: datetime) -> Code | None:
    slug = school.trust.slug
    return edition_on(slug, timezone.localdate(now)).code if editions(slug) else None
