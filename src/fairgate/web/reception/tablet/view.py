"""The tablet at which visitors sign in and out: one page, and no way from it to any other.

Whatever the gate answers of them, what they are shown is the same, after the same time. What they typed stands in no
address, and is gone with the page.
"""

import time
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.arrival import NoBadge, Signed, sign_in, sign_out_by_badge
from fairgate.actions.tablet import pair_tablet
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.policy.visitors import ENGLISH, LANGUAGES, RIGHT_TO_LEFT
from fairgate.queries.visitors import code_shown, found_at
from fairgate.records.desk import gate_at_tablet
from fairgate.records.models import Tablet
from fairgate.web.account.sign_in.throttle import Limit
from fairgate.web.reception.tablet import device
from fairgate.web.reception.tablet.form import PairForm, SignInForm, SignOutForm
from fairgate.web.reception.tablet.words import words
from fairgate.web.shared.request import Request

AT_LEAST = 0.4
"""Seconds that every signing in takes: longer than any look-up at the gate."""
BADGES = Limit("badge")
DONE = "tablet_done"


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: Request) -> HttpResponse:
    """Welcome; the form in a language; signing in; signing out: each answered at this one address."""
    here = device.tablet(request)
    if here is None:
        return _unpaired(request)
    # To a form by GET, so that Back and Reload show it anew and empty; what is typed into it is sent by POST alone.
    asked, stages = (request.POST, POSTED) if request.method == "POST" else (request.GET, SHOWN)
    stage = stages.get(asked.get("stage", ""))
    return _kept(stage(request, here) if stage else _show(request, "welcome", here, ENGLISH))


@login_not_required
@require_safe
def tablet_done(request: Request) -> HttpResponse:
    """What is said at the end, once: reloaded, or gone back to, it is the welcome again."""
    here = device.tablet(request)
    told = request.get_signed_cookie(DONE, "", max_age=60).split(":")
    if here is None or len(told) != 3:
        return redirect("tablet")
    language, what, badge = told
    response = _show(request, "done", here, language, what=what, badge=badge)
    response.delete_cookie(DONE, path="/tablet/done", samesite="Strict")
    return _kept(response)


def _unpaired(request: Request) -> HttpResponse:
    form = PairForm(request.POST if request.POST.get("stage") == "pair" else None)
    if form.is_bound and form.is_valid():
        token = pair_tablet(form.cleaned_data["code"], now=request.now)
        if token is not None:
            logout(request)  # whoever was signed in here is not any more
            response = redirect("tablet")
            device.give(response, token)
            return _kept(response)
        form.add_error("code", "This code sets nothing up, or no more. Make a new one on the page Tablets and alerts.")
    response = render(request, "reception/tablet/pair.html", {"form": form, "lang": ENGLISH})
    if device.is_tablet(request):
        device.take(response)
    return _kept(response)


def _form(request: Request, here: Tablet, form: SignInForm | None = None, **more: Any) -> HttpResponse:
    language = _language(request)
    form = form or SignInForm(words=words(language), initial={"language": language})
    code = code_shown(here.school.trust, request.today, language)
    return _show(request, "form", here, language, form=form, code=code, **more)


def _sign_in(request: Request, here: Tablet) -> HttpResponse:
    begun = time.monotonic()
    language = _language(request)
    form = SignInForm(request.POST, request.FILES, words=words(language))
    if not form.is_valid():
        return _form(request, here, form)
    given = form.cleaned_data
    accepted = request.POST.get("answer") == "accept"
    code = code_shown(here.school.trust, request.today, language)
    found = found_at(gate_at_tablet(here, now=request.now), given["name"], given["vehicle"], now=request.now)
    signed = Signed(
        name=given["name"],
        visiting=given["visiting"],
        vehicle=given["vehicle"],
        edition=code.edition if code else "",
        language=code.language if code else ENGLISH,
        accepted=accepted,
        found=found.word,
        by_vehicle=found.by_vehicle,
        person=found.person,
    )
    picture = given["photograph"]
    try:
        arrival = sign_in(
            signed,
            here.school,
            by=here,
            now=request.now,
            operation_key=str(given["operation"]),
            picture=picture.file if picture else None,
            picture_name=picture.name if picture else "",
        )
    except EvidenceRefused:
        form.add_error("photograph", words(language)["bad_picture"])
        return _form(request, here, form)
    except NoBadge:
        return _form(request, here, form, busy=True)
    response = _done(language, "in" if accepted else "refused", arrival.badge if accepted else "")
    time.sleep(max(0.0, AT_LEAST - (time.monotonic() - begun)))
    return response


def _out(request: Request, here: Tablet, form: SignOutForm | None = None) -> HttpResponse:
    language = _language(request)
    form = form or SignOutForm(words=words(language), initial={"language": language})
    return _show(request, "out", here, language, form=form)


def _sign_out(request: Request, here: Tablet) -> HttpResponse:
    language = _language(request)
    form = SignOutForm(request.POST, words=words(language))
    if not form.is_valid():
        return _out(request, here, form)
    if BADGES.take(str(here.pk)) is None:
        form.add_error("badge", words(language)["speak"])
    elif sign_out_by_badge(form.cleaned_data["badge"], tablet=here, now=request.now):
        return _done(language, "out", "")
    else:
        form.add_error("badge", words(language)["out_wrong"])
    return _out(request, here, form)


def _done(language: str, what: str, badge: str) -> HttpResponse:
    response = redirect("tablet_done")
    response.set_signed_cookie(
        DONE, f"{language}:{what}:{badge}", max_age=60, httponly=True, samesite="Strict", path="/tablet/done"
    )
    return response


SHOWN = {"language": _form, "out": _out}
POSTED = {"sign_in": _sign_in, "sign_out": _sign_out}


def _language(request: Request) -> str:
    asked = request.POST.get("language", "") or request.GET.get("language", "")
    return asked if asked in LANGUAGES else ENGLISH


def _show(request: Request, page: str, here: Tablet, language: str, **more: Any) -> HttpResponse:
    says = words(language)
    context = {
        "school": here.school,
        "lang": language,
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "words": says,
        "kept": says["kept"].replace("{days}", str(here.school.trust.visitors_kept_days)),
        "languages": [(code, name, words(code)) for code, name in LANGUAGES.items()],
        **more,
    }
    return render(request, f"reception/tablet/{page}.html", context)


def _kept(response: HttpResponse) -> HttpResponse:
    """Kept by no cache: what one visitor typed is not there for the next."""
    response.headers["Cache-Control"] = "no-store"
    return response
