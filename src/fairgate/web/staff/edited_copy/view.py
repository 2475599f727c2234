"""A copy of an issued letter that was edited outside: handed in, looked at, approved by somebody else or withdrawn."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.acting import NotAllowed
from fairgate.actions.edited_copy import CopyMoved, Doing, Unfit, approve, hand_in, statements, withdraw
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.letter import LetterRefused
from fairgate.delivery.requirements import Point
from fairgate.engine.refusal import Reason
from fairgate.queries.edited_copy import edited_copy as asked_about
from fairgate.queries.edited_copy import edited_copy_pdf as pdf_of
from fairgate.queries.letter import Restricted
from fairgate.web.shared import errors
from fairgate.web.shared.request import Request
from fairgate.web.staff.edited_copy.form import ApprovalForm, HandInForm

HAND_IN, APPROVE, WITHDRAW = "hand_in", "approve", "withdraw"
_NOT_THERE = "Another copy was handed in, or this one was withdrawn: what you opened is not there to approve."


@require_http_methods(["GET", "HEAD", "POST"])
def edited_copy(request: Request, reference: str, number: int) -> HttpResponse:
    """The copy that waits with the list of what it must state, or the way to hand one in."""
    try:
        asked = asked_about(request.user, reference, number, now=request.now)
    except Restricted:
        return errors.forbidden(request, PermissionDenied())
    stage = request.POST.get("stage", "") if request.method == "POST" else ""
    refusal, faults, listed = asked.shut, list[str](), tuple[Point, ...]()
    try:
        listed = statements(asked.found) if asked.may_approve else ()
    except LetterRefused as refused:
        refusal = (Reason(str(refused), (), "Serve the letter as it was issued, or issue a new one."),)
    handing = HandInForm(*((request.POST, request.FILES) if stage == HAND_IN else ()))
    approving = ApprovalForm(
        request.POST if stage == APPROVE else None,
        asked=listed,
        initial={"signed": asked.copy.sha256 if asked.copy else ""},
    )
    form = approving if stage == APPROVE else handing
    if stage and (stage == WITHDRAW or form.is_valid()):
        try:
            return _done(request, Doing(reference, number, request.user, request.now), stage, form)
        except CopyMoved:
            return errors.conflict(
                request, happened=[_NOT_THERE], go_to=reverse("edited_copy", args=[reference, number])
            )
        except NotAllowed as refused:
            refusal = refused.refusal.reasons
        except EvidenceRefused as refused:
            handing.add_error("copy", f"{refused.text} {refused.change}".strip())
        except Unfit as unfit:
            faults = unfit.faults
            handing.add_error("copy", "It cannot be served as it is: see below what stands against it")
    context = {
        "asked": asked,
        "handing": handing,
        "approving": approving,
        "form": form,
        "refusal": refusal,
        "faults": faults,
        "listed": listed,
        "may_hand_in": not asked.shut,
        "cites": asked.found.stands.cites,
    }
    return render(request, "staff/edited_copy/page.html", context)


@require_safe
def edited_copy_pdf(request: Request, reference: str, number: int) -> HttpResponse:
    """The very bytes that wait, to be saved and read."""
    try:
        pdf = pdf_of(request.user, reference, number, now=request.now)
    except Restricted:
        return errors.forbidden(request, PermissionDenied())
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="letter-{number}-edited.pdf"'
    return response


def _done(request: Request, doing: Doing, stage: str, form: HandInForm | ApprovalForm) -> HttpResponse:
    if stage == WITHDRAW:
        withdraw(doing, signed=request.POST.get("signed", ""))
        messages.success(request, "The copy is withdrawn. The letter stands as it was issued.")
        return redirect("letter", doing.reference, doing.number)
    if isinstance(form, ApprovalForm):
        approve(doing, signed=form.cleaned_data["signed"], found_in_it=form.found)
        messages.success(request, "Approved: from now on this copy is what is served. Send it, or print and serve it.")
        return redirect("letter", doing.reference, doing.number)
    file = form.cleaned_data["copy"]
    hand_in(doing, file.file, file.name, file.size)
    messages.success(
        request, "Its sheets are as a letter's should be. It waits for somebody else to read and approve it."
    )
    return redirect("edited_copy", doing.reference, doing.number)
