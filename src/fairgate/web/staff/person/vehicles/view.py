"""The vehicles that a person comes in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person_names import change_vehicles
from fairgate.queries.person import cars_of, person_of
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.vehicles.form import VehiclesForm


@require_http_methods(["GET", "HEAD", "POST"])
def vehicles(request: Request, number: int) -> HttpResponse:
    """Enter one more, or take some away."""
    known = person_of(request.user, number, request.now)
    form = VehiclesForm(request.POST or None, cars=cars_of(known.person))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        add = (said["registration"], said["description"]) if said["registration"] or said["description"] else None
        drop = [int(one) for one in said.get("wrong") or ()]
        change_vehicles(number, add=add, drop=drop, by=request.user, now=request.now)
        messages.success(request, "The vehicles are kept.")
        return redirect("person", number)
    context = {"form": form, "name": known.card.name, "back": reverse("person", args=[number])}
    return render(request, "staff/person/vehicles/page.html", context)
