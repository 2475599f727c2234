"""Copies of a case file: asked for, watched while they are made, and fetched."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.bundle import AlreadyAsked, ask_for_bundle
from fairgate.engine.acts.bundle import Audience
from fairgate.queries.bundle import NotHere, bundles_page, open_bundle
from fairgate.web.shared.request import Request
from fairgate.web.staff.bundle.form import BundleForm


@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: Request, reference: str) -> HttpResponse:
    """The copies there are, and a form for another; one that is made is seen by loading the page again."""
    page = bundles_page(request.user, reference, now=request.now)
    form = BundleForm(request.POST or None, page=page, initial={"seen": page.seen})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        audience = Audience(said["audience"])
        act = Act(reference, request.user, request.now, str(said["operation"]), said["seen"])
        confirmed = said.get("confirmed") or () if audience is Audience.PARENT else ()
        try:
            ask_for_bundle(act, audience=audience, confirmed=confirmed)
        except (AlreadyAsked, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The copy is being made. Load this page again to see how far it is.")
            return redirect("bundles", reference)
    return render(request, "staff/bundle/page.html", {"form": form, "page": page})


@require_safe
def bundle(request: Request, reference: str, number: int) -> HttpResponse:
    """The copy itself; the file's name tells nothing about anybody."""
    try:
        pdf = open_bundle(request.user, reference, number, now=request.now)
    except NotHere as gone:
        messages.error(request, str(gone))
        return redirect("bundles", reference)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="case-file-{number}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
