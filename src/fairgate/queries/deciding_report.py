"""What a leader is shown before they say what becomes of a report: their own part in it, and what there was before."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.queries.deciding_others import Others, earlier_of
from fairgate.queries.permission import allowed_on
from fairgate.queries.review import IncidentPage
from fairgate.records.models import Holding, Role, User


@dataclass(frozen=True)
class BeforeReport:
    """`yours` are the parts that the reader had in it, `who` the names of those who may decide.

    `others` is None where it names nobody who is known; `allowed`: what the school had permitted them that day.
    """

    yours: tuple[str, ...]
    whose: str
    paragraphs: tuple[str, ...]
    who: tuple[str, ...]
    others: Others | None
    allowed: tuple[str, ...] = ()


def before_report(page: IncidentPage, user: User, *, now: datetime) -> BeforeReport:
    """What bears on this report, for whoever may say what becomes of it: four queries at most."""
    incident, on = page.incident, timezone.localdate(now)
    findings = page.code.findings
    holders = Holding.objects.on(on).at(incident.school).filter(office__in=findings.offices, user__is_active=True)
    subjects = [one.person for one in page.subjects if one.person is not None]
    return BeforeReport(
        yours=tuple(_yours(page, user)),
        whose=phrases.offices(page.code, findings.offices),
        paragraphs=findings.paragraphs,
        who=tuple(dict.fromkeys(holders.order_by("user__name").values_list("user__name", flat=True))),
        others=earlier_of(subjects, user, incident.trust.slug, on, now=now) if subjects else None,
        allowed=allowed_on(subjects, incident.school, incident.happened_on) if subjects else (),
    )


def _yours(page: IncidentPage, user: User) -> list[str]:
    """As what the report names its reader: as a user, or by their name in full."""
    own = user.name.casefold()
    roles = (Role.REPORTER, Role.WITNESS, Role.AFFECTED)
    return [
        str(role.label)
        for role in roles
        if any(one.role == role and (one.user_id == user.pk or one.name.casefold() == own) for one in page.people)
    ]
