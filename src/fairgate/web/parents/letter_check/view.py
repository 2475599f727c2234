"""Is this letter genuine? For a parent, a court, a police officer: anybody who holds one, without an account."""

from allauth.core.internal.httpkit import get_client_ip
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairgate.queries.letter_check import checked_code, checked_file
from fairgate.web.account.sign_in.throttle import Limit, give_back, take
from fairgate.web.parents.letter_check.form import LetterCheckForm
from fairgate.web.shared.request import Request

GUESSES = Limit("letter-check", tries=20)
"""What was not found, from one address in five minutes. Nobody guesses sixty-four bits; nobody is let try either."""

TOO_MANY = (
    "Letters that we do not know were asked for too often from where you are. Wait five minutes and try again, or "
    "telephone the school on a number that you know."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_check(request: Request) -> HttpResponse:
    """The answer stands on the page that is sent back: neither code nor answer is ever in an address."""
    form = LetterCheckForm(request.POST or None, request.FILES or None)
    checked, status = None, 200
    if request.method == "POST" and form.is_valid():
        slots = take(get_client_ip(request) or "unknown", GUESSES)
        if slots is None:
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            file = form.cleaned_data["file"]
            checked = checked_file(file) if file else checked_code(form.cleaned_data["code"])
            if checked.genuine:
                give_back(slots)
            form = LetterCheckForm()
    return render(request, "parents/letter_check/page.html", {"form": form, "checked": checked}, status=status)
