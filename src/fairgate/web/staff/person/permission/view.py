"""Allowing somebody what the code forbids without the school's permission, and withdrawing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import permission as actions
from fairgate.queries.permission import allowing_asked, withdrawing_asked
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.permission.form import AllowingForm, WithdrawingForm

ALREADY = "They have this permission already, for the same days. It is on their page."


@require_http_methods(["GET", "HEAD", "POST"])
def give_permission(request: Request, number: int) -> HttpResponse:
    """What they may do, where, and until when."""
    asked = allowing_asked(request.user, number, request.now)
    form = AllowingForm(request.POST or None, at=asked.schools, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_permission(asked.number, form.at, form.allowing, by=request.user, now=request.now)
        except actions.AllowedAlready:
            form.add_error("words", ALREADY)
        else:
            messages.success(request, "It is allowed, and the gate knows of it.")
            return redirect("person", asked.number)
    context = {"form": form, "asked": asked, "back": reverse("person", args=[asked.number])}
    return render(request, "staff/person/permission/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_permission(request: Request, number: int, permission: int) -> HttpResponse:
    """They may not any more, and why."""
    asked = withdrawing_asked(request.user, number, permission, request.now)
    form = WithdrawingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        actions.withdraw_permission(asked.number, permission, why=why, by=request.user, now=request.now)
        messages.success(request, "The permission is withdrawn. Tell the person: the gate does not.")
        return redirect("person", asked.number)
    context = {"form": form, "asked": asked, "back": reverse("person", args=[asked.number])}
    return render(request, "staff/person/permission/withdraw.html", context)
