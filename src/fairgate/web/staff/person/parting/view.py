"""Taking back that two records are of one person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person import NotCleared
from fairgate.actions.person_merge import DecidedMeanwhile, part_people
from fairgate.queries.person_same import parting_page
from fairgate.web.shared.errors import conflict, forbidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.parting.form import PartingForm

MEANWHILE = "Somebody else took this back already, or decided anew. Nothing was done by you."


@require_http_methods(["GET", "HEAD", "POST"])
def parting(request: Request, number: int, decision: int) -> HttpResponse:
    """The decision as it was made, and why it is taken back."""
    page = parting_page(request.user, number, decision, request.now)
    back = reverse("person", args=[number])
    if page is None:
        return conflict(request, happened=[MEANWHILE], go_to=back) if request.method == "POST" else redirect(back)
    if not page.may:
        return forbidden(request, PermissionDenied())
    form = PartingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            part_people(number, decision, why=form.cleaned_data["why"].strip(), by=request.user, now=request.now)
        except NotCleared:
            return forbidden(request, PermissionDenied())
        except DecidedMeanwhile:
            return conflict(request, happened=[MEANWHILE], go_to=back)
        messages.success(request, "They are two people again, each with their own cases, children and names.")
        return redirect("person", number)
    return render(request, "staff/person/parting/page.html", {"page": page, "form": form, "back": back})
