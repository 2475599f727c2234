"""A person: what is kept of them, the children through whom schools know them, and the cases about them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairgate.queries.person import person_page
from fairgate.queries.person_duplicates import proposed
from fairgate.web.shared.request import Request


@require_safe
def person(request: Request, number: int) -> HttpResponse:
    """The person; of a record that was found to be of another person, that person's page."""
    page = person_page(request.user, number, request.now)
    if page.card.number != number:
        return redirect("person", page.card.number)
    alike = proposed(request.user, request.today, about=page.card) if page.is_cleared else ()
    return render(request, "staff/person/page.html", {"page": page, "alike": alike})
