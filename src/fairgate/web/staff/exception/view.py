"""Making an exception to a bar, and taking one back."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.exception import check_exception, check_withdrawal, make_exception, withdraw_exception
from fairgate.queries.exception import exception as asked_about
from fairgate.queries.exception import withdrawal as asked_to_withdraw
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.exception.form import ExceptionForm, WithdrawalForm, exception_of


@require_http_methods(["GET", "HEAD", "POST"])
def exception(request: Request, reference: str, ref: str) -> HttpResponse:
    """What the bar leaves open, and what it shall leave open besides."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "exception": exception_of(said), "reasons": said["reasons"]}

    doing = Doing(
        template="staff/exception/page.html",
        form=partial(ExceptionForm, asked=asked, today=request.today),
        fields=fields,
        check=check_exception,
        perform=make_exception,
        done="The exception is entered, and reception is told of it from now on. Tell the person in writing what they "
        "may come for and when: the sentence in the case says it.",
    )
    return page(request, asked, doing)


@require_http_methods(["GET", "HEAD", "POST"])
def exception_withdrawal(request: Request, reference: str, ref: str) -> HttpResponse:
    """An exception that was made after the bar, and the reasons for taking it back."""
    asked = asked_to_withdraw(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "reasons": said["reasons"]}

    doing = Doing(
        template="staff/exception/withdrawal.html",
        form=WithdrawalForm,
        fields=fields,
        check=check_withdrawal,
        perform=withdraw_exception,
        done="It is taken back, and reception is told of it no longer. Tell the person in writing.",
    )
    return page(request, asked, doing)
