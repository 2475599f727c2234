"""What somebody has reported, and what they began; one report, to which they can add."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.acting import NotAllowed
from fairgate.actions.report import IncidentMoved, add_to_report
from fairgate.queries import review as queries
from fairgate.web.shared.request import Request
from fairgate.web.staff.reports.form import AddForm

MOVED = "Somebody did something with your report meanwhile: read what, and send this again if it still holds."


@require_safe
def reports(request: Request) -> HttpResponse:
    """One's own reports, and drafts of them."""
    context = {
        "reports": queries.reported_by(request.user, request.today),
        "drafts": queries.drafts_of(request.user),
    }
    return render(request, "staff/reports/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: Request, reference: str) -> HttpResponse:
    """One report, as it was sent, and what was asked and added since."""
    page = queries.incident_page(request.user, reference, now=request.now)
    form = None
    if page.may_add:
        posted = request.POST if request.method == "POST" else None
        form = AddForm(posted, initial={"seen": page.seen})
        if posted is not None and form.is_valid():
            said = form.cleaned_data
            try:
                add_to_report(reference, said["text"], by=request.user, now=request.now, seen=said["seen"])
            except (IncidentMoved, NotAllowed):
                form.add_error(None, MOVED)
                form.data = request.POST.copy()
                form.data["seen"] = str(page.seen)
            else:
                messages.success(request, "It is added to your report.")
                return redirect("incident", reference)
    context = {"page": page, "form": form, "back": reverse("reports"), "back_text": "Your reports"}
    return render(request, "staff/reports/incident.html", context)
