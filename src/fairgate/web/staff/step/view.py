"""Taking a step of the staged response: one page for every kind."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fairgate.actions.arrangements import ABOUT, joined
from fairgate.actions.countersigning import draft_step
from fairgate.actions.step import check_draft, check_step, take_step
from fairgate.engine.exceptions import SCHOOL_WEEK, BarException
from fairgate.engine.words import Agency, Occasion
from fairgate.queries.deciding import before_step
from fairgate.queries.step import StepAsked
from fairgate.queries.step import step as asked_about
from fairgate.web.shared.asking import only_asks
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page, pairs
from fairgate.web.staff.acting.letter import letter_shown
from fairgate.web.staff.acting.weighing import WEIGHED, weighing
from fairgate.web.staff.exception.form import hours
from fairgate.web.staff.step.form import AT_THE_GATE, ONE_EVENT, StepForm


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, reference: str, step: str) -> HttpResponse:
    """The step, what opens it, and what it asks."""
    asked = asked_about(request.user, reference, step, now=request.now)
    return page(request, asked, _doing(request, asked))


@only_asks
@require_POST
def step_letter(request: Request, reference: str, step: str) -> HttpResponse:
    """The letter of the step, as what is typed would make it."""
    asked = asked_about(request.user, reference, step, now=request.now)
    return letter_shown(request, asked, _doing(request, asked))


def _doing(request: Request, asked: StepAsked) -> Doing:
    doing = Doing(
        template="staff/step/page.html",
        form=partial(StepForm, asked=asked, today=request.today),
        fields=partial(fields, asked),
        check=check_step,
        perform=take_step,
        done=f"The {asked.name} is entered.",
        initial={"on": request.today},
        before=lambda: before_step(asked, asked.step, now=request.now),
        letter_at=reverse("step_letter", args=[asked.reference, asked.step.id]) if asked.step.letter else "",
    )
    return _drafting(request, asked, doing) if asked.signed_by else doing


def _drafting(request: Request, asked: StepAsked, doing: Doing) -> Doing:
    """The same, where it is drafted for somebody else to sign: it goes on from what was drafted before."""
    before = QueryDict(asked.draft.fields, mutable=True) if asked.draft else None
    if before is not None and asked.draft is not None:
        before.update({"draft": asked.draft.digest, "operation": str(uuid4()), "seen": str(asked.seen)})
    typed = urlencode([pair for pair in pairs(request.POST) if pair[0] not in _OF_THE_POST])
    return replace(
        doing,
        check=check_draft,
        perform=partial(draft_step, typed=typed, replaces=request.POST.get("draft", "")),
        done=f"The {asked.name} is drafted. It takes effect when {asked.signed_by} has countersigned it.",
        button="Keep the draft, to be countersigned",
        note=f"Nothing is entered, and no letter is made, until {asked.signed_by} has countersigned it.",
        typed=before,
    )


_OF_THE_POST = ("operation", "seen", "stage", "draft", "csrfmiddlewaretoken")


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
    if "event" in said:
        given["allowed"] = tuple(_allowed(said))
    if said.get("agency"):
        given["agency"] = Agency(said["agency"])
    given["weighing"] = weighing(said)
    return given


def _allowed(said: dict[str, Any]) -> Iterator[BarException]:
    """What a bar leaves open by time."""
    gate = hours(*((said[begins], said[ends]) for begins, ends in (AT_THE_GATE[:2], AT_THE_GATE[2:])))
    if gate:
        yield BarException(kind=Occasion.DROP_OFF, days=SCHOOL_WEEK, hours=gate)
    if said["event"]:
        yield BarException(
            kind=Occasion.EVENT,
            what=said["event"],
            where=said["event_where"],
            since=said["event_on"],
            until=said["event_on"],
            hours=hours((said["event_from"], said["event_until"])),
        )


_NOT_PASSED = (
    *("agency", "draft", "operation", "seen", "on", "scope", "sites", "channels", "exceptions"),
    *(*AT_THE_GATE, *ONE_EVENT, *ABOUT, *WEIGHED),
)
