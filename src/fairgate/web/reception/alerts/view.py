"""Whether the desk is alerted: a number, asked again and again by the pages that stand open there."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from fairgate.queries.visitors import alerts_at, schools
from fairgate.records.door import Hidden
from fairgate.web.shared.request import Request


@require_safe
def desk_alerts(request: Request) -> HttpResponse:
    """How many alerts wait at the desks of whoever asks; whom they are about, the page of visitors tells."""
    if not schools(request.user, request.today):
        raise Hidden("no desk is theirs")
    return JsonResponse({"waiting": alerts_at(request.user, request.today)})
