"""The gate page: a name in, one of three answers out. The name is sent by POST alone and stands in no address."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.queries import gate as queries
from fairgate.queries.help_asked import led
from fairgate.queries.visitors import alerts_at
from fairgate.records.door import Hidden
from fairgate.web.reception.gate.form import LONGEST, GateForm, QuestionForm
from fairgate.web.shared.asking import only_asks
from fairgate.web.shared.request import Request


@only_asks
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: Request) -> HttpResponse:
    """The field; and, below it, the answer. Without a script the same page comes back whole."""
    schools = queries.schools(request.user, request.today)
    if not schools:
        raise Hidden("no gate is theirs")
    form = GateForm(request.POST or None, schools=schools)
    answer = question = None
    if request.method == "POST" and form.is_valid():
        school, name = form.cleaned_data["school"], form.cleaned_data["name"]
        clue = request.POST.get("clue", "")
        try:
            answer = queries.ask(
                request.user,
                school,
                name,
                now=request.now,
                clue=clue if len(clue) <= LONGEST else "",
                typing="typing" in request.POST,
            )
        except queries.NotAName as unclear:
            form.add_error("name", str(unclear))
        else:
            if answer.question is not None:
                asked_before = request.POST if "clue" in request.POST else None
                question = QuestionForm(
                    asked_before, question=answer.question, initial={"school": school, "name": name}
                )
    # Without a script too, the next thing to type is where the cursor stands.
    first = "school" if len(schools) > 1 and not form.is_bound else "name"
    focus = form.fields[first] if question is None else question.fields["clue"]
    focus.attrs["autofocus"] = ""  # type: ignore[attr-defined]  # our fields have it
    context = {"form": form, "schools": schools, "answer": answer, "question": question}
    if request.method != "POST":
        context["alerts"] = alerts_at(request.user, request.today)
    if answer is not None and answer.word is queries.Word.BARRED:
        asked = (("school", school), ("name", name), ("clue", request.POST.get("clue", "")), ("operation", uuid4()))
        context["asked_so"] = asked
    context["led"] = led(request.user, schools, request.today)
    return render(request, "reception/gate/page.html", context)
