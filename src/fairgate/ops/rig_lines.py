"""The lines of the rig's cases as they are written, and what has become of them so far."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from fairgate.ops.rig_house import House

if TYPE_CHECKING:
    from fairgate.actions.acting import Act
    from fairgate.records.models import BodyMeeting, Case

COUNCIL = "hub_council"


class NotTold(Exception):
    """A line of the rig's data that cannot be done."""


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act. Of the keys that name an act (`ACTS`) exactly one is there; the others say more about it."""

    day: int
    who: str
    name: str = ""
    text: str = ""
    reasons: str = ""
    report: list[str] = []
    tell: str = ""
    accept: str = ""
    account: str = ""
    step: str = ""
    serve: str = ""
    outcome: str = ""
    represent: str = ""
    decide: str = ""
    excepts: str = ""
    override: str = ""
    evidence: str = ""
    mask: str = ""
    strike: str = ""
    close: str = ""
    reopen: bool = False
    setting: str = "premises"
    serious: str = ""
    safeguarding: bool = False
    defamatory: bool = False
    affected: str = ""
    witnesses: str = ""
    found: str = ""
    part: str = ""
    teller: str = ""
    of: str = ""
    by: str = "hand"
    until: int | None = None
    reply_by: int | None = None
    review_on: int | None = None
    contact: str = ""
    channels: list[str] = []
    to: str = ""
    address: str = ""
    meeting: str = ""
    about: str = ""
    planted: str = ""
    under: list[str] = msgspec.field(default_factory=list, name="as")


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case: `subject` is the id of somebody of the cast."""

    id: str
    school: str
    subject: str
    stage: str
    lines: list[Line]
    restricted: bool = False


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A report that nobody has taken into a case; without a `subject`, about somebody unknown."""

    day: int
    who: str
    school: str
    text: str
    subject: str = ""


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting of the council, the cases before it, and who steps out of them."""

    name: str
    day: int
    place: str
    agenda: list[str]
    minutes: str = ""
    steps_out: str = ""


@dataclass
class Told:
    """What was done in one trust: its stories, and the rows that came of them."""

    house: House
    stories: list[Story]
    cases: dict[str, "Case"] = field(default_factory=dict)
    refs: dict[tuple[str, str], str] = field(default_factory=dict)
    incidents: dict[tuple[str, str], str] = field(default_factory=dict)
    meetings: dict[str, "BodyMeeting"] = field(default_factory=dict)


def act_of(told: Told, story: Story, line: Line, place: int) -> "Act":
    """Who acts on the case of the story, on the line's day, having seen its last entry."""
    from fairgate.actions.acting import Act

    case = told.cases[story.id]
    house = told.house
    key = f"rig {house.slug} {story.id} {place}"
    return Act(case.reference, house.users[line.who], house.at(line.day, place), key, case.entries.count())
