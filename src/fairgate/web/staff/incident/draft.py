"""A report while it is being written: its pages in order, and all that was typed, carried from page to page.

Nothing is stored on the way. Each page posts everything: its own fields, and what the other pages hold, hidden.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import QueryDict

from fairgate.actions.incident import Allegation, Named
from fairgate.engine.code import Breach, Code
from fairgate.engine.words import Setting
from fairgate.queries.clauses import Nearest, nearest
from fairgate.queries.incident import Candidate, OpenCase, Reporter, candidates, groups, open_cases, reporter
from fairgate.records.models import School
from fairgate.web.shared.forms import Form
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.flow import as_typed
from fairgate.web.staff.incident.form import (
    UNKNOWN,
    IntoForm,
    PersonForm,
    QuestionsForm,
    WhatForm,
    WhoForm,
)
from fairgate.web.staff.incident.kept import AT, NOT_TYPED, key_of, taken_up
from fairgate.web.staff.incident.questions import SAFEGUARDING, name_of, spared
from fairgate.web.staff.incident.which import WhichForm

WHO, PERSON, INTO, WHAT, WHICH, QUESTIONS = "who", "person", "into", "what", "which", "questions"
PAGES = (WHO, PERSON, INTO, WHAT, WHICH, QUESTIONS)
OURS = (*NOT_TYPED, AT, "done")
NEW = "new"
LOOK = "look"
"""The stage of the button that looks for a paragraph."""
LONGEST_DESCRIBED = 200


class Draft:
    """What was posted, read page by page. A page can be asked for only when those before it are valid.

    `given` is the reporter where the case, and so the person and the school, are known already.
    """

    def __init__(self, request: Request, schools: list[School], given: Reporter | None = None) -> None:
        self.request = request
        self.key = key_of(request)
        self.kept = taken_up(request, self.key) if request.method != "POST" else None
        self.posted: QueryDict = request.POST if self.kept is None else self.kept
        self.schools = schools
        self.given = given
        self.done = [page for page in self.posted.getlist("done") if page in PAGES]
        self._said: dict[str, dict[str, Any]] = {}

    @property
    def resumes(self) -> str:
        """The page at which a draft that is taken up again goes on."""
        at = self.posted.get(AT, "")
        self.done = list(dict.fromkeys([*self.done, at])) if at in PAGES else self.done
        return at if at in PAGES else next(self.pages())

    # -- the pages -----------------------------------------------------------------------------------------------

    def pages(self) -> Iterator[str]:
        """The pages of this report in order, as far as the answers already say which come."""
        if self.given is None:
            yield WHO
            if self._said.get(WHO, {}).get("known") == "name":
                yield PERSON
            if self.cases:
                yield INTO
        yield from (WHAT, WHICH, QUESTIONS)

    def form(self, page: str) -> Form:
        """The page as it was posted; the pages before it have been read."""
        return self._make(page, self.posted)

    def shown(self, page: str) -> Form:
        """The page to be shown: as it was typed where it was before, else empty."""
        return as_typed(self._make(page, self.posted)) if page in self.done else self._make(page, None)

    def read(self, until: str = "") -> tuple[str, Form] | None:
        """Read the pages in order, up to and with `until` (all without it); the first that is wrong, or None."""
        for page in self.pages():
            form = self.form(page)
            if not form.is_valid():
                return page, form
            self._said[page] = form.cleaned_data
            if page == until:
                break
        return None

    def read_before(self, page: str) -> tuple[str, Form] | None:
        """Read the pages before that one; the first that is wrong, or None."""
        for earlier in self.pages():
            if earlier == page:
                break
            form = self.form(earlier)
            if not form.is_valid():
                return earlier, form
            self._said[earlier] = form.cleaned_data
        return None

    def after(self, page: str) -> str | None:
        """The page that follows, or None after the last."""
        pages = list(self.pages())
        place = pages.index(page) + 1
        return pages[place] if place < len(pages) else None

    def before(self, page: str) -> str | None:
        """The page that comes before, or None."""
        pages = list(self.pages())
        place = pages.index(page) - 1
        return pages[place] if place >= 0 else None

    def carried(self, form: Form | None) -> list[tuple[str, str]]:
        """Everything that was posted and is not of the page shown."""
        own = set(form.fields) if form is not None else set()
        return [
            (name, value)
            for name, values in self.posted.lists()
            for value in values
            if name not in OURS and name not in own and name.rpartition("-")[0] not in own
        ]

    def _make(self, page: str, posted: QueryDict | None) -> Form:
        made: dict[str, Callable[[], Form]] = {
            WHO: lambda: WhoForm(posted, schools=self.schools),
            PERSON: lambda: PersonForm(posted, candidates=self.candidates, initial=self._typed_name()),
            INTO: lambda: IntoForm(posted, cases=self.cases, initial={"into": self._usual_case()}),
            WHAT: lambda: WhatForm(posted, today=self.request.today),
            WHICH: lambda: WhichForm(
                posted, groups=groups(self.code, self.setting), near=self.near, only_near=self.looks
            ),
            QUESTIONS: lambda: QuestionsForm(
                posted,
                breaches=self.breaches,
                setting=self.setting,
                reporter=replace(self.reporter, code=self.code),
            ),
        }
        return made[page]()

    # -- what the pages before say -----------------------------------------------------------------------------------

    @property
    def school(self) -> School:
        """The school at which it is reported."""
        if self.given is not None:
            return self.given.school
        chosen = self._said[WHO].get("school")
        return next((one for one in self.schools if one.slug == chosen), self.schools[0])

    @cached_property
    def reporter(self) -> Reporter:
        """Who reports, at that school."""
        return self.given or reporter(self.request.user, self.school, self.request.today)

    @property
    def code(self) -> Code:
        """The edition by which what happened is judged."""
        chosen = next((one.code for one in self.cases if one.reference == self.into), None) if self.into else None
        of_case = self.given.code if self.given is not None else chosen
        return self.reporter.judged_by(self._said[WHAT]["happened_on"], of_case)

    @property
    def typed(self) -> str:
        """The name that was typed."""
        return str(self._said[WHO].get("name") or "")

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who of that name is known at the school."""
        return candidates(self.request.user, self.school, self.typed, self.request.today)

    @property
    def number(self) -> int | None:
        """The known person's, or None for somebody new or unknown."""
        chosen = self._said.get(PERSON, {}).get("person") or NEW
        return None if chosen == NEW else int(chosen)

    @property
    def cases(self) -> tuple[OpenCase, ...]:
        """The open cases about the person that the reporter may see."""
        if self.number is None:
            return ()
        return open_cases(self.request.user, self.school, self.number, self.request.today)

    @property
    def about(self) -> int | Named:
        """The known person's number, or the person newly named."""
        if self.number is not None:
            return self.number
        if self._said[WHO]["known"] == "unknown":
            return Named(UNKNOWN + self._said[WHO]["description"])
        said = self._said[PERSON]
        return Named(said["new_name"], said["address"] or "", said["email"] or "", said["phone"] or "")

    @property
    def into(self) -> str:
        """The case's reference, '' for a new one."""
        chosen = self._said.get(INTO, {}).get("into", NEW)
        return "" if chosen == NEW else str(chosen)

    @property
    def setting(self) -> Setting:
        """Where it happened."""
        return Setting(self._said[WHAT]["setting"])

    @property
    def looks(self) -> bool:
        """Whether they look for a paragraph by words of their own, and have not read on."""
        return self.posted.get("stage") == LOOK and bool(self.posted.get("described", "").strip())

    @property
    def near(self) -> tuple[Nearest, ...]:
        """The paragraphs near those words; without any, near what they wrote of what happened."""
        described = self.posted.get("described", "")[:LONGEST_DESCRIBED] if self.looks else ""
        return nearest(self.code, described or self._said[WHAT]["text"], self.setting)

    @property
    def breaches(self) -> list[Breach]:
        """Under which paragraphs it was put."""
        return [self.code.breaches[clause] for clause in self._said[WHICH]["clauses"]]

    @property
    def spared(self) -> list[tuple[Breach, str]]:
        """What the answers say was no breach."""
        return spared(self.breaches, self._said[QUESTIONS])

    @property
    def allegation(self) -> Allegation:
        """The whole, once every page is right."""
        what, asked = self._said[WHAT], self._said[QUESTIONS]
        form = self.form(QUESTIONS)
        answered = [(q, asked.get(name_of(q)) or "") for q in (*form.questions, SAFEGUARDING)]  # type: ignore[attr-defined]
        made_to = asked.get("made_to") or "none"
        return Allegation(
            clauses=tuple(self._said[WHICH]["clauses"]),
            setting=self.setting,
            text=what["text"],
            happened_on=what["happened_on"],
            happened_at=what["happened_at"],
            place=what["place"] or "",
            witnesses=what["witnesses"] or "",
            affected=what.get("affected") or "",
            serious=asked.get("serious") or "",
            safeguarding=asked[name_of(SAFEGUARDING)] == "yes",
            defamatory=any(q.unsure and answer in ("yes", "unsure") for q, answer in answered),
            found=asked.get("found") or "",
            made_to="" if made_to == "none" else made_to,
            answers=tuple((q.prompt.value, answer) for q, answer in answered if answer),
        )

    def _typed_name(self) -> dict[str, str]:
        return {"new_name": self.typed}

    def _usual_case(self) -> str:
        return self.cases[0].reference if self.cases else NEW
