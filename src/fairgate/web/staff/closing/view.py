"""Closing a case, and opening it again."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.closing import check_closing, check_reopening, close_case, reopen_case
from fairgate.queries import closing as queries
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.closing.form import ClosingForm, ReopeningForm


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Request, reference: str) -> HttpResponse:
    """Close the case: nothing may be in force, nothing owed."""

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"outcome": said["outcome"], "reasons": said["reasons"]}

    doing = Doing(
        template="staff/closing/close.html",
        form=ClosingForm,
        fields=fields,
        check=check_closing,
        perform=close_case,
        done="The case is closed.",
    )
    return page(request, queries.closing(request.user, reference, now=request.now), doing)


@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: Request, reference: str) -> HttpResponse:
    """Open a closed case again."""

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"reasons": said["reasons"]}

    doing = Doing(
        template="staff/closing/reopen.html",
        form=ReopeningForm,
        fields=fields,
        check=check_reopening,
        perform=reopen_case,
        done="The case is open again.",
    )
    return page(request, queries.reopening(request.user, reference, now=request.now), doing)
