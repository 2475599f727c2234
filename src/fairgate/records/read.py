"""Rows read as the engine's values: ledgers as entries, terms as calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from fairgate.engine import calendar as engine
from fairgate.engine.entries import AnyEntry, LedgerError, decode_many
from fairgate.policy.bank_holidays import bank_holidays
from fairgate.records.models import Case, Closure, HalfTerm, LedgerEntry, School
from fairgate.records.one_query import QueryPart, Rows, in_one_query, part


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


def cases_with_ledgers(cases: QuerySet[Case]) -> list[tuple[Case, Ledger]]:
    """Those of the cases in whose ledger there is anything, each with it, and with its subject and school: one query.

    For a few cases: each entry brings the columns of its case along.
    """
    rows = LedgerEntry.objects.filter(case__in=cases.values("pk")).order_by("case_id", "seq")
    found: dict[int, tuple[Case, list[str]]] = {}
    for row in rows.select_related("case__subject__kept_as", "case__school"):
        found.setdefault(row.case_id, (row.case, []))[1].append(row.payload)
    return [(case, _decoded(case.reference, texts)) for case, texts in found.values()]


def _decoded(reference: str, payloads: list[str]) -> Ledger:
    try:
        return Ledger(decode_many(payloads), len(payloads))
    except LedgerError as error:
        raise LedgerError(f"case {reference}: {error}") from error


def calendar(school: School) -> engine.Calendar:
    """The calendar of `school`: half-terms, closures, and England's bank holidays, which close it too."""
    return calendars([school])[school.pk]


def calendars(schools: Iterable[School]) -> dict[int, engine.Calendar]:
    """The calendar of each school by its primary key, in one query however many there are.

    A school's own half-terms stand alone; without any, its trust's for the school's local authority do;
    without those, its trust's own. No half-terms at all give a calendar that knows no school day and says so
    when asked.
    """
    wanted = list(schools)
    return calendars_from(wanted, in_one_query(**calendar_parts(wanted))) if wanted else {}


def calendar_parts(schools: Iterable[School]) -> dict[str, QueryPart]:
    """The rows that the calendars of these schools are made from, for `in_one_query`."""
    wanted = list(schools)
    of_schools, of_trusts = Q(school__in=[school.pk for school in wanted]), {school.trust_id for school in wanted}
    terms = HalfTerm.objects.filter(of_schools | Q(trust__in=of_trusts))
    return {
        "terms": part(terms, "la", "first", "last", school="school_id", trust="trust_id"),
        "closures": part(Closure.objects.filter(of_schools), "day", school="school_id"),
    }


def calendars_from(schools: Iterable[School], rows: Rows) -> dict[int, engine.Calendar]:
    """The calendars of these schools, made from those rows."""
    wanted = list(schools)
    closed: dict[int, set[date]] = {school.pk: set() for school in wanted}
    for row in rows["closures"]:
        closed[row["school"]].add(date.fromisoformat(row["day"]))
    holidays = bank_holidays()
    return {
        school.pk: engine.Calendar(
            half_terms=_terms(school, rows["terms"]),
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
