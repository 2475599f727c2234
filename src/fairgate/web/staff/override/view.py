"""Letting in, for today, somebody who is barred."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.override import check_override, override_bar
from fairgate.queries.override import override as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.override.form import OverrideForm


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: Request, reference: str, ref: str) -> HttpResponse:
    """Where, for what and why; it holds today alone, and somebody else looks at it."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def form(*args: Any, **kwargs: Any) -> OverrideForm:
        return OverrideForm(*args, sites=asked.sites, **kwargs)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "site": said["site"], "terms": said["terms"], "reasons": said["reasons"]}

    doing = Doing(
        template="staff/override/page.html",
        form=form,
        fields=fields,
        check=check_override,
        perform=override_bar,
        done="They may come in today. The gate says so from now on, and for what.",
    )
    return page(request, asked, doing)
