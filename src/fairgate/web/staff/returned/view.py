"""Recording that a letter came back: it never reached the person, and is owed again."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.returned import check_return, return_letter
from fairgate.queries.returned import returned as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.returned.form import ReturnForm


@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: Request, reference: str, ref: str) -> HttpResponse:
    """What came back of one service."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "text": said["text"]}

    doing = Doing(
        template="staff/returned/page.html",
        form=partial(ReturnForm, today=request.today),
        fields=fields,
        check=check_return,
        perform=return_letter,
        done="It is recorded that the letter came back. It has to be served again.",
        initial={"on": request.today},
    )
    return page(request, asked, doing)
