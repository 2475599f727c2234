"""Rows read as the engine's values: ledgers as entries, terms as calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from fairgate.engine import calendar as engine
from fairgate.engine.entries import AnyEntry, LedgerError, decode_many
from fairgate.policy.bank_holidays import bank_holidays
from fairgate.records.models import Case, Closure, HalfTerm, LedgerEntry, School
from fairgate.records.one_query import in_one_query


@dataclass(frozen=True)
class Ledger:
    """The entries of one case, in order, and `seq`, the number of the last: what `append` is told."""

    entries: tuple[AnyEntry, ...]
    seq: int


def ledger(case: Case) -> Ledger:
    """The ledger of `case`. Raises LedgerError, naming the case, when it holds something that is no entry."""
    return ledgers([case])[case.pk]


def ledgers(cases: Iterable[Case]) -> dict[int, Ledger]:
    """The ledger of each case by its primary key, in one query for all; an empty one has seq 0."""
    references = {case.pk: case.reference for case in cases}
    payloads: dict[int, list[str]] = {pk: [] for pk in references}
    rows = LedgerEntry.objects.filter(case__in=references).order_by("case_id", "seq")
    for case_id, payload in rows.values_list("case_id", "payload"):
        payloads[case_id].append(payload)
    return {pk: _decoded(references[pk], texts) for pk, texts in payloads.items()}


def _decoded(reference: str, payloads: list[str]) -> Ledger:
    try:
        return Ledger(decode_many(payloads), len(payloads))
    except LedgerError as error:
        raise LedgerError(f"case {reference}: {error}") from error


def calendar(school: School) -> engine.Calendar:
    """The calendar of `school`: half-terms, closures, and England's bank holidays, which close it too."""
    return calendars([school])[school.pk]


def calendars(schools: Iterable[School]) -> dict[int, engine.Calendar]:
    """The calendar of each school by its primary key, in one query however many there are; in none for no school.

    A school's own half-terms stand alone; without any, its trust's for the school's local authority do;
    without those, its trust's own. No half-terms at all give a calendar that knows no school day and says so
    when asked.
    """
    wanted = list(schools)
    if not wanted:
        return {}
    of_schools, of_trusts = Q(school__in=[school.pk for school in wanted]), {school.trust_id for school in wanted}
    found = in_one_query(
        terms=(
            HalfTerm.objects.filter(of_schools | Q(trust__in=of_trusts)),
            {"school": "school_id", "trust": "trust_id", "la": "la", "first": "first", "last": "last"},
        ),
        closures=(Closure.objects.filter(of_schools), {"school": "school_id", "day": "day"}),
    )
    closed: dict[int, set[date]] = {school.pk: set() for school in wanted}
    for row in found["closures"]:
        closed[row["school"]].add(date.fromisoformat(row["day"]))
    holidays = bank_holidays()
    return {
        school.pk: engine.Calendar(
            half_terms=_terms(school, found["terms"]),
            closed=closed[school.pk] | holidays.days,
            bank_holidays=holidays.days,
            bank_holidays_until=holidays.until,
        )
        for school in wanted
    }


def _terms(school: School, rows: list[dict[str, Any]]) -> list[engine.HalfTerm]:
    own = [row for row in rows if row["school"] == school.pk]
    of_trust = [row for row in rows if row["trust"] == school.trust_id]
    in_la = [row for row in of_trust if school.la and row["la"] == school.la]
    chosen = own or in_la or [row for row in of_trust if not row["la"]]
    return [engine.HalfTerm(date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) for row in chosen]
