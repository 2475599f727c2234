"""Countersigning what somebody else drafted: with the second signature it is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.acting import NotAllowed
from fairgate.actions.countersigning import DraftMoved, countersign, withdraw
from fairgate.actions.letter import sketch
from fairgate.delivery.letter import LetterRefused
from fairgate.engine.refusal import Reason
from fairgate.queries.acting import happened_since, opened
from fairgate.queries.countersigning import DraftAsked, drafted
from fairgate.queries.deciding import before_step
from fairgate.web.shared import errors
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.letter import sent
from fairgate.web.staff.acting.shown import Shown, told
from fairgate.web.staff.acting.unfit import lacking
from fairgate.web.staff.countersigning.form import CountersigningForm

SIGN, WITHDRAW = "sign", "withdraw"
_NOT_THERE = "The draft was changed or withdrawn: what you read is not there to sign."


@require_http_methods(["GET", "HEAD", "POST"])
def countersigning(request: Request, reference: str, step: str) -> HttpResponse:
    """The draft, what follows from it, and the box to tick. To withdraw it takes no box."""
    form = CountersigningForm(request.POST or None)
    refusal: tuple[Reason, ...] = ()
    letter: Sequence[Mapping[str, Any]] = ()
    withdrawing = request.POST.get("stage") == WITHDRAW
    if request.method == "POST" and (withdrawing or form.is_valid()):
        try:
            return _done(request, reference, step, form, withdrawing=withdrawing)
        except DraftMoved:
            return _moved(request, reference)
        except NotAllowed as refused:
            refusal = refused.refusal.reasons
        except LetterRefused as refused:
            letter = lacking(refused)
    asked = drafted(request.user, reference, step, now=request.now)
    if not form.is_bound:
        form.initial |= {"seen": asked.seen, "signed": asked.draft.digest if asked.draft else ""}
    context = {
        "asked": asked,
        "letter": _letter(asked),
        "letter_at": reverse("countersigning_letter", args=[reference, step]),
        "cites": asked.stands.cites,
        "form": form,
        "before": before_step(asked, asked.code.steps[step], now=request.now),
        "refusal": refusal,
        "letter_refused": letter,
        "back": reverse("case", args=[reference]),
        "back_text": "Back to the case",
    }
    return render(request, "staff/countersigning/page.html", context)


@require_safe
def countersigning_letter(request: Request, reference: str, step: str) -> HttpResponse:
    """The letter that the draft would send: its sheets as they would be printed, each marked as a draft."""
    asked = drafted(request.user, reference, step, now=request.now)
    letter = _letter(asked)
    if letter is None or letter.problems or letter.restricted:
        return render(request, "staff/acting/letter_page.html", {"letter": letter or Shown(), "asked": asked})
    return sent(letter, request.GET.get("as", ""))


def _letter(asked: DraftAsked) -> Shown | None:
    """The letter of the draft as it stands today, as its drafter would send it; None where it sends none."""
    if asked.entry is None or asked.draft is None:
        return None
    try:
        drawn = sketch(asked.stands.after([asked.entry]), [asked.entry], by=asked.draft.by)
    except LetterRefused as refused:
        return Shown(problems=[{"text": str(refused), "href": ""}])
    return told(drawn, asked) if drawn else None


def _done(request: Request, reference: str, step: str, form: CountersigningForm, *, withdrawing: bool) -> HttpResponse:
    if withdrawing:
        withdraw(reference, step, signed=request.POST.get("signed", ""), by=request.user, now=request.now)
        messages.success(request, "The draft is withdrawn. Nothing was entered.")
        return redirect("case", reference)
    row = countersign(
        reference,
        step,
        signed=form.cleaned_data["signed"],
        by=request.user,
        now=request.now,
        operation_key=str(form.cleaned_data["operation"]),
    )
    said = "It is countersigned, and takes effect."
    if row.letters.exists():
        said += " The letter is issued: open it below, and record how it was served."
    messages.success(request, said)
    return redirect("case", reference)


def _moved(request: Request, reference: str) -> HttpResponse:
    """409: it was changed, withdrawn or signed by somebody else since it was looked at."""
    stands, _ = opened(request.user, reference, now=request.now)
    seen = request.POST.get("seen", "")
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else stands.seq
    happened = happened_since(stands, known) or [_NOT_THERE]
    return errors.conflict(request, happened=happened, go_to=reverse("case", args=[reference]))
