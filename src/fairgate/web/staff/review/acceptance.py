"""A report on its way into a case: the pages of an incident, with what was told already in them."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from fairgate.engine.words import Setting
from fairgate.queries.review import IncidentPage
from fairgate.records.models import Role
from fairgate.web.shared.forms import Form
from fairgate.web.shared.request import Request
from fairgate.web.staff.incident.draft import INTO, PERSON, QUESTIONS, WHAT, WHICH, WHO, Draft
from fairgate.web.staff.incident.form import QuestionsForm, WhoForm
from fairgate.web.staff.incident.questions import SAFEGUARDING, name_of


class Acceptance(Draft):
    """What happened stands as it was told; about whom, into which case and under which paragraph is asked."""

    def __init__(self, request: Request, page: IncidentPage) -> None:
        super().__init__(request, [page.incident.school])
        self.page = page
        incident = page.incident
        self._said[WHAT] = {
            "text": incident.text,
            "setting": incident.setting,
            "happened_on": incident.happened_on,
            "happened_at": incident.happened_at,
            "place": incident.place,
            "witnesses": _names(page, Role.WITNESS),
            "affected": _names(page, Role.AFFECTED),
        }

    def pages(self) -> Iterator[str]:
        """As in any report, without what happened."""
        yield WHO
        if self._said.get(WHO, {}).get("known") == "name":
            yield PERSON
        if self.cases:
            yield INTO
        yield from (WHICH, QUESTIONS)

    @property
    def setting(self) -> Setting:
        """Where it happened."""
        return Setting(self.page.incident.setting)

    def _make(self, page: str, posted: QueryDict | None) -> Form:
        if page == WHO:
            return WhoForm(posted, schools=self.schools, initial=self._told_of())
        form = super()._make(page, posted)
        if page == PERSON:
            form.initial["person"] = next((str(one.person_id) for one in self.page.subjects if one.person_id), None)
        if page == QUESTIONS and isinstance(form, QuestionsForm):
            form.initial[name_of(SAFEGUARDING)] = "yes" if self.page.incident.child_at_risk else "no"
        return form

    def _told_of(self) -> dict[str, Any]:
        for one in self.page.subjects:
            if one.person is not None or one.name:
                return {"known": "name", "name": one.who}
            return {"known": "unknown", "description": ", ".join(filter(None, (one.description, one.vehicle)))[:100]}
        return {}


def _names(page: IncidentPage, role: Role) -> str:
    return "\n".join(one.who for one in page.people if one.role == role)
