"""Recording that a letter was served: by hand, by post or by e-mail."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.service import check_service, serve_letter
from fairgate.engine.words import Method
from fairgate.queries.service import service as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.service.form import ServiceForm


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: Request, reference: str, ref: str) -> HttpResponse:
    """How the letter of a step or decision reached the person, and when it counts as received."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "method": Method(said["method"]), "text": said["text"]}

    doing = Doing(
        template="staff/service/page.html",
        form=partial(ServiceForm, asked=asked, today=request.today),
        fields=fields,
        check=check_service,
        perform=serve_letter,
        done="The service is recorded.",
        initial={"on": request.today},
    )
    return page(request, asked, doing)
