"""Sending a letter from Fairgate, and the slip on which whoever is handed one signs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.sending import CannotSend, ask_to_send
from fairgate.queries.sending import sending as asked_about
from fairgate.records.models import SendingWay
from fairgate.web.shared.request import Request
from fairgate.web.staff.sending.form import LETTER, SendingForm


@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: Request, reference: str, number: int) -> HttpResponse:
    """Which way a letter goes; it is then in the outbox, and its service is recorded when it has left."""
    asked = asked_about(request.user, reference, number, now=request.now)
    form = SendingForm(request.POST or None, asked=asked, initial={"seen": asked.seen})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        act = Act(reference, request.user, request.now, str(said["operation"]), said["seen"])
        try:
            ask_to_send(
                act, number=number, way=SendingWay(said["way"]), edition=said.get("edition", "").replace(LETTER, "")
            )
        except (CannotSend, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The letter is on its way. Its service is recorded when it has left.")
            return redirect("letter", reference, number)
    return render(request, "staff/sending/page.html", {"form": form, "asked": asked})


@require_safe
def receipt(request: Request, reference: str, number: int) -> HttpResponse:
    """A slip to print: whoever is handed the letter signs for it, or somebody notes that they would not."""
    asked = asked_about(request.user, reference, number, now=request.now)
    return render(request, "staff/sending/receipt.html", {"asked": asked})
