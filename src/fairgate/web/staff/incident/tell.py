"""Reporting what happened, for a leader to read: one page, which person it was, and a look before it is sent.

What was typed is kept as a draft from page to page, and while it is typed where the browser runs scripts.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.draft import drop_draft
from fairgate.actions.report import send_report
from fairgate.engine import phrases
from fairgate.queries import incident as queries
from fairgate.queries.code import code_of
from fairgate.queries.incident import Candidate
from fairgate.queries.review import drafts_of
from fairgate.records.models import Case, School
from fairgate.web.shared.forms import Form
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.answers import Answer, answers
from fairgate.web.staff.acting.flow import CHANGE, CONFIRM, as_typed
from fairgate.web.staff.incident.kept import AT, NOT_TYPED, keep, key_of, taken_up
from fairgate.web.staff.incident.telling import NEW, TellForm, WhichPersonForm, telling

REPORTED = "reported"
"""Where the session keeps what is said to somebody who has reported something."""

TELL, PERSON = "tell", "person"
SAVE, KEEP, DISCARD = "save", "keep", "discard"


@require_http_methods(["GET", "HEAD", "POST"])
def report_for_review(request: Request) -> HttpResponse:
    """Report what happened; a leader reads it and says what becomes of it."""
    return tell(request, queries.schools(request.user, request.today))


def tell(request: Request, schools: list[School], case: Case | None = None) -> HttpResponse:
    """The pages of such a report; `case` is the one in which it is told, where the reporter may see it."""
    if not schools:
        return render(request, "shared/no_office.html")
    if code_of(request.user, request.today) is None:
        return _no_code(request)
    return _Told(request, schools, case).answer()


def _no_code(request: Request) -> HttpResponse:
    """Nobody could read the report: who reads it, the trust's code says. What was typed stays as a draft."""
    sent = request.method == "POST"
    if sent:
        keep(request, key_of(request))
    return render(request, "staff/incident/no_code.html", {"sent": sent}, status=409 if sent else 200)


class _Told:
    """One report while it is written: `key` names it from its first page, so that sent twice it is one report."""

    def __init__(self, request: Request, schools: list[School], case: Case | None) -> None:
        self.request, self.schools, self.case = request, schools, case
        self.posted: QueryDict = request.POST
        self.key = key_of(request)

    def answer(self) -> HttpResponse:
        """What the page answers, whatever its stage."""
        if self.request.method != "POST":
            return self._begin()
        stage, _, target = self.posted.get("stage", "").partition(":")
        if stage == DISCARD:
            drop_draft(self.request.user, self.key)
            messages.success(self.request, "The draft is thrown away.")
            return redirect("report_for_review")
        if stage != CONFIRM:
            keep(self.request, self.key)
        if stage == SAVE:
            return HttpResponse(status=204)
        if stage == KEEP:
            messages.success(self.request, "It is kept as a draft, for you alone. Nobody has been told yet.")
            return redirect("reports")
        if stage == CHANGE and target != PERSON:
            return self._show(TELL, as_typed(self._tell(self.posted)))
        return self._read(stage, target)

    def _begin(self) -> HttpResponse:
        kept = taken_up(self.request, self.key)
        if kept is None:
            return self._show(TELL, self._tell(None))
        self.posted = kept
        return self._show(TELL, as_typed(self._tell(self.posted)))

    def _read(self, stage: str, target: str) -> HttpResponse:
        form = self._tell(self.posted)
        if not form.is_valid():
            return self._show(TELL, form)
        said = form.cleaned_data
        candidates = self._candidates(said)
        person = WhichPersonForm(self.posted, candidates=candidates) if candidates else None
        if person is not None:
            if stage == CHANGE and target == PERSON:
                return self._show(PERSON, as_typed(person))
            if "person" not in self.posted:
                return self._show(PERSON, WhichPersonForm(candidates=candidates))
            if not person.is_valid():
                return self._show(PERSON, person)
        told = telling(
            said, person.cleaned_data["person"] if person else NEW, self.schools, self.request.today, self.case
        )
        if stage == CONFIRM:
            sent = send_report(
                told, by=self.request.user, now=self.request.now, operation_key=str(self.key), draft=self.key
            )
            reporter = queries.reporter(self.request.user, sent.school, self.request.today)
            self.request.session[REPORTED] = {
                "reference": sent.reference,
                "school": sent.school.name,
                "who": phrases.offices(reporter.code, reporter.code.findings.offices),
                "at_risk": sent.child_at_risk,
            }
            return redirect("reported")
        return self._check([*answers(form), *(answers(person) if person else [])], person is not None)

    def _tell(self, posted: QueryDict | None) -> TellForm:
        return TellForm(posted, schools=self.schools, case=self.case, today=self.request.today)

    def _candidates(self, said: dict[str, Any]) -> tuple[Candidate, ...]:
        if self.case is not None or said["known"] != "name":
            return ()
        school = next((one for one in self.schools if one.slug == said.get("school")), self.schools[0])
        return queries.candidates(self.request.user, school, said["name"], self.request.today)

    def _typed(self) -> QueryDict:
        typed = self.posted.copy()
        for name in (*NOT_TYPED, AT):
            typed.pop(name, None)
        return typed

    def _carried(self, form: Form | None) -> list[tuple[str, str]]:
        own = set(form.fields) if form is not None else set()
        return [
            (name, value)
            for name, values in self._typed().lists()
            for value in values
            if name not in own and name.rpartition("-")[0] not in own
        ]

    def _show(self, page: str, form: Form) -> HttpResponse:
        drafts = drafts_of(self.request.user).exclude(key=self.key) if self.request.method != "POST" else []
        context = {
            **self._shared(form),
            "form": form,
            "page": page,
            "drafts": drafts,
        }
        return render(self.request, f"staff/incident/{'tell' if page == TELL else 'tell_person'}.html", context)

    def _check(self, told: list[Answer], has_person: bool) -> HttpResponse:
        context = {**self._shared(None), "answers": told, "has_person": has_person}
        return render(self.request, "staff/incident/tell_check.html", context)

    def _shared(self, form: Form | None) -> dict[str, Any]:
        return {
            "case": self.case,
            "draft": self.key,
            "carried": self._carried(form),
            "back": reverse("case", args=[self.case.reference]) if self.case else reverse("home"),
            "back_text": "Back to the case" if self.case else "Leave the report",
        }
