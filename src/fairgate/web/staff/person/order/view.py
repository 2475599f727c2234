"""An order of a court, for those alone who read what is restricted: others find no such page."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person_ties import record_order
from fairgate.queries.person import tie_asked
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.kept import page
from fairgate.web.staff.person.order.form import OrderForm


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request, number: int, tie: int) -> HttpResponse:
    """One order more."""
    asked = tie_asked(request.user, number, tie, request.now, restricted=True)
    form = OrderForm(request.POST or None, today=request.today)
    return page(request, asked, form, record_order, "staff/person/order/page.html")
