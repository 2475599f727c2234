"""A letter as it was issued: its page here, what it says as a page, and its PDFs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.delivery.word_copy import copied
from fairgate.queries.letter import Restricted, letter_page
from fairgate.queries.letter import letter_copy as copy_of
from fairgate.queries.letter import letter_pdf as pdf_of
from fairgate.queries.letter import letter_reading as reading_of
from fairgate.web.shared.errors import forbidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.letter import word_file


@require_safe
def letter(request: Request, reference: str, number: int) -> HttpResponse:
    """What it is, who signed it, how it was served."""
    page = letter_page(request.user, reference, number, request.now)
    return render(request, "staff/letter/page.html", {"page": page})


@require_safe
def letter_reading(request: Request, reference: str, number: int, code: str = "") -> HttpResponse:
    """What it says, as a page to read or to print: in English, or in a courtesy translation."""
    try:
        page = reading_of(request.user, reference, number, request.now, code)
    except Restricted:
        return forbidden(request, PermissionDenied())
    return render(request, "staff/letter/reading.html", {"page": page})


@require_safe
def letter_pdf(request: Request, reference: str, number: int, kind: str = "") -> HttpResponse:
    """The very bytes; the file's name tells nothing about anybody."""
    try:
        pdf = pdf_of(request.user, reference, number, request.now, kind)
    except Restricted:
        return forbidden(request, PermissionDenied())
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"letter-{number}-{kind}.pdf" if kind else f"letter-{number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
def letter_copy(request: Request, reference: str, number: int) -> HttpResponse:
    """A copy for Word of the words that were kept when it was issued; marked as a copy on each page."""
    try:
        reading, issued = copy_of(request.user, reference, number, request.now)
    except Restricted:
        return forbidden(request, PermissionDenied())
    return word_file(copied(reading.title, reading.blocks, issued=issued), f"letter-{number}-copy")
