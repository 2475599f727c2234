"""Reads a story: one case told line by line, with what must be true along the way.

The format is public: a trust rehearses its own code with it. Every value is text; a line is an entry, a refused
entry, or an expectation.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from fairgate.engine.calendar import Calendar, HalfTerm
from fairgate.engine.duties import UNIVERSAL
from fairgate.policy.bank_holidays import bank_holidays
from fairgate.policy.decode import decode, nearest
from fairgate.policy.located import Document, Steps, read_yaml
from fairgate.policy.pack import Pack, load_pack
from fairgate.policy.problems import PackError
from fairgate.policy.story_shape import Expect, Line, StoryFile, StoryLine, expected_duties, read_cap, words


class Told(Struct, frozen=True):
    """One checked line of a story: its place, its day, and what it says."""

    number: int  # counted from 1
    at: int  # the line of the file
    on: date
    line: Line | None = None
    refused: bool = False
    because: tuple[str, ...] = ()
    expect: Expect | None = None


class Story(Struct, frozen=True):
    """A story ready to be told to the engine."""

    file: str
    scenario: str
    pack: Pack
    calendar: Calendar
    school: str
    lines: tuple[Told, ...]


WHAT = ("breach", "step", "serve", "outcome", "representation", "lapsed", "decide", "find", "strike", "close", "reopen")
"""The keys of which an entry has exactly one."""

_ALLOWED = {
    "breach": {"setting", "happened_on", "serious", "safeguarding", "defamatory", "alleged", "made_to", "school"},
    "step": {
        *("until", "review_on", "reply_by", "sites", "channels", "contact", "exceptions", "conditions", "cap"),
        *("reasons", "weighing", "countersigned", "school", "to", "works_with_children"),
    },
    "serve": {"by"},
    "outcome": {"of"},
    "representation": set[str](),
    "lapsed": set[str](),
    "decide": {"of", "until", "review_on", "sites", "channels", "reasons", "weighing"},
    "find": {"reasons"},
    "strike": {"reasons"},
    "close": {"reasons"},
    "reopen": {"reasons"},
}
_ALWAYS = {"on", "as", "who", "name", "text"}


def read_story(path: Path) -> Story:
    """The story in a file. PackError, with file and line, for anything in it that cannot be told."""
    document = read_yaml(path)
    shape = decode(document, StoryFile)
    try:
        pack = load_pack(_pack_name(shape.pack, path))
    except PackError as error:
        if error.file.endswith(".yaml") or error.file.endswith(".md"):
            raise
        raise document.error(("pack",), f"there is no pack '{shape.pack}'", error.mend) from error
    reader = _Reader(document, shape, pack)
    return Story(document.file, shape.scenario, pack, reader.calendar(), shape.school, reader.lines())


def _pack_name(name: str, path: Path) -> str | Path:
    if "/" not in name and name not in (".", ".."):
        return name
    beside = path.parent / name
    return beside if beside.exists() else Path(name)


class _Reader:
    def __init__(self, document: Document, shape: StoryFile, pack: Pack) -> None:
        self.document = document
        self.shape = shape
        self.code = pack.code
        self.names: dict[str, str] = {}  # name -> what it names: a key of WHAT
        self.last: date | None = None
        measures = [step.measure for step in self.code.steps.values() if step.measure]
        rules = [rule for m in measures for source in (m.decision, m.review) if source for rule in source.outcomes]
        self.duties = {
            *self.code.steps,
            *(m.decision.duty for m in measures),
            *(m.review.duty for m in measures if m.review),
            *(rule.notice for rule in rules if rule.notice),
            *UNIVERSAL,
        }

    def calendar(self) -> Calendar:
        for index, pair in enumerate(self.shape.terms):
            if len(pair) != 2 or pair[1] < pair[0]:
                raise self.document.error(
                    ("terms", index),
                    "a half-term is its first and its last school day, in that order",
                    "Write it as [2024-09-02, 2024-10-25]",
                )
        holidays = bank_holidays()
        try:
            return Calendar(
                [HalfTerm(first, last) for first, last in self.shape.terms],
                self.shape.closed,
                holidays.days,
                holidays.until,
            )
        except ValueError as error:
            raise self.document.error(("terms",), str(error), "Give half-terms that follow one another") from error

    def lines(self) -> tuple[Told, ...]:
        return tuple(self.told(index, line) for index, line in enumerate(self.shape.story))

    def told(self, index: int, line: StoryLine) -> Told:
        path: Steps = ("story", index)
        data = self.document.data
        assert isinstance(data, dict)  # noqa: S101 - decoded above
        assert isinstance(data["story"], list)  # noqa: S101 - decoded above
        raw = data["story"][index]
        assert isinstance(raw, dict)  # noqa: S101 - decoded above
        given = set(raw)
        at = self.document.spot(path).line
        if line.expect is not None:
            self.only(path, given, {"on", "expect"}, "an expectation")
            on = self.day(path, line.on)
            self.expectation(path, line.expect)
            return Told(index + 1, at, on, expect=line.expect)
        if line.refuse is not None:
            self.only(path, given, {"refuse", "because"}, "a refused entry")
            inner = raw["refuse"]
            assert isinstance(inner, dict)  # noqa: S101 - decoded above
            on = self.entry((*path, "refuse"), line.refuse, set(inner))
            for ref in words(line.because):
                if ref not in self.code.paragraphs:
                    mend = f"{nearest(ref, self.code.paragraphs)}Name a paragraph of the code"
                    raise self.document.error((*path, "because"), f"the code has no paragraph '{ref}'", mend)
            return Told(index + 1, at, on, line.refuse, True, words(line.because))
        if "because" in given:
            raise self.document.error((*path, "because"), "'because' goes with 'refuse'", "Put the entry in 'refuse'")
        on = self.entry(path, line, given)
        if line.name:
            self.names[line.name] = next(key for key in WHAT if key in given)
        return Told(index + 1, at, on, line)

    def only(self, path: Steps, given: set[str], allowed: set[str], what: str) -> None:
        extra = sorted(given - allowed)
        if extra:
            mend = f"Take it out, or give it a line of its own; {what} has {' and '.join(sorted(allowed))}"
            raise self.document.error((*path, extra[0]), f"'{extra[0]}' does not belong to {what}", mend)

    def entry(self, path: Steps, line: Line, given: set[str]) -> date:
        kinds = [key for key in WHAT if key in given]
        if len(kinds) > 1 and set(kinds) == {"step", "outcome"}:
            raise self.document.error(path, "a line is one entry", "Give the outcome a line of its own")
        if len(kinds) != 1:
            what = "this line says nothing that happens" if not kinds else f"this line says both {' and '.join(kinds)}"
            raise self.document.error(path, what, f"Give it one of: {', '.join(WHAT)}, refuse, expect")
        kind = kinds[0]
        for key in sorted(given - _ALWAYS - {kind}):
            if key not in _ALLOWED[kind]:
                mend = f"A line with '{kind}' can have {', '.join(sorted(_ALLOWED[kind] | _ALWAYS))}"
                raise self.document.error((*path, key), f"'{key}' does not belong to a line with '{kind}'", mend)
        on = self.day(path, line.on)
        if self.last is not None and on < self.last:
            raise self.document.error(
                (*path, "on"), f"{on} is before the entry above it, {self.last}", "Put the lines in the order of days"
            )
        self.last = on
        if line.name in self.names:
            raise self.document.error((*path, "name"), f"'{line.name}' is the name of a line above", "Choose another")
        self.known(path, "as", line.office, self.code.offices, "office")
        self.references(path, line, kind)
        return on

    def references(self, path: Steps, line: Line, kind: str) -> None:
        if kind == "breach":
            for clause in words(line.breach):
                self.known(path, "breach", clause, self.code.breaches, "breach")
        elif kind == "step":
            self.known(path, "step", line.step, self.code.steps, "step")
            self.capped(path, line)
            self.known(path, "countersigned", line.countersigned, self.code.offices, "office")
            if line.contact:
                self.known(path, "contact", line.contact, self.code.offices, "office")
        elif kind == "serve":
            self.named(path, "serve", line.serve, {"step", "decide", "representation", "lapsed"})
            if line.by is None:
                raise self.document.error(path, "'serve' does not say how", "Add 'by: hand', 'by: post' or 'by: email'")
        elif kind in ("outcome", "decide"):
            if not line.of:
                raise self.document.error(path, f"'{kind}' does not say of what", "Add 'of:' and the name of a line")
            self.named(path, "of", line.of, {"step"})
        elif kind in ("find", "strike"):
            self.named(path, kind, line.find or line.strike, {"breach"})
        elif kind in ("representation", "lapsed"):
            self.named(path, kind, line.representation or line.lapsed, {"step"})

    def capped(self, path: Steps, line: Line) -> None:
        if line.cap and read_cap(line.cap) is None:
            mend = "Write how many in which time, such as 1 a week"
            raise self.document.error((*path, "cap"), f"'{line.cap}' does not say how often", mend)

    def known(self, path: Steps, key: str, word: str, known: Mapping[str, object], what: str) -> None:
        if word and word not in known:
            mend = f"{nearest(word, known)}Known are {', '.join(known)}"
            raise self.document.error((*path, key), f"unknown {what} '{word}'", mend)

    def named(self, path: Steps, key: str, name: str, kinds: set[str]) -> None:
        fitting = [one for one, kind in self.names.items() if kind in kinds]
        if name not in fitting:
            mend = f"Name a line above it with 'name:'; there are {', '.join(fitting) or 'none'}"
            raise self.document.error((*path, key), f"no line above that fits is called '{name}'", mend)

    def day(self, path: Steps, text: str) -> date:
        if not text:
            raise self.document.error(path, "this line has no date", "Add 'on:' and a date, such as 2024-10-01")
        found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?", text)
        try:
            if not found:
                raise ValueError
            return date.fromisoformat(found[1])
        except ValueError:
            raise self.document.error(
                (*path, "on"),
                f"'{text}' is not a date that can be",
                "Write it as 2024-10-01, or 2024-10-01 15:30 with a time",
            ) from None

    def expectation(self, path: Steps, expect: Expect) -> None:
        here = (*path, "expect")
        for key in ("may", "may_not"):
            for step in words(getattr(expect, key)):
                self.known(here, key, step, self.code.steps, "step")
        for office, steps in (expect.may_as or {}).items():
            self.known((*here, "may_as"), office, office, self.code.offices, "office")
            for step in words(steps):
                self.known((*here, "may_as"), office, step, self.code.steps, "step")
        for duty in (*words(expect.must_not), *words(expect.overdue), *(one.duty for one in expected_duties(expect))):
            if duty not in self.duties:
                mend = f"{nearest(duty, self.duties)}Known are {', '.join(sorted(self.duties))}"
                raise self.document.error(here, f"unknown duty '{duty}'", mend)
        for one in expected_duties(expect):
            self.known((*here, "must"), "owner", one.owner, self.code.offices, "office")
