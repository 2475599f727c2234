"""Taking somebody's account of what happened."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.account import check_account, take_account
from fairgate.queries.account import account as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.account.form import AccountForm, fields_of
from fairgate.web.staff.acting.flow import Doing, page


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, reference: str, ref: str) -> HttpResponse:
    """What was reported, what others told, and one telling more."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def form(*args: Any, **kwargs: Any) -> AccountForm:
        return AccountForm(*args, accounts=asked.accounts, today=request.today, **kwargs)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, **fields_of(said)}

    doing = Doing(
        template="staff/account/page.html",
        form=form,
        fields=fields,
        check=check_account,
        perform=take_account,
        done="The account is entered.",
        initial={"taken_on": request.today},
    )
    return page(request, asked, doing)
