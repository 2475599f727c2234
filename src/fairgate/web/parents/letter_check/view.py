"""Is this letter genuine? For a parent, a court, a police officer: anybody who holds one, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairgate.queries.letter_check import checked_code, checked_file
from fairgate.web.parents.letter_check.form import LetterCheckForm
from fairgate.web.shared.request import Request


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_check(request: Request) -> HttpResponse:
    """The answer stands on the page that is sent back: neither code nor answer is ever in an address."""
    form = LetterCheckForm(request.POST or None, request.FILES or None)
    checked = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        checked = checked_file(file) if file else checked_code(form.cleaned_data["code"])
        form = LetterCheckForm()
    return render(request, "parents/letter_check/page.html", {"form": form, "checked": checked})
