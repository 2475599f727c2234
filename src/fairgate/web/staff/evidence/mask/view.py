"""Masking a passage of a file, and showing it again."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fairgate.actions.evidence_mask import (
    Passage,
    Quoted,
    check_mask,
    check_unmasking,
    mask_evidence,
    unmask_evidence,
)
from fairgate.queries import evidence_asked as queries
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import Doing, page
from fairgate.web.staff.evidence.mask.form import BoxForm, UnmaskForm, WordsForm


@require_http_methods(["GET", "HEAD", "POST"])
def mask(request: Request, reference: str, ref: str) -> HttpResponse:
    """The safe copy, and the passage of it that is to be masked: quoted from a text, or a rectangle on a page."""
    asked = queries.masking(request.user, reference, ref, now=request.now)

    def fields(said: dict[str, Any]) -> dict[str, Any]:
        passage = _quoted(said) if asked.is_text else _boxed(said)
        return {"of": ref, "passage": passage, "reasons": said["reasons"]}

    doing = Doing(
        template="staff/evidence/mask/page.html",
        form=WordsForm if asked.is_text else partial(BoxForm, pages=asked.shown.pages),
        fields=fields,
        check=check_mask,
        perform=mask_evidence,
        done="It is masked. Those who mask can show it again.",
    )
    return page(request, asked, doing)


@require_http_methods(["GET", "HEAD", "POST"])
def unmask(request: Request, reference: str, ref: str) -> HttpResponse:
    """What is masked, by whom and why, and the reasons for showing it again."""
    doing = Doing(
        template="staff/evidence/mask/unmask.html",
        form=UnmaskForm,
        fields=lambda said: {"of": ref, "reasons": said["reasons"]},
        check=check_unmasking,
        perform=unmask_evidence,
        done="The passage is shown again.",
    )
    return page(request, queries.lifting(request.user, reference, ref, now=request.now), doing)


def _quoted(said: dict[str, Any]) -> Quoted:
    return Quoted(said["quoted"], everywhere=said["where"] == "everywhere")


def _boxed(said: dict[str, Any]) -> Passage:
    left, top, right, bottom = (100 * said[side] for side in ("left", "top", "right", "bottom"))
    return Passage(page=said.get("number") or 1, box=(left, top, right, bottom))
