"""A leader reads a report and says what becomes of it; taking it into a case is the pages of an incident once more."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.acting import NotAllowed
from fairgate.actions.incident import Report, check_report
from fairgate.actions.report import IncidentMoved
from fairgate.actions.review import accept_incident, hand_over, note_incident, return_incident
from fairgate.queries import review as queries
from fairgate.queries.deciding_report import before_report
from fairgate.queries.incident import reported_before
from fairgate.records.door import Hidden
from fairgate.records.models import Procedure
from fairgate.web.shared import errors
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import CONFIRM
from fairgate.web.staff.incident.draft import Draft
from fairgate.web.staff.incident.view import Doing, stages
from fairgate.web.staff.review.acceptance import Acceptance
from fairgate.web.staff.review.form import ACCEPT, NOTE, RETURN, ReviewForm

MOVED = "Somebody did something with this report meanwhile: read it below, and decide once more."


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, reference: str) -> HttpResponse:
    """The report as it was sent, and what becomes of it."""
    page = _page(request, reference)
    posted = request.POST if request.method == "POST" else None
    form = ReviewForm(posted, page=page, initial={"seen": page.seen})
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        if said["becomes"] == ACCEPT:
            return redirect("acceptance", reference)
        try:
            done = _do(request, reference, said)
        except IncidentMoved:
            form.add_error(None, MOVED)
            form.data = _seen(request, page)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("worklist")
    context = {
        "page": page,
        "form": form,
        "before": before_report(page, request.user, now=request.now),
        "back": reverse("worklist"),
        "back_text": "Worklist",
    }
    return render(request, "staff/review/page.html", context)


def _do(request: Request, reference: str, said: dict[str, str]) -> str:
    by, now, seen = request.user, request.now, int(said["seen"])
    if said["becomes"] == RETURN:
        return_incident(reference, said["question"], by=by, now=now, seen=seen)
        return "It is returned to whoever reported it."
    if said["becomes"] == NOTE:
        note_incident(reference, said["note_why"], by=by, now=now, seen=seen)
        return "It is kept as a note, and counts for nothing."
    hand_over(reference, Procedure(said["procedure"]), said["handed_why"], by=by, now=now, seen=seen)
    return "It is handed over. What comes of it is kept there."


def _seen(request: Request, page: queries.IncidentPage) -> QueryDict:
    """What was posted, by somebody who has now seen the last entry."""
    posted = request.POST.copy()
    posted["seen"] = str(page.seen)
    return posted


@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: Request, reference: str) -> HttpResponse:
    """Take the report into a case: about whom, which case, which paragraph, and what that asks."""
    page = _page(request, reference)
    if request.POST.get("stage") == CONFIRM:
        row = reported_before(request.user, request.POST.get("operation", ""))
        if row is not None:
            return redirect("case", row.case.reference)
    incident = page.incident
    seen = request.POST.get("seen", "")
    seen_seq = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else page.seen

    def said(draft: Draft) -> Report:
        return Report(incident.school, draft.about, draft.allegation, draft.into)

    by, now = request.user, request.now
    doing = Doing(
        check=lambda draft: check_report(said(draft), incident=incident, by=by, now=now),
        perform=lambda draft, key: accept_incident(
            reference, said(draft), by=by, now=now, operation_key=key, seen=seen_seq
        ),
        leave=reverse("review", args=[reference]),
        seen=page.seen,
    )
    try:
        return stages(request, Acceptance(request, page), doing)
    except IncidentMoved:
        return errors.conflict(
            request, happened=[one.what for one in page.done[seen_seq:]], go_to=reverse("review", args=[reference])
        )


def _page(request: Request, reference: str) -> queries.IncidentPage:
    page = queries.incident_page(request.user, reference, now=request.now)
    if not page.may_review:
        raise Hidden("there is nothing for them to say about it")
    return page
