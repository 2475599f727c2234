"""What was typed, kept between a POST and the page that answers it, so that Back and Reload ask for that page alone.

Every POST that does not act is answered by the way to a page: its address names what was typed by a word drawn at
random. What was typed stays with the session, on the server, and is forgotten once the act is done, with the session,
or when three more pages have been filled in. A browser is not asked to keep any of it.
"""

from secrets import token_urlsafe
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from fairgate.web.shared.request import Request

TYPED = "typed"
_KEPT, _MOST, _LONGEST = "typed", 3, 200_000
_LEFT_OUT = ("csrfmiddlewaretoken",)


def keep(request: Request) -> HttpResponse | None:
    """Keep what was posted; the way to the page that shows it. None where it is more than a session should hold."""
    posted = request.POST.copy()
    for name in _LEFT_OUT:
        posted.pop(name, None)
    text = posted.urlencode()
    if len(text) > _LONGEST:
        return None
    word = token_urlsafe(9)
    kept = {**request.session.get(_KEPT, {}), word: [request.path, text]}
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    request.session.clear_expired()  # type: ignore[attr-defined]  # of the database's: nothing typed outlives its session
    asked = {name: value for name, value in request.GET.items() if name != TYPED}
    return HttpResponseRedirect(f"{request.path}?{urlencode({**asked, TYPED: word})}")


def typed(request: Request) -> QueryDict | None:
    """What was typed on the page that this address names, if it is still kept."""
    path, text = request.session.get(_KEPT, {}).get(request.GET.get(TYPED, ""), ("", ""))
    return QueryDict(text) if path == request.path else None


def forget(request: Request) -> None:
    """Forget what was typed on this page: the act is done."""
    kept = request.session.get(_KEPT, {})
    left = {word: one for word, one in kept.items() if one[0] != request.path}
    if left != kept:
        request.session[_KEPT] = left
