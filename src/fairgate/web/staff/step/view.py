"""Taking a step of the staged response: one page for every kind."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.arrangements import ABOUT, joined
from fairgate.actions.step import check_step, take_step
from fairgate.queries.deciding import before_step
from fairgate.queries.step import StepAsked
from fairgate.queries.step import step as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.acting.weighing import WEIGHED, weighing
from fairgate.web.staff.step.form import StepForm


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, reference: str, step: str) -> HttpResponse:
    """The step, what opens it, and what it asks."""
    asked = asked_about(request.user, reference, step, now=request.now)
    doing = Doing(
        template="staff/step/page.html",
        form=partial(StepForm, asked=asked, today=request.today),
        fields=partial(fields, asked),
        check=check_step,
        perform=take_step,
        done=f"The {asked.name} is entered.",
        initial={"on": request.today},
        before=lambda: before_step(asked, asked.step, now=request.now),
    )
    return page(request, asked, doing)


def fields(asked: StepAsked, said: dict[str, Any]) -> dict[str, Any]:
    """What the action takes, from what the form says."""
    given = {name: value for name, value in said.items() if name not in _NOT_PASSED and value not in (None, "")}
    given["step"] = asked.step.id
    if "channels" in said:
        given["channels"] = tuple(said["channels"] or ())
    if said.get("scope") == "others":
        given["sites"] = (asked.school.slug, *said["sites"])
    if "exceptions" in said:
        own = tuple(line.strip() for line in (said["exceptions"] or "").splitlines() if line.strip())
        given["exceptions"] = (*asked.exceptions, *own) if own else ()
    if "bringing" in said:
        given["arrangements"] = joined({name: said[name] or "" for name in ABOUT})
    given["weighing"] = weighing(said)
    return given


_NOT_PASSED = ("operation", "seen", "on", "scope", "sites", "channels", "exceptions", *ABOUT, *WEIGHED)
