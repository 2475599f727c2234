"""Removing a file for good: its original, every copy, its own name and what was said of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.evidence import check_redaction, redact_evidence
from fairgate.engine.acts.evidence import Basis
from fairgate.queries.evidence_asked import removal as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.evidence.removal.form import RemovalForm


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: Request, reference: str, ref: str) -> HttpResponse:
    """The legal ground and the reasons, the file's name written out, and once more before it is gone."""
    asked = asked_about(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return {"of": ref, "basis": Basis(said["basis"]), "reasons": said["reasons"]}

    doing = Doing(
        template="staff/evidence/removal/page.html",
        form=partial(RemovalForm, name=asked.shown.name),
        fields=fields,
        check=check_redaction,
        perform=redact_evidence,
        done=f"{asked.shown.name} is removed. The entry says who removed it, on which ground and why.",
        button="Remove it for good",
        warning="The original and every copy of it are deleted now. Nobody can bring them back.",
    )
    return page(request, asked, doing)
