"""Deciding about a measure: the decision review, and the review in time."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fairgate.actions.decision import check_decision, decide_measure
from fairgate.engine.words import Decision
from fairgate.queries.deciding import before_decision
from fairgate.queries.decision import DecisionAsked
from fairgate.queries.decision import decision as asked_about
from fairgate.web.shared.asking import only_asks
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.acting.letter import letter_shown
from fairgate.web.staff.acting.weighing import weighing
from fairgate.web.staff.decision.form import DecisionForm
from fairgate.web.trust.body.deciding import met_at


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, reference: str, ref: str) -> HttpResponse:
    """What was said and why it was imposed; and what the code lets this office decide."""
    asked = asked_about(request.user, reference, ref, now=request.now)
    return page(request, asked, _doing(request, asked, ref))


@only_asks
@require_POST
def decision_letter(request: Request, reference: str, ref: str) -> HttpResponse:
    """The letter of the decision, as what is typed would make it."""
    asked = asked_about(request.user, reference, ref, now=request.now)
    return letter_shown(request, asked, _doing(request, asked, ref))


def _doing(request: Request, asked: DecisionAsked, ref: str) -> Doing:
    def fields(said: dict[str, Any]) -> dict[str, Any]:
        word = said["decision"]
        return {
            "of": ref,
            "decision": Decision(word),
            "reasons": said["reasons"],
            "until": said.get(f"{word}_until"),
            "review_on": said.get(f"{word}_review_on"),
            "sites": tuple(said.get(f"{word}_sites") or ()),
            "channels": tuple(said.get(f"{word}_channels") or ()),
            "met": met_at(said),
            "weighing": weighing(said),
            "instead": said.get("instead") or "",
        }

    return Doing(
        template="staff/decision/page.html",
        form=partial(DecisionForm, asked=asked, today=request.today),
        fields=fields,
        check=check_decision,
        perform=decide_measure,
        done="The decision is recorded.",
        initial={"meeting": request.GET.get("meeting")},
        before=lambda: before_decision(asked, asked.about, asked.may_decide, now=request.now),
        letter_at=reverse("decision_letter", args=[asked.reference, ref]),
    )
