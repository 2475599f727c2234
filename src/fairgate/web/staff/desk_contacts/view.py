"""Who is called from a school's desk: chosen by those who lead it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions.help_asked import choose_contacts, may_be_called
from fairgate.delivery.help_asked import sends_texts
from fairgate.queries.help_asked import contacts_page
from fairgate.records.door import leads_desk
from fairgate.web.shared.request import Request
from fairgate.web.staff.desk_contacts.form import ContactsForm


@require_http_methods(["GET", "HEAD", "POST"])
def desk_contacts(request: Request, slug: str) -> HttpResponse:
    """Everybody who may be called; where nobody is ticked, whom the code names for it."""
    at = leads_desk(request.user, slug, request.today)
    page = contacts_page(request.user, slug, may_be_called(at, request.today), now=request.now)
    texts = at.trust is not None and sends_texts(at.trust.slug)
    form = ContactsForm(request.POST or None, people=page.people, texts=texts)
    if request.method == "POST" and form.is_valid():
        choose_contacts(slug, form.chosen, by=request.user, now=request.now)
        messages.success(request, f"It is kept who is called from the desk at {at.name}.")
        return redirect("desk_contacts", slug)
    context = {"page": page, "form": form, "texts": texts, "back": reverse("gate"), "back_text": "Gate"}
    return render(request, "staff/desk_contacts/page.html", context)
