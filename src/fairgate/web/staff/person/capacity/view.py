"""That an adult is a parent of a child, has responsibility or care, by what the school saw."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person_ties import record_capacity
from fairgate.queries.person import tie_asked
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.capacity.form import CapacityForm
from fairgate.web.staff.person.kept import page


@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: Request, number: int, tie: int) -> HttpResponse:
    """One thing more that is so."""
    asked = tie_asked(request.user, number, tie, request.now)
    form = CapacityForm(request.POST or None)
    return page(request, asked, form, record_capacity, "staff/person/capacity/page.html")
