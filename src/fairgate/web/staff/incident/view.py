"""Reporting an incident: about somebody known or not, or in a case that is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.incident import Report, check_incident, check_report, record_incident, report_incident
from fairgate.engine import phrases
from fairgate.engine.entries import AnyEntry
from fairgate.engine.refusal import Reason
from fairgate.queries import incident as queries
from fairgate.queries.acting import Asked, is_done, opened
from fairgate.queries.worked_out import worked_out
from fairgate.records.append import LedgerMoved
from fairgate.records.models import LedgerEntry
from fairgate.records.standing import Standing
from fairgate.web.shared.forms import Form
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.answers import Answer, answers
from fairgate.web.staff.acting.flow import CHANGE, CONFIRM, conflict
from fairgate.web.staff.incident.draft import LOOK, PAGES, QUESTIONS, WHICH, Draft

REPORTED = "reported"
"""Where the session keeps the reference of what somebody reported who may not open it."""


@dataclass(frozen=True)
class Doing:
    """What differs between a report about a person and one in a case."""

    check: Callable[[Draft], tuple[Standing, tuple[AnyEntry, ...]]]
    perform: Callable[[Draft, str], LedgerEntry]
    asked: Asked | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request) -> HttpResponse:
    """Report an incident: who, where, what, which paragraph."""
    schools = queries.schools(request.user, request.today)
    if not schools:
        return render(request, "shared/no_office.html")

    if request.POST.get("stage") == CONFIRM:
        row = queries.reported_before(request.user, _key(request.POST.get("operation", "")))
        if row is not None:
            sees = queries.reporter(request.user, row.case.school, request.today).sees_cases
            return _recorded(request, row.case.reference) if sees else redirect("reported")

    def said(draft: Draft) -> Report:
        return Report(draft.school, draft.about, draft.incident, draft.into)

    doing = Doing(
        check=lambda draft: check_report(said(draft), by=request.user, now=request.now),
        perform=lambda draft, key: report_incident(said(draft), by=request.user, now=request.now, operation_key=key),
    )
    return _page(request, Draft(request, schools), doing)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_in_case(request: Request, reference: str) -> HttpResponse:
    """Record an incident in a case that is open."""
    asked, reporter = queries.incident_in_case(request.user, reference, now=request.now)
    posted = request.POST
    if posted.get("stage") == CONFIRM and is_done(asked.stands, posted.get("operation", "")):
        return _recorded(request, reference)
    seen = _number(posted.get("seen", ""), asked.seen)
    if request.method == "POST" and seen < asked.seen:
        return conflict(request, asked, seen)

    def act(key: str) -> Act:
        return Act(reference, request.user, request.now, key, seen)

    doing = Doing(
        check=lambda draft: (asked.stands, check_incident(act(""), incident=draft.incident)),
        perform=lambda draft, key: record_incident(act(key), incident=draft.incident),
        asked=asked,
    )
    return _page(request, Draft(request, [reporter.school], reporter), doing)


@require_safe
def reported(request: Request) -> HttpResponse:
    """It is recorded: for somebody who may not open the case."""
    kept = request.session.get(REPORTED)
    if not isinstance(kept, dict):
        return redirect("report")
    return render(request, "staff/incident/reported.html", kept)


# -- the stages ----------------------------------------------------------------------------------------------------


def _page(request: Request, draft: Draft, doing: Doing) -> HttpResponse:
    if request.method != "POST":
        page = next(draft.pages())
        return _show(request, draft, doing, page, draft.shown(page))
    stage, _, target = request.POST.get("stage", "").partition(":")
    at = request.POST.get("at", "")
    if stage == CHANGE:
        wrong = draft.read_before(target if target in PAGES else QUESTIONS)
        page, form = wrong or (target if target in draft.pages() else QUESTIONS, None)
        return _show(request, draft, doing, page, form or draft.shown(page))
    if stage == LOOK:
        wrong = draft.read_before(WHICH)
        draft.done = list(dict.fromkeys([*draft.done, WHICH]))
        page, form = wrong or (WHICH, None)
        return _show(request, draft, doing, page, form or draft.shown(page))
    if stage != CONFIRM and at in PAGES:
        wrong = draft.read(until=at)
        following = None if wrong or at not in draft.pages() else draft.after(at)
        if wrong or following:
            page, form = wrong or (str(following), None)
            draft.done = list(dict.fromkeys([*draft.done, at]))
            return _show(request, draft, doing, page, form or draft.shown(page))
    wrong = draft.read()
    if wrong:
        return _show(request, draft, doing, *wrong)
    if draft.spared:
        return _spared(request, draft, doing)
    return _decided(request, draft, doing, stage == CONFIRM)


def _decided(request: Request, draft: Draft, doing: Doing, confirmed: bool) -> HttpResponse:
    operation = _key(request.POST.get("operation", ""))
    try:
        if confirmed and operation:
            return _done(request, draft, doing.perform(draft, operation))
        stands, entries = doing.check(draft)
    except LedgerMoved:
        assert doing.asked is not None  # noqa: S101 - only an act on a case that was seen can come too late
        seen, stands = doing.asked.seen, opened(request.user, doing.asked.reference, now=request.now)[0]
        return conflict(request, Asked(stands, request.user, doing.asked.held), seen)
    except NotAllowed as refused:
        form = draft.form(QUESTIONS)
        form.add_error(None, str(refused))
        return _show(request, draft, doing, QUESTIONS, form, refusal=refused.refusal.reasons)
    context = {
        "asked": doing.asked,
        "school": draft.school,
        "name": stands.record.subject.name,
        "reference": stands.record.reference if stands.record.pk and draft.reporter.sees_cases else "",
        "sees_cases": draft.reporter.sees_cases,
        "worked": worked_out(stands, entries),
        "answers": _answers(draft),
        "carried": draft.carried(None),
        "done": PAGES,
        "operation": uuid4(),
        "seen": doing.asked.seen if doing.asked else 0,
        "pages": [(page, WORDS[page]) for page in draft.pages()],
        "cancel": _cancel(doing),
    }
    return render(request, "staff/incident/check.html", context)


def _answers(draft: Draft) -> list[Answer]:
    found: list[Answer] = []
    for page in draft.pages():
        form = draft.form(page)
        form.is_valid()
        found += answers(form)
    return found


def _done(request: Request, draft: Draft, row: LedgerEntry) -> HttpResponse:
    if draft.reporter.sees_cases:
        return _recorded(request, row.case.reference)
    code = draft.reporter.code
    request.session[REPORTED] = {
        "reference": row.case.reference,
        "school": draft.school.name,
        "who": phrases.offices(code, code.findings.offices),
    }
    return redirect("reported")


def _recorded(request: Request, reference: str) -> HttpResponse:
    messages.success(request, "The incident is recorded.")
    return redirect("case", reference)


def _spared(request: Request, draft: Draft, doing: Doing) -> HttpResponse:
    """Nothing is recorded as a breach: what was answered says that there was none."""
    context = {
        "spared": draft.spared,
        "others": len(draft.breaches) > len(draft.spared),
        "protected": draft.reporter.code.protected,
        "carried": draft.carried(None),
        "done": PAGES,
        "seen": doing.asked.seen if doing.asked else 0,
        "cancel": _cancel(doing),
    }
    return render(request, "staff/incident/spared.html", context)


WORDS = {
    "who": "Who was it?",
    "person": "Which person?",
    "into": "Which case?",
    "what": "What happened?",
    "which": "What was it?",
    "questions": "What you need to ask yourself",
}
"""The heading of each page."""


def _show(
    request: Request, draft: Draft, doing: Doing, page: str, form: Form, refusal: tuple[Reason, ...] = ()
) -> HttpResponse:
    asked = doing.asked
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "page": page,
        "heading": WORDS[page],
        "carried": draft.carried(form),
        "done": draft.done,
        "before": draft.before(page) if page in draft.pages() else None,
        "draft": draft,
        "seen": asked.seen if asked else 0,
        "refusal": refusal,
        "shut": asked.shut if asked and not form.is_bound else (),
        "back": _cancel(doing),
        "back_text": "Back to the case" if asked else "Leave the report",
    }
    return render(request, f"staff/incident/{page}.html", context)


def _cancel(doing: Doing) -> str:
    return reverse("case", args=[doing.asked.reference]) if doing.asked else reverse("home")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
