"""The stage between a password and being signed in, where allauth stops for our second step."""

from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import redirect

from fairgate.records.known import STEPS
from fairgate.web.account.entering import second_step_taken


class SecondStep(LoginStage):  # type: ignore[misc]  # allauth carries no types
    """Asks for a code or a passkey of whoever has one; whoever must have one and has not is led there later."""

    key = "second_step"
    urlname = "sign_in_code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """To the page of the code, or on."""
        user = self.login.user
        has_one = Authenticator.objects.filter(user=user, type__in=STEPS).exists()
        if not has_one or second_step_taken(self.request, user):
            return None, True
        return redirect(self.urlname), True
