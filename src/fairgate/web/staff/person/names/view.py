"""The other names of a person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person_names import change_names
from fairgate.queries.person import names_of, person_of
from fairgate.records.models import NameKind
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.names.form import NamesForm


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: Request, number: int) -> HttpResponse:
    """Enter one more, or take some away; then the page again, for the next."""
    known = person_of(request.user, number, request.now)
    form = NamesForm(request.POST or None, rows=names_of(known.person))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        add = (said["name"], NameKind(said["kind"])) if said["name"] else None
        drop = [int(one) for one in said.get("wrong") or ()]
        change_names(number, add=add, drop=drop, by=request.user, now=request.now)
        messages.success(request, "The other names are kept.")
        return redirect("person", number)
    context = {"form": form, "name": known.card.name, "back": reverse("person", args=[number])}
    return render(request, "staff/person/names/page.html", context)
