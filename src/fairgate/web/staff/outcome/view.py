"""Recording how a step ended."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.outcome import check_outcome, record_outcome
from fairgate.queries.outcome import outcome as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.outcome.form import OutcomeForm


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: Request, reference: str, ref: str) -> HttpResponse:
    """The step as it was taken, and the ways in which the code lets it end."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "outcome": said.get("outcome") or said["answer"], "text": said["text"]}

    doing = Doing(
        template="staff/outcome/page.html",
        form=partial(OutcomeForm, asked=asked, today=request.today),
        fields=fields,
        check=check_outcome,
        perform=record_outcome,
        done="How it ended is recorded.",
        initial={"on": request.today},
    )
    return page(request, asked, doing)
