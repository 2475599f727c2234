"""One piece of evidence: its page, its safe copies, and the original to be saved."""

from collections.abc import Callable
from functools import partial

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.evidence import File, NotShown, evidence_page, open_original, open_page, open_sound
from fairgate.web.shared.request import Request
from fairgate.web.staff.evidence.range import part_of


@require_safe
def evidence(request: Request, number: int) -> HttpResponse:
    """What it shows as a safe copy, who added it and when, and its fingerprint."""
    page = evidence_page(request.user, number, now=request.now)
    pages = range(1, page.shown.pages + 1)
    return render(request, "staff/evidence/page.html", {"page": page, "one": page.shown, "pages": pages})


@require_safe
def evidence_picture(request: Request, number: int, page: int) -> HttpResponseBase:
    """The picture of one of its pages, painted anew when it came in."""
    return _inline(_sent(_there(partial(open_page, request.user, number, page, now=request.now))))


@require_safe
def evidence_sound(request: Request, number: int) -> HttpResponseBase:
    """The recording, for the player; in parts where the browser asks for them, as those of Apple do."""
    file = _there(partial(open_sound, request.user, number, now=request.now))
    answer = part_of(file.path, file.media_type, request.headers.get("Range", "")) or _sent(file)
    answer.headers["Accept-Ranges"] = "bytes"
    return _inline(answer)


@require_safe
def evidence_original(request: Request, number: int) -> HttpResponseBase:
    """The very bytes, to be saved: no browser shows them here."""
    file = _there(partial(open_original, request.user, number, now=request.now))
    return _sent(file, as_attachment=True)


def _there(opened: Callable[[], File]) -> File:
    """The file. What is not shown is as what is not there: the page of the evidence says why."""
    try:
        return opened()
    except (NotShown, FileNotFoundError) as error:
        raise Http404 from error


def _sent(file: File, *, as_attachment: bool = False) -> FileResponse:
    """A file under its own fixed type."""
    return FileResponse(
        file.path.open("rb"), as_attachment=as_attachment, filename=file.name, content_type=file.media_type
    )


def _inline(answer: HttpResponseBase) -> HttpResponseBase:
    """Its own name can hold a person's: what a page shows has none."""
    answer.headers["Content-Disposition"] = "inline"
    return answer
