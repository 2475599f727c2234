"""Saying of what is kept about a person and a child that it is so no longer, and why."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import person_ties as actions
from fairgate.queries.person import TieAsked, tie_asked
from fairgate.queries.person_ties import Fact
from fairgate.records.door import Hidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.ending.form import EndingForm


@require_http_methods(["GET", "HEAD", "POST"])
def end_capacity(request: Request, number: int, tie: int, fact: int) -> HttpResponse:
    """They are that no longer, or may collect no more."""
    asked = tie_asked(request.user, number, tie, request.now)
    found = _of(fact, (*asked.tie.facts, *asked.tie.collects))
    return _page(request, asked, found, actions.end_capacity, "End it")


@require_http_methods(["GET", "HEAD", "POST"])
def end_order(request: Request, number: int, tie: int, fact: int) -> HttpResponse:
    """The order binds no longer."""
    asked = tie_asked(request.user, number, tie, request.now, restricted=True)
    return _page(request, asked, _of(fact, asked.tie.orders or ()), actions.end_order, "End the order")


def _of(number: int, facts: tuple[Fact, ...]) -> Fact:
    found = next((fact for fact in facts if fact.number == number), None)
    if found is None:
        raise Hidden("there is no such fact")
    return found


def _page(request: Request, asked: TieAsked, fact: Fact, end: Callable[..., None], heading: str) -> HttpResponse:
    form = EndingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end(asked.number, asked.tie.number, fact.number, why=form.cleaned_data["why"], by=request.user, now=request.now)
        messages.success(request, "It is ended.")
        return redirect("person", asked.number)
    back = reverse("person", args=[asked.number])
    context = {"form": form, "asked": asked, "fact": fact, "heading": heading, "back": back}
    return render(request, "staff/person/ending/page.html", context)
