"""Entering what the person says about a measure, or about the notice that one is intended."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.representations import check_representations, make_representations
from fairgate.queries.representations import representations as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.representations.form import RepresentationsForm


@require_http_methods(["GET", "HEAD", "POST"])
def representations(request: Request, reference: str, ref: str) -> HttpResponse:
    """What the person says, entered for them by whoever received it."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "text": said["text"]}

    doing = Doing(
        template="staff/representations/page.html",
        form=partial(RepresentationsForm, today=request.today),
        fields=fields,
        check=check_representations,
        perform=make_representations,
        done="The representations are entered.",
        initial={"on": request.today},
    )
    return page(request, asked, doing)
