"""Setting up tablets for visitors at a school, and ending them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.tablet import revoke_tablet, set_up_tablet
from fairgate.queries.visitors import setting_up
from fairgate.web.reception.tablets.form import TabletForm
from fairgate.web.shared.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def tablets(request: Request, school: str) -> HttpResponse:
    """The tablets. A code is shown once, on the page that answers."""
    page = setting_up(request.user, school, now=request.now)
    stage = request.POST.get("stage", "") if request.method == "POST" else ""
    form = TabletForm(request.POST if stage == "set_up" else None)
    code = ""
    if stage == "set_up" and form.is_valid():
        code = set_up_tablet(school, form.cleaned_data["name"], by=request.user, now=request.now)
        page, form = setting_up(request.user, school, now=request.now), TabletForm()
    elif stage == "revoke":
        number = request.POST.get("tablet", "")
        revoke_tablet(
            school, int(number) if number.isdecimal() and len(number) < 18 else 0, by=request.user, now=request.now
        )
        messages.success(request, "The tablet is ended: from its next touch it shows nothing.")
        return redirect("tablets", school)
    context = {
        "form": form,
        "page": page,
        "code": f"{code[:5]} {code[5:]}" if code else "",
        "address": request.build_absolute_uri(reverse("tablet")),
        "back": reverse("desk", args=[school]),
        "back_text": "Visitors",
    }
    return render(request, "reception/tablets/page.html", context)
