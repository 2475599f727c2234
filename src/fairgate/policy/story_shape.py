"""A story as it is written: the shape of its lines, before anything in them is looked up."""

import re
from datetime import date

from msgspec import Struct, field

from fairgate.engine.entry import Weighing
from fairgate.engine.words import Agency, Decision, MeasureState, Method, Setting

Words = list[str] | str


class LineWeighing(Weighing, frozen=True, forbid_unknown_fields=True):
    """What a line says was weighed; it need not say it."""


class Line(Struct, forbid_unknown_fields=True):
    """One entry as it is written; which of its keys is given says what it is."""

    on: str = ""
    office: str = field(default="", name="as")
    who: str = ""
    name: str = ""
    school: str = ""
    text: str = ""
    breach: Words = ""
    setting: Setting | None = None
    happened_on: date | None = None
    serious: str = ""
    safeguarding: bool = False
    defamatory: bool = False
    alleged: bool = False
    made_to: str = ""
    to: Agency | None = None
    works_with_children: bool = False
    step: str = ""
    until: date | None = None
    review_on: date | None = None
    reply_by: date | None = None
    sites: Words = ""
    channels: Words = ""
    contact: str = ""
    exceptions: Words = ""
    conditions: str = ""
    cap: str = ""
    reasons: str = ""
    weighing: LineWeighing | None = None
    countersigned: str = ""
    serve: str = ""
    returned: str = ""
    lapsed: str = ""
    by: Method | None = None
    outcome: str = ""
    of: str = ""
    representation: str = ""
    decide: Decision | None = None
    find: str = ""
    strike: str = ""
    close: str = ""
    reopen: str = ""


class ExpectedDuty(Struct, forbid_unknown_fields=True):
    """A duty that must be open; only what is named is compared."""

    duty: str
    owner: str = ""
    due: date | None = None
    cites: Words = ""


class ExpectedBar(Struct, forbid_unknown_fields=True):
    """The latest bar; only what is named is compared."""

    state: MeasureState | None = None
    since: date | None = field(default=None, name="from")
    until: date | None = None


class Expect(Struct, forbid_unknown_fields=True):
    """What must be true on a day; None was not named."""

    may: Words | None = None
    may_as: dict[str, Words] | None = None
    may_not: Words | None = None
    must: list[ExpectedDuty | str] | None = None
    must_not: Words | None = None
    overdue: Words | None = None
    barred: bool | None = None
    barred_at: dict[str, bool] | None = None
    bar: ExpectedBar | None = None
    restricted: Words | None = None
    closed: bool | None = None


class StoryLine(Line, forbid_unknown_fields=True):
    """One line of a story: an entry, or `refuse` with `because`, or `expect`."""

    refuse: Line | None = None
    because: Words = ""
    expect: Expect | None = None


class StoryFile(Struct, forbid_unknown_fields=True):
    """A story as it is written."""

    scenario: str
    pack: str
    story: list[StoryLine]
    terms: list[list[date]] = field(default_factory=list)
    closed: list[date] = field(default_factory=list)
    school: str = "school"


def words(value: Words | None) -> tuple[str, ...]:
    """A single word or a list of them, as a tuple."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def expected_duties(expect: Expect) -> tuple[ExpectedDuty, ...]:
    """The duties that must be open; a bare word is a duty of that id."""
    return tuple(ExpectedDuty(one) if isinstance(one, str) else one for one in expect.must or ())


def read_cap(text: str) -> tuple[int, str] | None:
    """How often contact is allowed: '1 a week' is (1, 'week'); None where the text does not say."""
    found = re.fullmatch(r"([1-9][0-9]?) (?:an?|per) (day|week|fortnight|month|half-term|term)", text)
    return (int(found[1]), found[2]) if found else None
