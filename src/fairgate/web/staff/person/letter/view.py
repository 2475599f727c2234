"""Writing to somebody where there is no case, and the letter as it was issued."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.person_letter import NotWritten, Told, Writer, check_letter, write_letter
from fairgate.delivery.letter import LetterRefused
from fairgate.queries.person_letter import WritingAsked, written_pdf
from fairgate.queries.person_letter import writing as asked_about
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.answers import answers
from fairgate.web.staff.acting.flow import CHANGE, CONFIRM, as_typed, carried
from fairgate.web.staff.acting.unfit import lacking
from fairgate.web.staff.person.letter.form import WritingForm


@require_http_methods(["GET", "HEAD", "POST"])
def writing(request: Request, number: int, purpose: str) -> HttpResponse:
    """Fill it in, see what it states, and only then issue it."""
    asked = asked_about(request.user, number, purpose, now=request.now)
    form = WritingForm(request.POST or None, asked=asked, today=request.today)
    stage = request.POST.get("stage_of_page", "")
    context: dict[str, Any] = {"form": form, "asked": asked, "back": reverse("person", args=[number])}
    if stage == CHANGE:
        as_typed(form)
    elif request.method == "POST" and form.is_valid():
        told = _told(form.cleaned_data)
        writer = Writer(number, form.cleaned_data["school"], asked.purpose, request.user, request.now)
        try:
            if stage == CONFIRM:
                write_letter(writer, told, operation_key=str(form.cleaned_data["operation"]))
                messages.success(request, "The letter is issued and kept. Open it below, and send or hand it over.")
                return redirect("person", number)
            return _checked(request, asked, form, check_letter(writer, told))
        except NotWritten as refused:
            form.add_error(None, str(refused))
        except LetterRefused as refused:
            form.add_error(None, str(refused))
            context["letter_refused"] = lacking(refused)
    return render(request, "staff/person/letter/page.html", context)


def _checked(request: Request, asked: WritingAsked, form: WritingForm, points: object) -> HttpResponse:
    kept = [pair for pair in carried(form, request.POST) if pair[0] != "operation"]
    context = {
        "asked": asked,
        "answers": answers(form),
        "carried": [*kept, ("operation", str(form.cleaned_data["operation"]))],
        "letter_states": points,
    }
    return render(request, "staff/person/letter/check.html", context)


def _told(said: dict[str, Any]) -> Told:
    return Told(
        text=said.get("text") or "",
        concern=said.get("concern") or "",
        raised_on=said.get("raised_on"),
        stage=said.get("stage") or "",
        steps=tuple(line.strip() for line in (said.get("steps") or "").splitlines() if line.strip()),
    )


@require_safe
def person_letter(request: Request, number: int, letter: int) -> HttpResponse:
    """The very bytes; the file's name tells nothing about anybody."""
    pdf = written_pdf(request.user, number, letter, now=request.now)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="letter-{letter}.pdf"'
    return response
