"""May whoever gives this name come in? Asked by another system, with the key of its school.

No session is read and none begun: the key alone says who asks, so a browser that is signed in is worth nothing here,
and no other site can have it ask (CSRF). Every error is JSON and says what to do.
"""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from fairgate.queries.gate_check import Checked, NotAName, check_at_gate
from fairgate.records.gate_keys import NoKey, TooMany
from fairgate.web.api.openapi.document import ERRORS, LONGEST_BODY, LONGEST_NAME, PAGE
from fairgate.web.shared.request import Request


@csrf_exempt
@login_not_required
@sensitive_variables()
@sensitive_post_parameters()
def gate_check(request: Request) -> JsonResponse:
    """One look-up. The key is asked first: whoever has none learns nothing of how a question must look."""
    if request.method != "POST":
        return _wrong("method", Allow="POST")
    if settings.HTTPS and not request.is_secure():
        return _wrong("https")
    scheme, _, key = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "bearer":
        key = ""
    name, wrong = _name(request)
    try:
        # What cannot be read is looked up as no name at all: it counts as a look-up, and is answered as what it is.
        checked = check_at_gate(key.strip(), name, now=request.now)
    except NoKey:
        return _wrong("key", **{"WWW-Authenticate": 'Bearer realm="Fairgate"'})
    except TooMany as many:
        return _wrong("too_many", **{"Retry-After": str(many.wait)})
    except NotAName:
        return _wrong(wrong or "name")
    return _answer(_told(checked), 200)


def _name(request: HttpRequest) -> tuple[str, str]:
    """The name that is asked about; or an empty one, and which error it is."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > LONGEST_BODY:
        return "", "length" if not length.isdigit() else "size"
    if request.content_type != "application/json":
        return "", "type"
    try:
        asked: Any = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):
        return "", "json"
    if not isinstance(asked, dict) or set(asked) != {"name"} or not isinstance(asked["name"], str):
        return "", "shape"
    name = asked["name"].strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return "", "name"
    return name, ""


def _told(checked: Checked) -> dict[str, str]:
    if checked.until is None:
        return {"answer": checked.answer}
    return {
        "answer": checked.answer,
        "until": checked.until.isoformat(),
        "say": checked.say,
        "call": checked.call,
    }


def _wrong(error: str, **headers: str) -> JsonResponse:
    status, do = ERRORS[error]
    return _answer({"error": error, "do": do, "read": PAGE}, status, **headers)


def _answer(body: dict[str, str], status: int, **headers: str) -> JsonResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store", **headers})
