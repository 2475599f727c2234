"""Striking a breach: the entry stays, marked, and counts no longer."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.correction import check_correction, strike_breach
from fairgate.queries.finding import correction as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.correction.form import CorrectionForm


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, reference: str, ref: str) -> HttpResponse:
    """The breach as it was recorded, and the reasons for striking it."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "reasons": said["reasons"]}

    doing = Doing(
        template="staff/correction/page.html",
        form=CorrectionForm,
        fields=fields,
        check=check_correction,
        perform=strike_breach,
        done="It is struck, and counts no longer.",
    )
    return page(request, asked, doing)
