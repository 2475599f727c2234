"""Reporting an incident: for a leader to read (tell.py), or, by whoever may, straight into a case as an allegation."""

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
from fairgate.actions.draft import drop_draft
from fairgate.actions.incident import Report, check_incident, check_report, record_incident, report_incident
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
from fairgate.web.staff.incident.kept import keep
from fairgate.web.staff.incident.tell import KEEP, REPORTED, tell


@dataclass(frozen=True)
class Doing:
    """What differs between a report about a person, one in a case, and one that somebody else sent.

    `leave` is the address to which one goes back, `seen` the last entry of what is reported, where it is no case.
    """

    check: Callable[[Draft], tuple[Standing, tuple[AnyEntry, ...]]]
    perform: Callable[[Draft, str], LedgerEntry]
    asked: Asked | None = None
    leave: str = ""
    seen: int = 0

    @property
    def last(self) -> int:
        """The number of the last entry that the reader has before them: of the case, or of the report."""
        return self.asked.seen if self.asked else self.seen


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request) -> HttpResponse:
    """Report an incident: who, where, what, which paragraph; for whoever may not find, what a leader then reads."""
    schools = queries.schools(request.user, request.today)
    led = queries.schools_led(request.user, schools, request.today)
    if not led:
        return tell(request, schools)
    if request.POST.get("stage") == CONFIRM:
        row = queries.reported_before(request.user, _key(request.POST.get("operation", "")))
        if row is not None:
            return _recorded(request, row.case.reference)

    def said(draft: Draft) -> Report:
        return Report(draft.school, draft.about, draft.allegation, draft.into)

    doing = Doing(
        check=lambda draft: check_report(said(draft), by=request.user, now=request.now),
        perform=lambda draft, key: report_incident(said(draft), by=request.user, now=request.now, operation_key=key),
    )
    return stages(request, Draft(request, led), doing)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_in_case(request: Request, reference: str) -> HttpResponse:
    """Report a further incident in a case that is open."""
    asked, reporter = queries.incident_in_case(request.user, reference, now=request.now)
    if not reporter.may_find and not asked.shut:
        return tell(request, [reporter.school], asked.stands.record)
    posted = request.POST
    if posted.get("stage") == CONFIRM and is_done(asked.stands, posted.get("operation", "")):
        return _recorded(request, reference)
    seen = _number(posted.get("seen", ""), asked.seen)
    if request.method == "POST" and seen < asked.seen:
        return conflict(request, asked, seen)

    def act(key: str) -> Act:
        return Act(reference, request.user, request.now, key, seen)

    doing = Doing(
        check=lambda draft: (asked.stands, check_incident(act(""), allegation=draft.allegation)),
        perform=lambda draft, key: record_incident(act(key), allegation=draft.allegation),
        asked=asked,
    )
    return stages(request, Draft(request, [reporter.school], reporter), doing)


@require_safe
def reported(request: Request) -> HttpResponse:
    """It is sent, and with whom it is."""
    kept = request.session.get(REPORTED)
    if not isinstance(kept, dict):
        return redirect("report")
    return render(request, "staff/incident/reported.html", kept)


# -- the stages ----------------------------------------------------------------------------------------------------


def stages(request: Request, draft: Draft, doing: Doing) -> HttpResponse:
    """The page that comes next, whatever was posted; what was typed is kept as a draft."""
    if request.method != "POST":
        page, form = draft.read_before(draft.resumes) or (draft.resumes, None)
        return _show(request, draft, doing, page, form or draft.shown(page))
    stage, _, target = request.POST.get("stage", "").partition(":")
    at = request.POST.get("at", "")
    if stage != CONFIRM and not doing.leave:
        keep(request, draft.key)
    if stage == KEEP:
        messages.success(request, "It is kept as a draft, for you alone. Nobody has been told yet.")
        return redirect("reports")
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
        "name": stands.record.subject.kept.name,
        "reference": stands.record.reference if stands.record.pk else "",
        "worked": worked_out(stands, entries),
        "answers": _answers(draft),
        "carried": draft.carried(None),
        "draft_key": draft.key,
        "done": PAGES,
        "operation": uuid4(),
        "seen": doing.last,
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
    drop_draft(request.user, draft.key)
    return _recorded(request, row.case.reference)


def _recorded(request: Request, reference: str) -> HttpResponse:
    messages.success(request, "The incident is recorded.")
    return redirect("case", reference)


def _spared(request: Request, draft: Draft, doing: Doing) -> HttpResponse:
    """Nothing is recorded as a breach: what was answered says that there was none."""
    context = {
        "spared": draft.spared,
        "others": len(draft.breaches) > len(draft.spared),
        "protected": draft.code.protected,
        "carried": draft.carried(None),
        "draft_key": draft.key,
        "done": PAGES,
        "seen": doing.last,
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
        "draft_key": draft.key,
        "done": draft.done,
        "before": draft.before(page) if page in draft.pages() else None,
        "draft": draft,
        "seen": doing.last,
        "refusal": refusal,
        "may_keep": not doing.leave,
        "shut": asked.shut if asked and not form.is_bound else (),
        "back": _cancel(doing),
        "back_text": "Back to the case" if asked else "Leave the report",
    }
    return render(request, f"staff/incident/{page}.html", context)


def _cancel(doing: Doing) -> str:
    if doing.asked:
        return reverse("case", args=[doing.asked.reference])
    return doing.leave or reverse("home")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
