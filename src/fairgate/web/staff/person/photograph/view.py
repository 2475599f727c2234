"""The photograph of a person: the picture itself, and the page on which it is put in place or removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.person_photograph import remove_photograph, take_photograph
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.queries.person import person_of
from fairgate.queries.person_photograph import has_photograph
from fairgate.queries.person_photograph import photograph as picture_of
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.photograph.form import PhotographForm


@require_safe
def photograph_picture(request: Request, number: int) -> HttpResponse:
    """The picture as it was painted, under the type it has and no other."""
    body, media_type = picture_of(request.user, number, request.now)
    response = HttpResponse(body, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def photograph(request: Request, number: int) -> HttpResponse:
    """Keep a picture in place of what is there, or remove it."""
    known = person_of(request.user, number, request.now)
    if request.method == "POST" and request.POST.get("stage") == "remove":
        remove_photograph(number, by=request.user, now=request.now)
        messages.success(request, "The photograph is removed.")
        return redirect("person", number)
    form = PhotographForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["picture"]
        try:
            take_photograph(number, picture.file, picture.name, by=request.user, now=request.now)
        except EvidenceRefused as refused:
            form.add_error("picture", f"{refused.text} {refused.change}".strip())
        else:
            messages.success(request, "The photograph is kept.")
            return redirect("person", number)
    context = {
        "form": form,
        "name": known.card.name,
        "number": number,
        "has_photograph": has_photograph(known.person),
        "back": reverse("person", args=[number]),
    }
    return render(request, "staff/person/photograph/page.html", context)
