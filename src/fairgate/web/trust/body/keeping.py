"""What the forms of a body share: posted, the action is called; refused, the form comes back and says why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fairgate.actions.acting import NotAllowed
from fairgate.engine.refusal import Reason
from fairgate.web.shared.forms import Form
from fairgate.web.shared.request import Request


def kept(
    request: Request,
    form: Form,
    *,
    template: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
    to: str,
    **context: Any,
) -> HttpResponse:
    """The page of such a form. `act` is given the cleaned answers; `to` is the address to go on to."""
    refusal: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed as refused:
            refusal = refused.refusal.reasons
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(to)
    return render(request, template, {"form": form, "refusal": refusal, "back": to, **context})
