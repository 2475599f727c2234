"""Who may collect this child? A parent's word for a day; and whoever is not fit to take a child."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.actions.collectors import Naming, NotOnRecord, name_collector, take_back_collector
from fairgate.actions.help_asked import call_about_collector
from fairgate.queries import collectors as queries
from fairgate.queries import gate
from fairgate.records.door import Hidden
from fairgate.records.models import Proved, School
from fairgate.web.reception.collectors.form import CollectForm, NameForm
from fairgate.web.shared.asking import only_asks
from fairgate.web.shared.request import Request

NOT_ON_RECORD = (
    "It is not on record that they may name somebody for this child. Do not enter it: call the school office, or "
    "whoever leads the school."
)


@only_asks
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def collectors(request: Request) -> HttpResponse:
    """The two names, and below them the answer; and who was named for today."""
    schools = _schools(request)
    form = CollectForm(request.POST or None, schools=schools)
    answer = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            answer = queries.collecting(
                request.user, said["school"], said["child"], said["adult"], now=request.now, word=said["word"] or ""
            )
        except queries.NotAName as unclear:
            form.add_error(unclear.field, str(unclear))
    at = answer.school if answer is not None else schools[0] if len(schools) == 1 else None
    named = queries.named_today(request.user, at, now=request.now) if at is not None else ()
    context = {"form": form, "schools": schools, "answer": answer, "named": named, "at": at}
    return render(request, "reception/collectors/page.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def collector_named(request: Request) -> HttpResponse:
    """A parent names somebody for one day."""
    schools = _schools(request)
    initial = {"day": request.today}
    form = NameForm(request.POST or None, schools=schools, today=request.today, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        naming = Naming(
            said["child"], said["parent"], said["name"], said["day"], Proved(said["proved"]), said["word"] or ""
        )
        try:
            row = name_collector(said["school"], naming, by=request.user, now=request.now)
        except NotOnRecord:
            form.add_error(None, NOT_ON_RECORD)
        else:
            messages.success(request, f"{row.name} may collect {row.child.name} on {row.day:%-d %B}, that day alone.")
            return redirect("collectors")
    context = {"form": form, "back": reverse("collectors"), "back_text": "Who may collect this child?"}
    return render(request, "reception/collectors/named.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def collector_taken_back(request: Request, number: int) -> HttpResponse:
    """The parent has changed their mind."""
    one = next(
        (
            one
            for school in _schools(request)
            for one in queries.named_today(request.user, school, now=request.now)
            if one.number == number
        ),
        None,
    )
    if one is None:
        raise Hidden("nobody of that number was named for today")
    if request.method == "POST":
        row = take_back_collector(number, by=request.user, now=request.now)
        messages.success(request, f"{row.name} may not collect {row.child.name} any more.")
        return redirect("collectors")
    context = {"one": one, "back": reverse("collectors"), "back_text": "Who may collect this child?"}
    return render(request, "reception/collectors/taken_back.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def collector_impaired(request: Request) -> HttpResponse:
    """Whoever came seems not to be fit to take a child: what to do, and a call for help."""
    schools = _schools(request)
    if request.method == "POST":
        try:
            operation = str(UUID(request.POST.get("operation", "")))
        except ValueError:
            return redirect("collector_impaired")
        alert = call_about_collector(
            request.POST.get("school", ""), by=request.user, now=request.now, operation_key=operation
        )
        return redirect("help_asked", alert.pk)
    told = [(school, queries.safeguarding_leads(school, now=request.now), uuid4()) for school in schools]
    context = {
        "told": told,
        "refs": queries.impaired(schools[0], now=request.now),
        "back": reverse("collectors"),
        "back_text": "Who may collect this child?",
    }
    return render(request, "reception/collectors/impaired.html", context)


def _schools(request: Request) -> list[School]:
    schools = gate.schools(request.user, request.today)
    if not schools:
        raise Hidden("no gate is theirs")
    return schools
