"""Cases told entry by entry, for the tests of what is shown: each has come to a stage of its own on TODAY."""

from datetime import date, timedelta

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.closing import CaseClosed
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import SUBJECT, Actor, Entry
from fairgate.engine.words import Method, Setting
from fairgate.records.models import Case, HalfTerm, Person, School, Trust, User
from tests.house import TODAY, House, add, talk

TEXT = "He shouted and banged on the window of the office."


def terms(trust: Trust) -> None:
    """Half-terms around TODAY (1 October 2024), so that dates can be worked out."""
    for first, last in (
        (date(2024, 9, 2), date(2024, 10, 18)),
        (date(2024, 10, 28), date(2024, 12, 20)),
        (date(2025, 1, 6), date(2025, 2, 14)),
        (date(2025, 2, 24), date(2025, 4, 4)),
        (date(2025, 4, 22), date(2025, 5, 23)),
        (date(2025, 6, 2), date(2025, 7, 22)),
    ):
        HalfTerm.objects.create(trust=trust, first=first, last=last)


def told(case: Case, *entries: Entry, by: User | None = None) -> Case:
    """The case with these entries, the first of them its first."""
    for seq, entry in enumerate(entries):
        add(case, entry, seq=seq, by=by)
    return case


def incident(ref: str = "e1", on: date = TODAY, *, alleged: bool = False, safeguarding: bool = False) -> BreachRecorded:
    return BreachRecorded(
        ref=ref,
        on=on,
        by=Actor("reception", "user 0"),
        clauses=("threat",),
        setting=Setting.PREMISES,
        text=TEXT,
        alleged=alleged,
        safeguarding=safeguarding,
        serious="A direct threat.",
    )


def bar(ref: str, on: date, until: date, by: str = "user 0", school: str = "prestfield", of: str = "e1") -> BarImposed:
    """Oak's bar, imposed by a headteacher."""
    return BarImposed(
        ref=ref,
        on=on,
        by=Actor("headteacher", by),
        step="bar",
        reasons="He threatened a member of staff.",
        until=until,
        sites=(school,),
        contact="school_business_manager",
        rests_on=(of,),
    )


def served(ref: str, of: str, on: date) -> LetterServed:
    return LetterServed(ref=ref, on=on, by=Actor("reception", "user 0"), of=of, method=Method.HAND, deemed_on=on)


def answered(ref: str, of: str, on: date, text: str = "I was frightened for my son.") -> RepresentationsMade:
    return RepresentationsMade(ref=ref, on=on, by=Actor(SUBJECT, "subject 1"), of=of, text=text)


def found(ref: str, of: str, on: date) -> BreachFound:
    return BreachFound(ref=ref, on=on, by=Actor("headteacher", "user 0"), of=of, reasons="Two people saw it.")


def case_alleged(house: House, school: School | None = None, person: Person | None = None) -> Case:
    """One allegation, nothing else."""
    return told(house.case(school, person), incident(alleged=True))


def case_barred(house: House, since: int = 5, by: str = "user 0", person: Person | None = None) -> Case:
    """Barred at Prestfield for two months, so many days ago, by the headteacher; served on the day, not answered."""
    day = TODAY - timedelta(days=since)
    return told(
        house.case(house.prestfield, person),
        incident("e1", day),
        bar("e2", day, day + timedelta(days=60), by),
        served("e3", "e2", day),
    )


def case_overdue(house: House) -> Case:
    """Barred so long ago that the decision of the CEO is overdue."""
    return case_barred(house, since=45)


def case_closed(house: House) -> Case:
    """A conversation was enough, and the case was closed."""
    return told(
        house.case(),
        incident("e1"),
        talk("e2"),
        StepEnded(ref="e3", on=TODAY, by=Actor("headteacher", "user 0"), of="e2", outcome="sufficient"),
        CaseClosed(ref="e4", on=TODAY, by=Actor("headteacher", "user 0"), outcome="resolved"),
    )
