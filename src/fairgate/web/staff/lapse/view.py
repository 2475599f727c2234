"""Telling somebody that a measure has ended by its date."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.lapse import check_lapse, tell_lapse
from fairgate.queries.lapse import lapse as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.lapse.form import LapseForm


@require_http_methods(["GET", "HEAD", "POST"])
def lapse(request: Request, reference: str, ref: str) -> HttpResponse:
    """Word that the measure is over, with its letter."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "text": said["text"]}

    doing = Doing(
        template="staff/lapse/page.html",
        form=partial(LapseForm),
        fields=fields,
        check=check_lapse,
        perform=tell_lapse,
        done="It is entered that they were told.",
    )
    return page(request, asked, doing)
