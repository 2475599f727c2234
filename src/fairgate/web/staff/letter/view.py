"""A letter as it was issued, and its PDF."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.letter import Restricted, letter_page
from fairgate.queries.letter import letter_pdf as pdf_of
from fairgate.web.shared.errors import forbidden
from fairgate.web.shared.request import Request


@require_safe
def letter(request: Request, reference: str, number: int) -> HttpResponse:
    """What it is, who signed it, how it was served."""
    page = letter_page(request.user, reference, number, request.now)
    return render(request, "staff/letter/page.html", {"page": page})


@require_safe
def letter_pdf(request: Request, reference: str, number: int) -> HttpResponse:
    """The very bytes; the file's name tells nothing about anybody."""
    try:
        pdf = pdf_of(request.user, reference, number, request.now)
    except Restricted:
        return forbidden(request, PermissionDenied())
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="letter-{number}.pdf"'
    return response
