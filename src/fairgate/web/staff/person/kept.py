"""What the pages about a person and a child have in common: one thing is kept, unless it is kept already."""

from collections.abc import Callable
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairgate.actions.person_ties import StandsAlready
from fairgate.queries.person import TieAsked
from fairgate.web.shared.request import Request

ALREADY = "This is on record already. End what is there on the page of the person before you enter it anew."


class TieFactForm(Protocol):
    """A form that says what an action of `actions/person_ties.py` takes."""

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: str) -> None: ...

    @property
    def fields_of_action(self) -> dict[str, Any]: ...


def page(
    request: Request, asked: TieAsked, form: TieFactForm, keep: Callable[..., None], template: str
) -> HttpResponse:
    """The form, or back to the person once it is kept."""
    number = asked.number
    if request.method == "POST" and form.is_valid():
        try:
            keep(number, asked.tie.number, **form.fields_of_action, by=request.user, now=request.now)
        except StandsAlready:
            form.add_error(None, ALREADY)
        else:
            messages.success(request, "It is kept.")
            return redirect("person", number)
    return render(request, template, {"form": form, "asked": asked, "back": reverse("person", args=[number])})
