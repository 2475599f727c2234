"""One meeting of a body: its cases, who was there, who stepped out, its minutes, and breaking it off."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions import body as actions
from fairgate.actions.minutes import keep_minutes
from fairgate.queries import body as queries
from fairgate.queries import minutes as queried
from fairgate.web.shared.request import Request
from fairgate.web.trust.body.keeping import kept
from fairgate.web.trust.body.meeting.form import (
    WHY,
    AdjournForm,
    AgendaForm,
    AttendanceForm,
    InterestsForm,
    MinutesForm,
)

FORM = ["GET", "HEAD", "POST"]


@require_safe
def meeting(request: Request, office: str, number: int) -> HttpResponse:
    """What came before it, who was there, and what was decided."""
    page = queries.meeting_page(request.user, office, number, request.now)
    words = {why.value: text.removeprefix("Stepped out: ") for why, text in WHY.items()}
    return render(request, "trust/body/meeting/page.html", {"page": page, "at": page.at, "words": words})


@require_http_methods(FORM)
def agenda(request: Request, office: str, number: int) -> HttpResponse:
    """Which cases come before it."""
    page = _keeping(request, office, number)
    return kept(
        request,
        AgendaForm(request.POST or None, page=page),
        template="trust/body/meeting/agenda.html",
        act=lambda said: actions.set_agenda(office, number, references=said["cases"], **_by(request)),
        done="These cases come before the meeting.",
        **_about(page),
    )


@require_http_methods(FORM)
def attendance(request: Request, office: str, number: int) -> HttpResponse:
    """Who was there."""
    page = _keeping(request, office, number)
    form = AttendanceForm(request.POST or None, page=page)
    return kept(
        request,
        form,
        template="trust/body/meeting/attendance.html",
        act=lambda _: actions.record_attendance(office, number, present=form.said(), **_by(request)),
        done="Who was there is kept.",
        **_about(page),
    )


@require_http_methods(FORM)
def interests(request: Request, office: str, number: int, reference: str) -> HttpResponse:
    """Who stepped out for one of its cases."""
    page = _keeping(request, office, number)
    asked = queries.interests_page(request.user, office, number, reference, request.now)
    form = InterestsForm(request.POST or None, page=asked)
    return kept(
        request,
        form,
        template="trust/body/meeting/interests.html",
        act=lambda _: actions.declare_interests(office, number, reference, interests=form.said(), **_by(request)),
        done="Who stepped out is kept.",
        asked=asked,
        **_about(page),
    )


@require_http_methods(FORM)
def minutes(request: Request, office: str, number: int) -> HttpResponse:
    """Its minutes."""
    page = _keeping(request, office, number)
    if not page.reads_minutes:
        raise PermissionDenied("one of its cases is not theirs to see")
    kept_already = bool(page.meeting.minutes_file)
    initial = {"text": page.meeting.minutes}
    form = MinutesForm(request.POST or None, request.FILES or None, initial=initial, has_file=kept_already)
    return kept(
        request,
        form,
        template="trust/body/meeting/minutes.html",
        act=lambda _: keep_minutes(office, number, **form.said(), **_by(request)),
        done="The minutes are kept.",
        **_about(page),
    )


@require_safe
def minutes_file(request: Request, office: str, number: int) -> FileResponse:
    """The file that holds its minutes, to be saved: no browser shows it here."""
    path, name = queried.minutes_file(request.user, office, number, now=request.now)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


@require_http_methods(FORM)
def adjourning(request: Request, office: str, number: int) -> HttpResponse:
    """Break it off, to go on another day."""
    page = _keeping(request, office, number)
    return kept(
        request,
        AdjournForm(request.POST or None, today=request.today),
        template="trust/body/meeting/adjourn.html",
        act=lambda said: actions.adjourn(office, number, **said, **_by(request)),
        done="The meeting is adjourned. What it did not decide comes before the later one.",
        **_about(page),
    )


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


def _keeping(request: Request, office: str, number: int) -> queries.MeetingPage:
    page = queries.meeting_page(request.user, office, number, request.now)
    if not page.at.keeps:
        raise PermissionDenied("the clerk or the chair keeps its meetings")
    return page


def _about(page: queries.MeetingPage) -> dict[str, Any]:
    to = reverse("body_meeting", args=[page.at.office, page.meeting.pk])
    return {"to": to, "at": page.at, "meeting": page.meeting, "page": page}
