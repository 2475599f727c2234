"""Visitors at the desk: who is here, signing in and out, alerts, the roll-call, and for how long it is kept."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairgate.actions.arrival import NoBadge, Signed, sign_in
from fairgate.actions.arrival import sign_out as sign_visitor_out
from fairgate.actions.arrival_upkeep import keep_visitors
from fairgate.actions.desk_alert import alert_seen
from fairgate.policy.visitors import ENGLISH
from fairgate.queries import visitors as queries
from fairgate.records.door import Hidden
from fairgate.records.models import Arrival
from fairgate.web.reception.visitors.form import DeskForm, KeepingForm
from fairgate.web.shared.request import Request


@require_safe
def visitors(request: Request) -> HttpResponse:
    """On to the desk of the one school, or the choice of several."""
    schools = queries.schools(request.user, request.today)
    if not schools:
        raise Hidden("no desk is theirs")
    if len(schools) == 1:
        return redirect("desk", schools[0].slug)
    return render(request, "reception/visitors/schools.html", {"schools": schools})


@require_safe
def desk(request: Request, school: str) -> HttpResponse:
    """Today's list of one school, alerts first."""
    page = queries.desk_page(request.user, school, now=request.now)
    regulars = [(one, uuid4()) for one in page.regulars]
    return render(request, "reception/visitors/page.html", {"page": page, "regulars": regulars})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def desk_sign_in(request: Request, school: str) -> HttpResponse:
    """Sign a visitor in; with `again`, somebody who comes often, by one press."""
    page = queries.desk_page(request.user, school, now=request.now)
    here = page.school
    form = DeskForm(_again(request, school) or request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = queries.found_at_desk(request.user, school, given["name"], given["vehicle"], now=request.now)
        code = queries.code_shown(here.trust, request.today, given["language"])
        signed = Signed(
            name=given["name"],
            visiting=given["visiting"],
            vehicle=given["vehicle"],
            edition=code.edition if code else "",
            language=code.language if code else ENGLISH,
            accepted=given["accepted"] == "yes",
            found=found.word,
            by_vehicle=found.by_vehicle,
            person=found.person,
            regular=bool(given["regular"]),
        )
        key = str(given["operation"])
        try:
            arrival = sign_in(signed, here, by=request.user, now=request.now, operation_key=key)
        except NoBadge:
            form.add_error(None, "Every number is in use. Sign out those who have left, and try again.")
        else:
            return _signed_in(request, arrival, found.word is not None)
    codes = queries.codes_shown(here.trust, request.today)
    context = {
        "form": form,
        "school": here,
        "codes": codes,
        "back": reverse("desk", args=[school]),
        "back_text": "Visitors",
    }
    return render(request, "reception/visitors/sign_in.html", context)


def _again(request: Request, school: str) -> dict[str, str] | None:
    number = request.POST.get("again", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    before = queries.regular(request.user, school, int(number), now=request.now)
    return {
        "operation": request.POST.get("operation", ""),
        "name": before.name,
        "visiting": before.visiting,
        "vehicle": before.vehicle,
        "language": before.language or ENGLISH,
        "accepted": "yes",
        "regular": "on",
    }


def _signed_in(request: Request, arrival: Arrival, alerted: bool) -> HttpResponse:
    if alerted:
        return redirect("arrival", arrival.pk)
    messages.success(request, f"Signed in. Their number is {arrival.badge}: they need it to sign out at the tablet.")
    return redirect("desk", arrival.school.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: Request, number: int) -> HttpResponse:
    """One visitor of today; where the desk was alerted, what to do. A POST says that it is dealt with."""
    if request.method == "POST":
        school = alert_seen(number, by=request.user, now=request.now)
        messages.success(request, "The alert is dealt with.")
        return redirect("desk", school.slug)
    page = queries.arrival_page(request.user, number, now=request.now)
    back = reverse("desk", args=[page.arrival.school.slug])
    context: dict[str, Any] = {"page": page, "answer": page.answer, "back": back, "back_text": "Visitors"}
    # The name that was signed, asked at the gate once more when the desk calls for help.
    asked = (("school", page.arrival.school.slug), ("name", page.arrival.name), ("operation", uuid4()))
    context["asked_so"] = asked
    return render(request, "reception/visitors/arrival.html", context)


@require_POST
def arrival_out(request: Request, number: int) -> HttpResponse:
    """Sign a visitor out."""
    school = sign_visitor_out(number, by=request.user, now=request.now)
    messages.success(request, "Signed out.")
    return redirect("desk", school.slug)


@require_safe
def arrival_picture(request: Request, number: int) -> HttpResponse:
    """The photograph of a visitor who is here, as it was painted."""
    body, media_type = queries.arrival_picture(request.user, number, now=request.now)
    response = HttpResponse(body, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def roll_call(request: Request, school: str) -> HttpResponse:
    """Who is on site: one page, which needs no script and nothing more from the server once it is there."""
    call = queries.roll_call(request.user, school, now=request.now)
    context = {"call": call, "back": reverse("desk", args=[school]), "back_text": "Visitors"}
    return render(request, "reception/visitors/roll_call.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visitors_kept(request: Request) -> HttpResponse:
    """For how long: the data lead says."""
    kept = queries.keeping(request.user, now=request.now)
    form = KeepingForm(request.POST or None, initial={"days": str(kept.trust.visitors_kept_days)})
    if request.method == "POST" and form.is_valid():
        keep_visitors(form.cleaned_data["days"], by=request.user, now=request.now)
        messages.success(request, "It is kept so from tonight.")
        return redirect("visitors_kept")
    context = {"form": form, "kept": kept}
    return render(request, "reception/visitors/kept.html", context)
