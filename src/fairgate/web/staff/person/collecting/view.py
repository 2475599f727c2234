"""That an adult may collect a child: every day, or on the days that were agreed."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person_ties import record_capacity
from fairgate.queries.person import tie_asked
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.collecting.form import CollectingForm
from fairgate.web.staff.person.kept import page


@require_http_methods(["GET", "HEAD", "POST"])
def collecting(request: Request, number: int, tie: int) -> HttpResponse:
    """One agreement more."""
    asked = tie_asked(request.user, number, tie, request.now)
    form = CollectingForm(request.POST or None, today=request.today)
    return page(request, asked, form, record_capacity, "staff/person/collecting/page.html")
