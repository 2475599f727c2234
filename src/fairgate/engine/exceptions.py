"""What a bar leaves open, as data: for what, where, on which days and between which times (law.md 29).

A bar is places, times and purposes. A line of words in a bar's entry or in the code is an exception too: one that names
no time, and holds for its purpose alone.
"""

from datetime import date, datetime, time

from msgspec import Struct

from fairgate.engine import phrases
from fairgate.engine.words import Occasion


class Hours(Struct, frozen=True, gc=False):
    """From one time of day until another, in the time of the school; both minutes included."""

    begins: time
    ends: time

    def __str__(self) -> str:
        return f"{_clock(self.begins)} to {_clock(self.ends)}"


class BarException(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something for which a person may come all the same; no exception by default, so nothing holds that is not here.

    `what` is its purpose in words that reception may read, `where` the place ('the office'), `whom` who sees them.
    `since` and `until` are days, both included; `days` those of the week, 1 Monday to 7 Sunday; `hours` the times.
    What is left empty does not limit it. `sites` are slugs; none: all the premises of the bar. `said` is a line of
    words that was written instead of all this.
    """

    kind: Occasion
    what: str = ""
    where: str = ""
    whom: str = ""
    sites: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    days: tuple[int, ...] = ()
    hours: tuple[Hours, ...] = ()
    said: str = ""

    @property
    def is_timed(self) -> bool:
        """Whether days or times say when it holds; without them only what somebody comes for does."""
        return bool(self.since or self.until or self.days or self.hours)

    @property
    def is_for_a_day(self) -> bool:
        """Whether it is for one day alone: an appointment, not an arrangement."""
        return self.since is not None and self.since == self.until

    def is_over(self, on: date) -> bool:
        """Whether its last day has gone by."""
        return self.until is not None and self.until < on

    def holds(self, at: datetime) -> bool:
        """Whether it is open at that instant, given in the time of the school, for whoever comes for its purpose."""
        on, now = at.date(), at.time().replace(second=0, microsecond=0)
        return (
            (self.since is None or self.since <= on)
            and not self.is_over(on)
            and (not self.days or on.isoweekday() in self.days)
            and (not self.hours or any(hours.begins <= now <= hours.ends for hours in self.hours))
        )

    def ends_at(self, at: datetime) -> time | None:
        """Until when today, where it holds at that instant and says until when."""
        now = at.time().replace(second=0, microsecond=0)
        return max((hours.ends for hours in self.hours if hours.begins <= now <= hours.ends), default=None)

    def is_at(self, site: str) -> bool:
        """Whether it is for those premises, of those that the bar names."""
        return not self.sites or site in self.sites

    def is_like(self, other: "BarException") -> bool:
        """Whether the two are for the same purpose, each in its own bar."""
        if self.kind is not other.kind:
            return False
        return self.kind in _OF_ITSELF or (self.what, self.said) == (other.what, other.said)


_OF_ITSELF = (Occasion.DROP_OFF, Occasion.POLLING, Occasion.EMERGENCY)
"""Purposes that are one and the same, whoever words them."""


def words(one: BarException, whose: str) -> str:
    """What it is for and when, as part of a sentence; `whose` is 'your' in a letter and 'their' at a gate."""
    if one.said:
        return one.said
    purpose = _PURPOSES[one.kind].format(whose=whose, at=one.where or _PLACES.get(one.kind, ""))
    parts = [f"{purpose}: {one.what}" if one.what and purpose else purpose or one.what]
    if one.whom:
        parts[0] += f" with {one.whom}"
    if one.where and one.kind is not Occasion.DROP_OFF:
        parts.append(f"at {one.where}")
    if one.hours:
        parts.append(f"from {' and '.join(map(str, one.hours))}")
    parts += filter(None, (_days(one.days), _dates(one)))
    if one.kind is Occasion.DROP_OFF:
        parts.append("and no further in")
    return ", ".join(parts)


_PURPOSES = {
    Occasion.DROP_OFF: "bringing {whose} children to {at} and collecting them there",
    Occasion.EVENT: "",
    Occasion.APPOINTMENT: "an appointment",
    Occasion.POLLING: "voting, when the school is a polling station",
    Occasion.EMERGENCY: "an emergency that concerns {whose} own child",
    Occasion.OTHER: "",
}
_PLACES = {Occasion.DROP_OFF: "the gate"}
_WEEK = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
SCHOOL_WEEK = (1, 2, 3, 4, 5)
"""Monday to Friday."""


def _days(days: tuple[int, ...]) -> str:
    if not days:
        return ""
    if days == SCHOOL_WEEK:
        return "on Mondays to Fridays"
    return f"on {phrases.both(_WEEK[day - 1] for day in days)}"


def _dates(one: BarException) -> str:
    if one.since is not None and one.is_for_a_day:
        return f"on {phrases.day(one.since)}"
    since = f"from {phrases.day(one.since)}" if one.since else ""
    until = f"until {phrases.day(one.until)}" if one.until else ""
    return " ".join(filter(None, (since, until)))


def _clock(at: time) -> str:
    return f"{at:%H:%M}".removeprefix("0")
