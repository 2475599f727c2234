"""Making a passkey."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.actions import second_factor
from fairgate.delivery import account_mail
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.account.entering import took_second_step
from fairgate.web.account.passkey import ceremony
from fairgate.web.account.passkey.form import PasskeyForm
from fairgate.web.account.recovery_codes.view import told
from fairgate.web.account.second_step.view import second_step_not_needed
from fairgate.web.shared.request import Request

NOT_MADE = "The browser did not make a passkey. Try again, or use an app."


@second_step_not_needed
@confirmed
@sensitive_post_parameters("credential")
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: Request) -> HttpResponse:
    """A name for it, and the browser's own question; then the recovery codes, with the first second step."""
    if not ceremony.possible(request):
        return redirect("second_step")
    form = PasskeyForm(request.POST or None, initial={"name": "Passkey"})
    if request.method == "POST" and form.is_valid():
        credential = ceremony.made(request.POST.get("credential", ""))
        if credential is None:
            form.add_error(None, NOT_MADE)
        else:
            added, codes = second_factor.add_passkey(request.user, form.cleaned_data["name"], credential)
            took_second_step(request, request.user, added.pk, added.type)
            account_mail.changed(request.user.email, account_mail.Change.STEP_ADDED)
            return told(request, codes)
    context = {"form": form, "passkey": ceremony.to_make(request.user), "back": reverse("second_step")}
    return render(request, "account/passkey/page.html", context)
