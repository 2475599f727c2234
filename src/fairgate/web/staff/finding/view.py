"""Finding that an alleged breach happened."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.finding import check_finding, find_breach
from fairgate.queries.finding import finding as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.finding.form import FindingForm


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: Request, reference: str, ref: str) -> HttpResponse:
    """The breach as it was recorded, and the reasons for finding that it happened."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def form(*args: Any, **kwargs: Any) -> FindingForm:
        return FindingForm(*args, accounts=asked.accounts, whom=asked.stands_in_for, **kwargs)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {
            "of": ref,
            "reasons": said["reasons"],
            "weighed": tuple(said.get("weighed") or ()),
            "instead": said.get("instead") or "",
        }

    doing = Doing(
        template="staff/finding/page.html",
        form=form,
        fields=fields,
        check=check_finding,
        perform=find_breach,
        done="The finding is recorded.",
    )
    return page(request, asked, doing)
