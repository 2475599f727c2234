"""The page on which one's own signature is put in place or thrown away, and the picture itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.signature import remove_signature, take_signature
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.queries.signature import signature as kept
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.account.signature.form import SignatureForm
from fairgate.web.shared.request import Request


@require_safe
def signature_picture(request: Request) -> HttpResponse:
    """One's own; there is no address of anybody else's."""
    png = kept(request.user)
    if png is None:
        raise Http404
    response = HttpResponse(png, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: Request) -> HttpResponse:
    """Keep a picture in place of what is there, or throw it away."""
    if request.method == "POST" and request.POST.get("stage") == "remove":
        remove_signature(by=request.user)
        messages.success(request, "The picture of your signature is thrown away. Your letters have your name alone.")
        return redirect("your_sign_in")
    form = SignatureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["picture"]
        try:
            take_signature(picture.file, picture.name, picture.size, by=request.user, now=request.now)
        except EvidenceRefused as refused:
            form.add_error("picture", f"{refused.text} {refused.change}".strip())
        else:
            messages.success(request, "Your signature is kept: look below whether it reads well.")
            return redirect("signature")
    context = {"form": form, "has": kept(request.user) is not None, "back": reverse("your_sign_in")}
    return render(request, "account/signature/page.html", context)
