"""A body: its members, its meetings, and what waits for it; calling a meeting; seats and the quorum."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.body import call_meeting
from fairgate.actions.seat import end_seat, seat_member, set_quorum
from fairgate.queries import body as queries
from fairgate.records.door import Hidden
from fairgate.web.shared.request import Request
from fairgate.web.trust.body.form import CallForm, EndForm, QuorumForm, SeatForm
from fairgate.web.trust.body.keeping import kept

FORM = ["GET", "HEAD", "POST"]


@require_safe
def bodies(request: Request) -> HttpResponse:
    """The bodies that open to the user; straight to the one, where there is one."""
    found = queries.bodies(request.user, request.today)
    if not found:
        raise Hidden("no body opens to this user")
    if len(found) == 1:
        return redirect("body", found[0][0])
    return render(request, "trust/body/bodies.html", {"bodies": found})


@require_safe
def body(request: Request, office: str) -> HttpResponse:
    """Who sits on it, when it meets, and what waits for it."""
    page = queries.body_page(request.user, office, request.now)
    return render(request, "trust/body/page.html", {"page": page, "at": page.at})


@require_http_methods(FORM)
def calling(request: Request, office: str) -> HttpResponse:
    """Call a meeting."""
    page = queries.body_page(request.user, office, request.now)
    if not page.at.keeps:
        raise PermissionDenied("the clerk or the chair calls meetings")
    form = CallForm(request.POST or None, today=request.today)
    return kept(
        request,
        form,
        template="trust/body/call.html",
        act=lambda said: call_meeting(office, **said, by=request.user, now=request.now),
        done="The meeting is called. Open it to put cases before it.",
        to=reverse("body", args=[office]),
        at=page.at,
        page=page,
    )


@require_http_methods(FORM)
def seat(request: Request, office: str) -> HttpResponse:
    """Give somebody a seat."""
    page = _seating(request, office)
    users = queries.users_to_seat(request.user, request.today)
    form = SeatForm(request.POST or None, users=users, today=request.today, initial={"since": request.today})
    return kept(
        request,
        form,
        template="trust/body/seat.html",
        act=lambda _: seat_member(office, **form.said(), by=request.user, now=request.now),
        done="The seat is kept.",
        to=reverse("body", args=[office]),
        at=page.at,
    )


@require_http_methods(FORM)
def seat_end(request: Request, office: str, number: int) -> HttpResponse:
    """End a seat."""
    page = _seating(request, office)
    found = next((one for one in page.seats if one.pk == number), None)
    if found is None:
        raise Hidden("there is no such seat")
    return kept(
        request,
        EndForm(request.POST or None, today=request.today),
        template="trust/body/seat_end.html",
        act=lambda said: end_seat(office, number, **said, by=request.user, now=request.now),
        done="The seat ends on that day.",
        to=reverse("body", args=[office]),
        at=page.at,
        seat=found,
    )


@require_http_methods(FORM)
def quorum(request: Request, office: str) -> HttpResponse:
    """The trust's own quorum, where its code gives none."""
    page = _seating(request, office)
    return kept(
        request,
        QuorumForm(request.POST or None, initial={"quorum": page.quorum or None}),
        template="trust/body/quorum.html",
        act=lambda said: set_quorum(office, **said, by=request.user, now=request.now),
        done="The number is kept.",
        to=reverse("body", args=[office]),
        at=page.at,
    )


def _seating(request: Request, office: str) -> queries.BodyPage:
    page = queries.body_page(request.user, office, request.now)
    if not page.may_seat:
        raise PermissionDenied("the clerk and those who lead the trust say who sits")
    return page
