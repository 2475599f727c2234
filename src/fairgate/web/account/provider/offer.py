"""The buttons of the providers, for the sign-in page."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from fairgate.records.models import Trust
from fairgate.web.account.provider.configured import Provider


@dataclass(frozen=True)
class Offer:
    """One button; the trust's name is on it only where two buttons would otherwise read alike."""

    name: str
    label: str
    trust: str


def offers() -> list[Offer]:
    """All that are set up, in their order: no query with one of a kind, one with several."""
    configured: tuple[Provider, ...] = settings.FAIRGATE_PROVIDERS
    labels = [one.label for one in configured]
    names: dict[str, str] = {}
    if len(set(labels)) < len(labels):
        slugs = {one.trust for one in configured}
        names = dict(Trust.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return [
        Offer(one.name, one.label, names.get(one.trust, "") if labels.count(one.label) > 1 else "")
        for one in configured
    ]


def may_lead_there(response: HttpResponse) -> HttpResponse:
    """The sign-in page as it is, but its buttons may lead to the providers: a browser holds a form to where it says
    it goes, through every redirect on the way."""
    origins = sorted({origin for one in settings.FAIRGATE_PROVIDERS for origin in one.origins})
    if origins:
        response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # as csp's own decorator does
    return response
