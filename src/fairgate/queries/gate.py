"""The gate: may whoever gives this name come in here, today? Barred, not barred, or a question to ask first.

What comes back holds no reason, no allegation and no history (law.md 30, I29). A near name, or a name that two
people have, is never answered by a guess: a child or a car on record settles it, or a telephone call does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

from django.utils import timezone

from fairgate.engine import gate as engine
from fairgate.engine import phrases
from fairgate.engine.acts.exception import Agreed
from fairgate.engine.exceptions import words
from fairgate.engine.words import Occasion
from fairgate.queries import gate_question, likeness, names
from fairgate.queries.gate_question import Question
from fairgate.queries.gate_rows import Names, Record, names_of, reached_by, record_of
from fairgate.queries.names import Match, Name
from fairgate.records import door, phones
from fairgate.records.models import School, User
from fairgate.records.standing import Standing


class Word(StrEnum):
    """The three answers."""

    CLEAR = "not barred here"
    BARRED = "barred here"
    CHECK = "check"


class Unsettled(StrEnum):
    """Why what the person said has not settled it: it fits several, or it fits nobody."""

    SEVERAL = "several"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Call:
    """Whom to call: an office, and who holds it today; nobody where it is not held. It is the school office when
    `office` is empty."""

    office: str = ""
    holders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Allowed:
    """Something for which somebody who is barred may come: when and for what, in words; who agreed to it; and, where it
    is open at this instant, until when today."""

    words: str
    agreed_by: str = ""
    ends: time | None = None


@dataclass(frozen=True)
class Answer:
    """What reception may know, and no more.

    BARRED: `name` as on record, `until` the last day included, `calls`; `now`, for what they may come in all the same
    at this instant, `later`, at another time, and `exceptions`, in the words of the letter, whenever they come for just
    that; `today`, for what somebody gave them leave on this one day; `person`, whose bar it is, by their key, for
    whoever acts on the answer: it stands on no page. CHECK: `calls`, and `question` where one can be asked;
    `unsettled` after one was. CLEAR: nothing of these. `settled`: it was what they said to the question that gave the
    answer. `instructions`, of somebody whose very name it is, barred or not: how they are met, and never why.
    """

    word: Word
    school: str
    phone: str
    asked: str
    name: str = ""
    until: date | None = None
    exceptions: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    person: int = 0
    calls: tuple[Call, ...] = ()
    question: Question | None = None
    unsettled: Unsettled | None = None
    settled: bool = False
    now: tuple[Allowed, ...] = ()
    later: tuple[Allowed, ...] = ()
    instructions: tuple[str, ...] = ()

    @property
    def dial(self) -> str:
        """The school's telephone as a link dials it, '+441632960100'; empty where it is no number."""
        number = phones.normalised(self.phone)
        return f"+{number}" if number else ""


class NotAName(Exception):
    """No full name was typed, or it may not be the whole yet; the text says what to type, in a sentence."""


@dataclass(frozen=True)
class _Suspect:
    """Somebody barred here, or met under conditions, whose name is near or the same. `person` is the key of whom they
    are shown under."""

    person: int
    name: str
    match: Match
    bar: engine.GateAnswer
    office: str
    instructions: tuple[str, ...] = ()


def schools(user: User, on: date) -> list[School]:
    """The schools at whose gate `user` may ask on that day, by name."""
    return door.schools_by_name(user, on, gate=True)


def ask(
    user: User,
    school: str,
    name: str,
    *,
    now: datetime,
    clue: str = "",
    purpose: Occasion | None = None,
    typing: bool = False,
) -> Answer:
    """The answer at the gate of the school with that slug for whoever gives `name`, at this instant.

    `name` may be the full name of the child they ask for, a number plate or a telephone number: then nobody is named,
    and what fits is to be checked. `clue` is what they said to the question: the child they collect, or their car's
    number plate. `purpose` is what they come for, where that is known. `typing`: more of the name may still come. The
    knock is noted, once a call. Raises Hidden when it is not their gate, and NotAName when `name` cannot be looked up.
    """
    gate = door.gate_for(user, school, now=now)
    return answer_at(gate, name, now=now, clue=clue, purpose=purpose, typing=typing)


def answer_at(
    gate: door.Gate,
    name: str,
    *,
    now: datetime,
    clue: str = "",
    purpose: Occasion | None = None,
    typing: bool = False,
) -> Answer:
    """What `ask` answers, at a gate that was opened for this one look-up."""
    at = timezone.localtime(now).replace(tzinfo=None)
    clear = Answer(Word.CLEAR, gate.school.name, gate.school.phone, name)
    plate, phone = gate_question.plate_in(name), phones.normalised(name)
    if plate or phone:
        # A car is lent, and a telephone shared: neither shows who stands there, and no question about it would.
        alike = dict.fromkeys(reached_by(gate, plate, phone), Match.LIKE)
        record = record_of(gate, alike, at.date(), "") if alike else None
        suspects = _barred(_suspects(gate.school, record, alike, at, purpose)) if record else []
        return replace(clear, word=Word.CHECK, calls=_calls(suspects, record)) if record and suspects else clear
    typed = names.read(name)
    if typed is None:
        raise NotAName("Write the name in letters.")
    known = names_of(gate, typed, at.date())
    allowed = _permitted(known, at.date())
    alike = _alike(typed, name, known)
    record = record_of(gate, alike, at.date(), clue) if alike else None
    met = _suspects(gate.school, record, alike, at, purpose) if record else []
    suspects = _nearest(_barred(met), known)
    if not suspects and not typed.is_whole:
        raise NotAName(
            "Write the first name, or its initial, and the surname. If the person has one name only, write it twice."
        )
    if record is None or not suspects:
        if typing and _goes_on(typed, known):
            raise NotAName("Write the whole name.")
        of_that_name = _by_name(met, known)
        return replace(clear, instructions=(*(of_that_name.instructions if of_that_name else ()), *allowed))
    suspect, unsettled, settled = _by_name(suspects, known), None, False
    if suspect is None and clue.strip():
        verdict = _by_clue(gate.school, suspects, typed, clue, record)
        if verdict is Word.CLEAR:
            return replace(clear, settled=True)
        if isinstance(verdict, _Suspect):
            suspect, settled = verdict, True
        else:
            unsettled = verdict
    if suspect is None:
        question = _question(suspects, record)
        calls = _calls(suspects, record)
        return replace(clear, word=Word.CHECK, calls=calls, question=question, unsettled=unsettled)
    offices = _offices(record)
    return replace(
        clear,
        word=Word.BARRED,
        name=suspect.name,
        until=suspect.bar.until,
        exceptions=suspect.bar.exceptions,
        today=suspect.bar.today,
        person=suspect.person,
        calls=_calls([suspect], record),
        settled=settled,
        now=tuple(_allowed(one, offices, at) for one in suspect.bar.now),
        later=tuple(_allowed(one, offices, None) for one in suspect.bar.later),
        instructions=(*suspect.instructions, *(allowed if known.same == {suspect.person} else ())),
    )


def _alike(typed: Name, text: str, known: Names) -> dict[int, Match]:
    """Whose name it could be, of those about whom there ever was a bar, and how far the names agree.

    Nobody's where it is no more than like theirs and is, letter for letter, the name of somebody else on record: so
    the wife of somebody who is barred is not asked each day for her surname.
    """
    matches = {person: likeness.compare(typed, name) for person, name in known.barred.items()}
    if typed.is_whole:
        for person, children in known.children.items():
            if any(names.compare_child(text, child) is Match.EXACT for child in children):
                matches[person] = max(matches.get(person, Match.NONE), Match.LIKE)
    alike = {person: match for person, match in matches.items() if match}
    if any(match > Match.LIKE for match in alike.values()):
        return alike
    return {} if known.same else alike


def _barred(met: list[_Suspect]) -> list[_Suspect]:
    """Of those, whoever is barred here; the others are only met in some way."""
    return [one for one in met if one.bar.barred]


def _nearest(suspects: list[_Suspect], known: Names) -> list[_Suspect]:
    """Those whose name is near, or the same; where there are none, all: their names are like the one typed, unless that
    is, letter for letter, the name of somebody else on record."""
    near = [suspect for suspect in suspects if suspect.match > Match.LIKE]
    return near or ([] if known.same else suspects)


def _goes_on(typed: Name, known: Names) -> bool:
    """Whether a name that the gate would tell of begins with what was typed so far."""
    return any(
        order.key.startswith(typed.key) for one in known.barred.values() for form in one.forms for order in form.orders
    )


def _question(suspects: list[_Suspect], record: Record) -> Question | None:
    """What can be asked. A name that is only like another's can be cleared by a child, and is never shown to be it."""
    if suspects[0].match is Match.LIKE:
        return Question.CHILD
    return gate_question.about(record.rows, {one.person for one in suspects})


def _suspects(
    school: School, record: Record, alike: Mapping[int, Match], at: datetime, purpose: Occasion | None
) -> list[_Suspect]:
    """Who is barred here on the day of the record, or met under conditions, under a name like the one that was typed;
    the nearest first."""
    by_person: dict[int, list[Standing]] = {}
    for standing in record.standings:
        by_person.setdefault(standing.record.subject.one_pk, []).append(standing)
    found = []
    for person, stood in by_person.items():
        bar = engine.answer((one.folded for one in stood), school.slug, at, purpose)
        instructions = _instructions(stood, school)
        if bar.barred or instructions:
            name, match = stood[0].record.subject.kept.name, alike[person]
            found.append(_Suspect(person, name, match, bar, _office(stood, bar.contact), instructions))
    return sorted(found, key=lambda suspect: (-suspect.match, suspect.name, suspect.person))


def _by_name(suspects: list[_Suspect], known: Names) -> _Suspect | None:
    """The one who has just this name, if nobody else in the trust has it."""
    exact = [suspect for suspect in suspects if suspect.match is Match.EXACT]
    if len(exact) != 1:
        return None
    return None if known.same - {exact[0].person} else exact[0]


def _by_clue(
    school: School, suspects: list[_Suspect], typed: Name, clue: str, record: Record
) -> _Suspect | Unsettled | Literal[Word.CLEAR]:
    """Who it is, from the name and what was said to the question; CLEAR when it is somebody else on record.

    A clue clears nobody by fitting nobody: a child's name is soon learnt, and not every child is on record. It
    clears whom it shows to be another person, of just the name that was typed. Where that name is no more than like
    a suspect's, it shows nobody to be the suspect, and another's child, by its full name, clears.
    """
    by_person = {suspect.person: suspect for suspect in suspects}
    fitting = gate_question.fitting(record.rows, school, by_person.keys(), typed, clue)
    if suspects[0].match is Match.LIKE:
        return Word.CLEAR if fitting.somebody_else or fitting.only_another_child else Unsettled.NOTHING
    fit = [by_person[person] for person in fitting.suspects]
    if fitting.somebody_else and not any(suspect.match is Match.EXACT for suspect in fit):
        return Word.CLEAR
    if not fit:
        return Unsettled.NOTHING
    if len(fit) > 1 or fitting.another_child or fitting.somebody_else:
        return Unsettled.SEVERAL
    # A name that is only near, and somebody else around the same child or car has one that is near too.
    if fitting.alike and fit[0].match is Match.NEAR:
        return Unsettled.NOTHING
    return fit[0]


def _office(stood: Iterable[Standing], office: str) -> str:
    """The office to call as the code that made it names it; the school office when it is reception's own."""
    if office == door.RECEPTION:
        return ""
    return next((one.code.offices[office].name for one in stood if office in one.code.offices), "")


def _instructions(stood: Iterable[Standing], school: School) -> tuple[str, ...]:
    told = engine.instructions((one.folded for one in stood), school.slug)
    office = _office(stood, told.contact)
    through = (f"All contact goes through the {office}.",) if office else ()
    return (*told.conditions, *through)


def _permitted(known: Names, on: date) -> tuple[str, ...]:
    """What the school permits whoever has just this name, if nobody else in the trust has it."""
    if len(known.same) != 1:
        return ()
    found = sorted({told for one in known.same for told in known.allowed.get(one, ())}, key=lambda told: told[::-1])
    return tuple(f"May {words} {'today' if until == on else f'until {phrases.day(until)}'}." for words, until in found)


def _offices(record: Record) -> dict[str, str]:
    """What the codes call their offices."""
    return {office.id: office.name for one in record.standings for office in one.code.offices.values()}


def _allowed(one: Agreed, offices: Mapping[str, str], at: datetime | None) -> Allowed:
    told = phrases.upper(words(one.exception, "their"))
    return Allowed(told, offices.get(one.office, ""), one.exception.ends_at(at) if at else None)


def _calls(suspects: Iterable[_Suspect], record: Record) -> tuple[Call, ...]:
    """Whom to call, each office once, with those who hold it at the school or throughout the trust today."""
    offices = {suspect.bar.contact: suspect.office for suspect in suspects}
    holders = record.holders()
    return tuple(Call(name, holders.get(office, ())) if name else Call() for office, name in sorted(offices.items()))
