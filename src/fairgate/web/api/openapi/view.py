"""How other systems ask, for whoever makes one: as a page, and as an OpenAPI document. Neither says whom it serves."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.records.gate_keys import MOST, WITHIN
from fairgate.web.api.openapi.document import ADDRESS, ANSWERS, BARRED, ERRORS, document
from fairgate.web.shared.request import Request


@login_not_required
@require_safe
def openapi(request: Request) -> JsonResponse:
    """The document."""
    return JsonResponse(document(settings.FAIRGATE_ADDRESS), json_dumps_params={"indent": 2})


@login_not_required
@require_safe
def api(request: Request) -> HttpResponse:
    """The page."""
    context = {
        "server": settings.FAIRGATE_ADDRESS,
        "address": ADDRESS,
        "answers": ANSWERS.items(),
        "barred": BARRED,
        "errors": [(name, HTTPStatus(status), do) for name, (status, do) in ERRORS.items()],
        "most": MOST,
        "seconds": int(WITHIN.total_seconds()),
    }
    return render(request, "api/openapi/page.html", context)
