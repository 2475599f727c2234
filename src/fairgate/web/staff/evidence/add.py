"""Adding files to a case: each is taken or refused by itself, and no refusal loses the others.

The form sends all of them at once. With scripts the page sends one after the other, and asks for the answer as JSON:
`taken` (name, address, state), `refused` (name, why) and `problems` of the form (text, href), each a list.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import evidence as actions
from fairgate.actions.acting import Act, NotAllowed
from fairgate.delivery.evidence.limits import BYTES_AT_MOST, MEGABYTE
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.queries.acting import Asked
from fairgate.queries.evidence import adding
from fairgate.records.models import Evidence, Scan
from fairgate.web.shared.request import Request
from fairgate.web.staff.evidence.form import EvidenceForm


@dataclass
class _Outcome:
    """The files that were taken with their names, and the names of those that were not with the reason."""

    taken: list[tuple[str, Evidence]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def add_evidence(request: Request, reference: str) -> HttpResponse:
    """Choose, photograph, drop or paste files, and say what they are."""
    page = adding(request.user, reference, now=request.now)
    asked = page.asked
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EvidenceForm(*posted, incidents=page.incidents, today=request.today, initial={"seen": asked.seen})
    outcome = _Outcome()
    if request.method == "POST" and not asked.shut and form.is_valid():
        outcome = _add(request, reference, form)
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _told(asked, form, outcome)
    if outcome.taken or outcome.refused:
        if not outcome.refused:
            count = len(outcome.taken)
            messages.success(request, "The file is added." if count == 1 else f"{count} files are added.")
            return redirect("case", reference)
        for name, why in outcome.refused:
            form.add_error("chosen", f"“{name}” was not added. {why}")
    context = {
        "asked": asked,
        "form": form,
        "taken": [name for name, _ in outcome.taken],
        "most": BYTES_AT_MOST,
        "too_large": f"This file is larger than {BYTES_AT_MOST // MEGABYTE} MB, the most that is taken.",
        "shut": asked.shut,
        "back": reverse("case", args=[reference]),
        "back_text": "Back to the case",
    }
    return render(request, "staff/evidence/add.html", context)


def _add(request: Request, reference: str, form: EvidenceForm) -> _Outcome:
    said, outcome = form.cleaned_data, _Outcome()
    for place, file in enumerate(form.given):
        name = file.name or "the file"
        act = Act(reference, request.user, request.now, _key(said["operation"], place, file), said["seen"])
        try:
            row = actions.add_evidence(
                act,
                actions.Upload(file.file, file.name or ""),
                about=said.get("about") or (),
                text=said["text"],
                taken_on=said["taken_on"],
            )
        except (EvidenceRefused, NotAllowed) as refused:
            outcome.refused.append((name, str(refused)))
        else:
            outcome.taken.append((name, row.evidence))
    return outcome


def _told(asked: Asked, form: EvidenceForm, outcome: _Outcome) -> JsonResponse:
    problems = form.problems or [{"text": reason.text, "href": ""} for reason in asked.shut]
    taken = [
        {"name": name, "address": reverse("evidence", args=[item.pk]), "state": _STATES[Scan(item.scan)]}
        for name, item in outcome.taken
    ]
    refused = [{"name": name, "why": why} for name, why in outcome.refused]
    return JsonResponse({"taken": taken, "refused": refused, "problems": problems})


_STATES = {
    Scan.CLEAN: "Added: scanned, and nothing found.",
    Scan.NO_SCANNER: "Added. It was not scanned for viruses: no scanner is set up here.",
    Scan.HELD: "Added. It waits for the virus scanner, which does not answer, and is shown once it has been scanned.",
    Scan.INFECTED: "The virus scanner found something in it, and it was removed.",
}
"""What became of a file that was taken, by what the virus scanner said of it."""


def _key(operation: UUID, place: int, file: "UploadedFile[Any]") -> str:
    """A key for this file in this place of the POST: sent again, the same; another file from the same page, another."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return str(uuid5(operation, f"{place} {digest.hexdigest()}"))
