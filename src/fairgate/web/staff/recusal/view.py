"""Standing aside from somebody: a relative, or an interest of one's own; for a leader, a colleague's too."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import recusal as actions
from fairgate.actions.acting import NotAllowed
from fairgate.queries.recusal import aside_asked
from fairgate.web.shared.request import Request
from fairgate.web.staff.recusal.form import AsideForm


@require_http_methods(["GET", "HEAD", "POST"])
def stand_aside(request: Request, number: int) -> HttpResponse:
    """Who stands aside from this person, and why; and for a leader who does so now."""
    asked = aside_asked(request.user, number, now=request.now)
    form = AsideForm(request.POST or None, colleagues=asked.colleagues, today=request.today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        given = {"why": said["why"], "until": said["until"], "by": request.user, "now": request.now}
        try:
            if form.is_own:
                actions.stand_aside(asked.number, **given)
                messages.success(request, "You stand aside. You see nothing of this person from now on.")
                return redirect("home")
            actions.record_recusal(asked.number, int(said["colleague"]), **given)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is recorded, and holds from now on.")
            return redirect("stand_aside", asked.number)
    context = {"form": form, "asked": asked, "back": reverse("person", args=[asked.number]), "back_text": "The person"}
    return render(request, "staff/recusal/page.html", context)
