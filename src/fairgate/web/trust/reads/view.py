"""Who looked at what: for the trust's data lead, and for nobody else."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries import reads as queries
from fairgate.web.shared.request import Request
from fairgate.web.trust.reads.form import NAMES, FilterForm

LONGEST_NUMBER = 7


@require_safe
def reads(request: Request) -> HttpResponse:
    """The reads, newest first, narrowed by who read, by case and by day."""
    asked = {name: request.GET[name].strip() for name in NAMES if name in request.GET}
    number = request.GET.get("page", "")
    wanted = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else 1
    form = FilterForm(asked, today=request.today)
    filters = form.filters if form.is_valid() else queries.Filters()
    page = queries.reads_page(request.user, filters, wanted, now=request.now)
    form.offer(page.readers)
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "page": page,
        "narrowed": bool(kept),
        "query": urlencode(kept),
        "newer": page.number - 1,
        "older": page.number + 1 if page.has_older else 0,
    }
    return render(request, "trust/reads/page.html", context)
