"""The gate: may whoever gives this name come in here, today? Barred, not barred, or a question to ask first.

What comes back holds no reason, no allegation and no history (law.md 30, I29). A near name, or a name that two
people have, is never answered by a guess: a child or a car on record settles it, or a telephone call does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from django.utils import timezone

from fairgate.engine import gate as engine
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
class Answer:
    """What reception may know, and no more.

    BARRED: `name` as on record, `until` the last day included, `exceptions` in the words of the letter, `calls`.
    CHECK: `calls`, and `question` where one can be asked; `unsettled` after one was. CLEAR: nothing else. `settled`:
    it was what they said to the question that gave the answer.
    """

    word: Word
    school: str
    phone: str
    asked: str
    name: str = ""
    until: date | None = None
    exceptions: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    question: Question | None = None
    unsettled: Unsettled | None = None
    settled: bool = False


class NotAName(Exception):
    """No full name was typed; the text says what to type, in a sentence."""


@dataclass(frozen=True)
class _Suspect:
    """Somebody barred here whose name is near, or the same. `person` is the key of whom they are shown under."""

    person: int
    name: str
    match: Match
    bar: engine.GateAnswer
    office: str


def schools(user: User, on: date) -> list[School]:
    """The schools at whose gate `user` may ask on that day, by name."""
    return door.schools_by_name(user, on, gate=True)


def ask(user: User, school: str, name: str, *, now: datetime, clue: str = "") -> Answer:
    """The answer at the gate of the school with that slug for whoever gives `name`.

    `name` may be the full name of the child they ask for, a number plate or a telephone number: then nobody is named,
    and what fits is to be checked. `clue` is what they said to the question: the child they collect, or their car's
    number plate. The knock is noted, once a call. Raises Hidden when it is not their gate, and NotAName when `name`
    cannot be looked up.
    """
    return answer_at(door.gate_for(user, school, now=now), name, now=now, clue=clue)


def answer_at(gate: door.Gate, name: str, *, now: datetime, clue: str = "") -> Answer:
    """What `ask` answers, at a gate that was opened for this one look-up."""
    on = timezone.localdate(now)
    clear = Answer(Word.CLEAR, gate.school.name, gate.school.phone, name)
    plate, phone = gate_question.plate_in(name), phones.normalised(name)
    if plate or phone:
        # A car is lent, and a telephone shared: neither shows who stands there, and no question about it would.
        alike = dict.fromkeys(reached_by(gate, plate, phone), Match.LIKE)
        record = record_of(gate, alike, on, "") if alike else None
        suspects = _suspects(gate.school, record, alike) if record else []
        return replace(clear, word=Word.CHECK, calls=_calls(suspects, record)) if record and suspects else clear
    typed = names.read(name)
    if typed is None:
        raise NotAName("Write the name in letters.")
    known = names_of(gate, typed)
    alike = _alike(typed, name, known)
    record = record_of(gate, alike, on, clue) if alike else None
    suspects = _nearest(_suspects(gate.school, record, alike)) if record else []
    if not suspects and not typed.is_whole:
        raise NotAName(
            "Write the first name, or its initial, and the surname. If the person has one name only, write it twice."
        )
    if record is None or not suspects:
        return clear
    suspect, unsettled, settled = _by_name(suspects, typed, known), None, False
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
    return replace(
        clear,
        word=Word.BARRED,
        name=suspect.name,
        until=suspect.bar.until,
        exceptions=suspect.bar.exceptions,
        calls=_calls([suspect], record),
        settled=settled,
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
    return {} if any(typed.key in name.keys for name in known.like.values()) else alike


def _nearest(suspects: list[_Suspect]) -> list[_Suspect]:
    """Those whose name is near, or the same; where there are none, all: their names are like the one typed."""
    return [suspect for suspect in suspects if suspect.match > Match.LIKE] or suspects


def _question(suspects: list[_Suspect], record: Record) -> Question | None:
    """What can be asked. A name that is only like another's can be cleared by a child, and is never shown to be it."""
    if suspects[0].match is Match.LIKE:
        return Question.CHILD
    return gate_question.about(record.rows, {one.person for one in suspects})


def _suspects(school: School, record: Record, alike: Mapping[int, Match]) -> list[_Suspect]:
    """Who is barred here on the day of the record under a name like the one that was typed; the nearest first."""
    by_person: dict[int, list[Standing]] = {}
    for standing in record.standings:
        by_person.setdefault(standing.record.subject.one_pk, []).append(standing)
    found = []
    for person, stood in by_person.items():
        bar = engine.answer((one.folded for one in stood), school.slug)
        if bar.barred:
            found.append(_Suspect(person, stood[0].record.subject.kept.name, alike[person], bar, _office(stood, bar)))
    return sorted(found, key=lambda suspect: (-suspect.match, suspect.name, suspect.person))


def _by_name(suspects: list[_Suspect], typed: Name, known: Names) -> _Suspect | None:
    """The one who has just this name, if nobody else in the trust has it."""
    exact = [suspect for suspect in suspects if suspect.match is Match.EXACT]
    if len(exact) != 1:
        return None
    namesakes = [person for person, name in known.like.items() if typed.key in name.keys and person != exact[0].person]
    return None if namesakes else exact[0]


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


def _office(stood: Iterable[Standing], bar: engine.GateAnswer) -> str:
    """The office to call as the code that made it names it; the school office when it is reception's own."""
    if bar.contact == door.RECEPTION:
        return ""
    offices = [one.code.offices[bar.contact].name for one in stood if bar.contact in one.code.offices]
    return offices[0] if offices else ""


def _calls(suspects: Iterable[_Suspect], record: Record) -> tuple[Call, ...]:
    """Whom to call, each office once, with those who hold it at the school or throughout the trust today."""
    offices = {suspect.bar.contact: suspect.office for suspect in suspects}
    holders = record.holders()
    return tuple(Call(name, holders.get(office, ())) if name else Call() for office, name in sorted(offices.items()))
