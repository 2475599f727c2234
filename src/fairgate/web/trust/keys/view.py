"""Keys by which other systems ask at a gate: made, shown once, and revoked, by the trust's data lead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from fairgate.actions import gate_keys as actions
from fairgate.queries.gate_keys import key_line, keys_page
from fairgate.web.shared.request import Request
from fairgate.web.trust.keys.form import KeyForm


@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def gate_keys(request: Request) -> HttpResponse:
    """The keys; and, where one is made, that key, on this one page and never again."""
    page = keys_page(request.user, now=request.now)
    form = KeyForm(request.POST or None, schools=page.schools)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            key = actions.make_gate_key(said["school"], said["name"], by=request.user, now=request.now)
        except actions.NameTaken:
            form.add_error("name", "The school has a key of that name. Revoke that one first, or write another name.")
        else:
            school = next(one.name for one in page.schools if one.slug == said["school"])
            return render(request, "trust/keys/made.html", {"key": key, "name": said["name"], "school": school})
    return render(request, "trust/keys/page.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_gate_key(request: Request, number: int) -> HttpResponse:
    """From now on it opens nothing."""
    if request.method != "POST":
        key = key_line(request.user, number, now=request.now)
        return render(request, "trust/keys/revoke.html", {"key": key, "back": reverse("gate_keys")})
    revoked = actions.revoke_gate_key(number, by=request.user, now=request.now)
    messages.success(request, f"The key for “{revoked.name}” at {revoked.school.name} is revoked: it opens nothing.")
    return redirect("gate_keys")
