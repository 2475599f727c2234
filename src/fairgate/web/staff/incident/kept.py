"""A report that is being written, kept from page to page so that it outlives the session in which it was begun.

The key of a draft is drawn with its first page; every page of the report carries it.
"""

from uuid import UUID, uuid4

from django.http import QueryDict

from fairgate.actions.draft import save_draft
from fairgate.queries.review import drafts_of
from fairgate.web.shared.request import Request

NOT_TYPED = ("csrfmiddlewaretoken", "stage", "at", "draft", "operation", "seen")
AT = "page"
"""Under which name a draft keeps the page that was open."""


def key_of(request: Request) -> UUID:
    """The key that the page carries, or that the address asks for; a new one where there is none."""
    for given in (request.POST.get("draft", ""), request.GET.get("draft", "")):
        try:
            return UUID(given)
        except ValueError:
            continue
    return uuid4()


def keep(request: Request, key: UUID) -> None:
    """Keep what is posted, once something has been told."""
    typed = request.POST.copy()
    at = typed.get("at", "")
    for name in NOT_TYPED:
        typed.pop(name, None)
    told = typed.get("text", "") or typed.get("name", "")
    if told.strip():
        typed[AT] = at
        save_draft(request.user, key, request.path, typed.urlencode(), told, now=request.now)


def taken_up(request: Request, key: UUID) -> QueryDict | None:
    """What was typed in one's own draft of that key, or None."""
    kept = drafts_of(request.user).filter(key=key).first()
    return QueryDict(kept.fields, mutable=True) if kept is not None else None
