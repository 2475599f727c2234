"""Two people side by side: whether they are one is said here, by a person and with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.person import NotCleared
from fairgate.actions.person_merge import DecidedMeanwhile, keep_apart, merge_people
from fairgate.queries.person_same import SamePage, one_already, same_page
from fairgate.web.shared.errors import conflict, forbidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.same.form import APART, ONE, SameForm

MEANWHILE = "Somebody else decided about one of these two people while you had the page open. Nothing was done by you."


@require_http_methods(["GET", "HEAD", "POST"])
def same(request: Request, number: int, other: int) -> HttpResponse:
    """The two, and the decision."""
    joined = one_already(request.user, number, other, request.now)
    if joined is not None:
        if request.method != "POST":
            return redirect("person", joined)
        return conflict(request, happened=[MEANWHILE], go_to=reverse("person", args=[joined]))
    page = same_page(request.user, number, other, request.now)
    form = SameForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        try:
            return _decided(request, page, form)
        except NotCleared:
            return forbidden(request, PermissionDenied())
        except DecidedMeanwhile:
            go_to = reverse("same", args=[page.one.card.number, page.other.card.number])
            return conflict(request, happened=[MEANWHILE], go_to=go_to)
    context = {
        "page": page,
        "form": form,
        "back": reverse("duplicates") if page.may else reverse("person", args=[number]),
    }
    return render(request, "staff/person/same/page.html", context)


def _decided(request: Request, page: SamePage, form: SameForm) -> HttpResponse:
    said = form.cleaned_data
    one, other = page.one.card.number, page.other.card.number
    why, seen = said["why"].strip(), said["seen"]
    if said["decision"] == APART:
        keep_apart(one, other, why=why, seen=seen, by=request.user, now=request.now)
        messages.success(request, "They are two people, and are not proposed again.")
        return redirect("duplicates")
    keep, merged = (one, other) if said["decision"] == ONE else (other, one)
    merge_people(keep, merged, why=why, seen=seen, by=request.user, now=request.now)
    messages.success(request, "They are shown as one person from now on. It can be taken back on this page.")
    return redirect("person", keep)
