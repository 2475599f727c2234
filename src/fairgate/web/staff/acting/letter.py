"""The letter of an act while it is written, for the script of its form, and as the sheets that would be printed."""

from django.http import HttpResponse
from django.shortcuts import render

from fairgate.delivery.word_copy import WORD, copied
from fairgate.queries.acting import Asked
from fairgate.web.account.sign_in.throttle import Limit
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, checked_entries
from fairgate.web.staff.acting.shown import Shown, shown

OFTEN = Limit("letter-shown", tries=15, seconds=30)
"""Setting a letter takes a turn at the one typesetter, for which what is issued waits too."""


def sent(letter: Shown, form: str) -> HttpResponse:
    """A letter that is not issued, as a file: 'docx' for Word, else its sheets. Its name tells of nobody."""
    if form == "docx":
        return word_file(copied(letter.title, letter.blocks, issued=None), "draft")
    response = HttpResponse(letter.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="draft.pdf"'
    return response


def word_file(body: bytes, name: str) -> HttpResponse:
    """A copy for Word, to be saved."""
    response = HttpResponse(body, content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response


def letter_shown(request: Request, asked: Asked, doing: Doing) -> HttpResponse:
    """What the POST of the form would send: a part of a page, or a file as `as` says. Nothing is kept."""
    form = request.POST.get("as", "")
    if asked.shut or not doing.letter_at:
        letter = Shown()
    elif OFTEN.take(str(request.user.pk)) is None:
        return render(request, "staff/acting/letter_often.html", status=429)
    else:
        letter = shown(
            lambda form: checked_entries(request, asked, doing, form), doing.form, asked, request.POST, doing.initial
        )
    if form and letter.pdf and not letter.needed:
        return sent(letter, form)
    context = {"letter": letter, "letter_at": doing.letter_at, "asked": asked}
    return render(request, "staff/acting/letter_page.html" if form else "staff/acting/letter.html", context)
