"""The letter of an act while it is written, for the script of its form, and as the sheets that would be printed."""

from django.http import HttpResponse
from django.shortcuts import render

from fairgate.queries.acting import Asked
from fairgate.web.account.sign_in.throttle import Limit
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, checked_entries
from fairgate.web.staff.acting.shown import Shown, shown

OFTEN = Limit("letter-shown", tries=15, seconds=30)
"""Setting a letter takes a turn at the one typesetter, for which what is issued waits too."""


def letter_shown(request: Request, asked: Asked, doing: Doing) -> HttpResponse:
    """What the POST of the form would send: a part of a page, or the PDF where `as` is 'pdf'. Nothing is kept."""
    as_pdf = request.POST.get("as") == "pdf"
    if asked.shut or not doing.letter_at:
        letter = Shown()
    elif OFTEN.take(str(request.user.pk)) is None:
        return render(request, "staff/acting/letter_often.html", {"whole": as_pdf}, status=429)
    else:
        letter = shown(
            lambda form: checked_entries(request, asked, doing, form), doing.form, asked, request.POST, doing.initial
        )
    if as_pdf and letter.pdf and not letter.needed:
        response = HttpResponse(letter.pdf, content_type="application/pdf")
        response.headers["Content-Disposition"] = 'inline; filename="draft.pdf"'
        return response
    context = {"letter": letter, "letter_at": doing.letter_at, "asked": asked}
    return render(request, "staff/acting/letter_page.html" if as_pdf else "staff/acting/letter.html", context)
