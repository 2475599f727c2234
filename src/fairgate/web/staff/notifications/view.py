"""Whether somebody is told by e-mail that something of theirs is due."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.notify import choose
from fairgate.queries.notifications import chosen
from fairgate.records.door import Hidden, has_schools
from fairgate.records.models import Often
from fairgate.web.shared.request import Request
from fairgate.web.staff.notifications.form import NotificationsForm


@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: Request) -> HttpResponse:
    """Choose; not for reception, who has no worklist."""
    if not has_schools(request.user, request.today):
        raise Hidden("there is no worklist without an office")
    form = NotificationsForm(request.POST or None, initial={"often": chosen(request.user)})
    if request.method == "POST" and form.is_valid():
        choose(request.user, Often(form.cleaned_data["often"]))
        messages.success(request, "Your choice is kept.")
        return redirect("worklist")
    context = {"form": form, "email": request.user.email, "back": reverse("worklist"), "back_text": "Worklist"}
    return render(request, "staff/notifications/page.html", context)
