"""The trust's code of conduct as it is published: its paragraphs, and the rules that each of them gives."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from fairgate.engine import phrases
from fairgate.engine.code import Code, Paragraph
from fairgate.policy.pack import carried, edition_on, editions
from fairgate.policy.rules import rules_by_paragraph
from fairgate.records.door import Hidden
from fairgate.records.models import User


@dataclass(frozen=True)
class NumberedReading:
    """A reading, and its number on the page, from 1."""

    number: int
    id: str
    paragraphs: tuple[str, ...]
    silent: str
    taken: str
    why: str


@dataclass(frozen=True)
class Clause:
    """One paragraph: its words, the rules that it gives in sentences, and the readings that were taken of it."""

    paragraph: Paragraph
    rules: tuple[str, ...]
    readings: tuple[NumberedReading, ...]


@dataclass(frozen=True)
class Section:
    """Paragraphs under one heading; `id` is its place on the page."""

    id: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class EditionTold:
    """One edition: its first day, and its last where another follows. `state`: 'earlier', 'in force' or 'coming'."""

    edition: str
    since: date
    until: date | None
    state: str


@dataclass(frozen=True)
class CodePage:
    """One edition of the code. `overdue` says so where its own review date has passed; `others` are the other editions.

    `told` is the edition itself among them all.
    """

    code: Code
    told: EditionTold
    others: tuple[EditionTold, ...]
    sections: tuple[Section, ...]
    readings: tuple[NumberedReading, ...]
    owner: str
    applies_to: str
    overdue: str


def code_page(user: User, on: date, edition: str = "") -> CodePage:
    """The code of the user's trust in force on that day, or that edition of it. Hidden where there is none."""
    in_force = code_of(user, on)
    if in_force is None or user.trust is None:
        raise Hidden("there is no code here")
    all_of_them = _editions(user.trust.slug, in_force, on)
    told = next((one for one in all_of_them if one.edition == (edition or in_force.edition)), None)
    if told is None:
        raise Hidden("there is no such edition")
    code = carried(user.trust.slug, told.edition).code
    readings = tuple(
        NumberedReading(number, one.id, one.paragraphs, one.silent, one.taken, one.why)
        for number, one in enumerate(code.readings, start=1)
    )
    return CodePage(
        code=code,
        told=told,
        others=tuple(one for one in all_of_them if one is not told),
        sections=_sections(code, readings),
        readings=readings,
        owner=phrases.office(code, code.owner),
        applies_to=phrases.both(code.applies_to),
        overdue=review_overdue(code, on) if code is in_force else "",
    )


def _editions(slug: str, in_force: Code, on: date) -> list[EditionTold]:
    """Every edition of a pack, the newest first, with its days."""
    codes = sorted((carried(slug, one).code for one in editions(slug)), key=lambda code: code.in_force_from)
    found = []
    for place, code in enumerate(codes):
        follows = codes[place + 1].in_force_from if place + 1 < len(codes) else None
        state = "coming" if code.in_force_from > on else "in force" if code is in_force else "earlier"
        until = follows - timedelta(days=1) if follows is not None else None
        found.append(EditionTold(code.edition, code.in_force_from, until, state))
    return found[::-1]


def code_of(user: User, on: date) -> Code | None:
    """The edition of the code of the user's trust that is in force on that day; None without a trust or a pack."""
    if user.trust is None or not editions(user.trust.slug):
        return None
    return edition_on(user.trust.slug, on).code


def review_overdue(code: Code, on: date) -> str:
    """A sentence where the code's own review is overdue (law.md 55), or nothing."""
    if code.review_by is None or code.review_by >= on:
        return ""
    return (
        f"The review of the {code.title} itself was due on {phrases.day(code.review_by)} and is overdue. "
        "It stays in force until it is replaced."
    )


def _sections(code: Code, readings: tuple[NumberedReading, ...]) -> tuple[Section, ...]:
    rules = rules_by_paragraph(code)
    by_title: dict[str, list[Clause]] = {}
    for paragraph in code.paragraphs.values():
        by_title.setdefault(paragraph.section, []).append(
            Clause(
                paragraph,
                tuple(rule.sentence for rule in rules.get(paragraph.ref, ())),
                tuple(one for one in readings if paragraph.ref in one.paragraphs),
            )
        )
    return tuple(Section(_place(title), title, tuple(clauses)) for title, clauses in by_title.items())


def _place(title: str) -> str:
    return "s-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
