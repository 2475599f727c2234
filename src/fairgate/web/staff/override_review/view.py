"""Looking at why somebody was let in who is barred."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.override import check_override_review, review_override
from fairgate.queries.override import override_review as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.override_review.form import OverrideReviewForm


@require_http_methods(["GET", "HEAD", "POST"])
def override_review(request: Request, reference: str, ref: str) -> HttpResponse:
    """Who let them in, for what and why; and what is found of it."""

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "reasons": said["reasons"]}

    doing = Doing(
        template="staff/override_review/page.html",
        form=OverrideReviewForm,
        fields=fields,
        check=check_override_review,
        perform=review_override,
        done="What you found is entered.",
    )
    return page(request, asked_about(request.user, reference, ref, now=request.now), doing)
