"""A pack's shape and words, read into the engine's `Code`; every id is resolved and every length has its unit."""

from fairgate.engine.code import (
    YEAR,
    Breach,
    Channel,
    Code,
    Competence,
    Expectation,
    Link,
    Office,
    Protected,
    Reading,
    RouteStage,
    Span,
    Writing,
)
from fairgate.engine.words import Method, OfficeKind, Purpose, Unit
from fairgate.policy import shape
from fairgate.policy.code_text import CodeText
from fairgate.policy.located import Document
from fairgate.policy.names import Names, listed
from fairgate.policy.problems import Problem
from fairgate.policy.read_measures import read_by
from fairgate.policy.read_steps import read_step

_MOST_MEMBERS = 99


def read_code(document: Document, pack: shape.Pack, text: CodeText) -> tuple[Code, tuple[Problem, ...]]:
    """The code that `pack`, decoded from `document`, states over `text`, and the errors in it.

    With any error, the code must not be used.
    """
    names = Names(document, pack, text)
    _unique(names, pack)
    if pack.owner:
        names.one("office", pack.owner, ("owner",))
    for key in ("applies_to", "review"):
        names.many("paragraph", getattr(pack, f"{key}_paragraph"), (f"{key}_paragraph",))
    for index, fault in enumerate(listed(pack.faults)):
        names.refs(("faults", index), fault.paragraph)
    for ref in pack.waivers:
        names.one("paragraph", ref, ("waivers", ref))
    code = Code(
        id=pack.pack,
        edition=pack.edition,
        title=pack.title,
        trust=pack.trust,
        in_force_from=pack.in_force_from,
        review_by=pack.review_by,
        owner=pack.owner or "",
        applies_to=tuple(listed(pack.applies_to)),
        offices={name: _office(names, name, part) for name, part in pack.offices.items()},
        paragraphs=text.paragraphs,
        expectations={
            name: Expectation(name, part.name, names.refs(("expectations", name), part.paragraph))
            for name, part in pack.expectations.items()
        },
        breaches={name: _breach(names, name, part) for name, part in pack.breaches.items()},
        steps={name: read_step(names, pack, name) for name in pack.steps},
        findings=_cited(names, pack.findings, "findings"),
        closing=_cited(names, pack.closing, "closing"),
        route=tuple(_stage(names, index, part) for index, part in enumerate(listed(pack.route))),
        links=tuple(
            Link(part.id, part.name, names.refs(("links", index), part.paragraph), part.where or "")
            for index, part in enumerate(listed(pack.links))
        ),
        readings=tuple(
            Reading(part.id, names.refs(("readings", index), part.paragraph), part.silent, part.taken, part.why)
            for index, part in enumerate(listed(pack.readings))
        ),
        at_the_desk=names.refs(("at_the_desk",), pack.at_the_desk),
        protected=tuple(
            Protected(part.id, part.name, names.refs(("protected", index), part.paragraph))
            for index, part in enumerate(listed(pack.protected))
        ),
        channels=tuple(
            Channel(part.id, part.name, frozenset(listed(part.also)), part.lesser) for part in listed(pack.channels)
        ),
        service={method: _service(names, pack.service, method) for method in Method},
        service_paragraphs=names.refs(("service",), pack.service.paragraph),
        letters=frozenset(listed(pack.letters)),
        writings={
            Purpose(purpose): Writing(
                name=one.name,
                by=read_by(names, one.by, ("writes", purpose, "by"), names.refs(("writes", purpose), one.paragraph)),
                paragraphs=names.refs(("writes", purpose), one.paragraph),
                letter=names.one("letter", one.letter, ("writes", purpose, "letter")),
            )
            for purpose, one in pack.writes.items()
        },
        waivers=dict(pack.waivers),
        substitutes={
            names.one("office", office, ("substitute", office)): _substitute(names, office, by)
            for office, by in pack.substitute.items()
        },
        looks_back=_looks_back(names, pack.looks_back),
    )
    return code, tuple(sorted(names.problems))


def _office(names: Names, name: str, office: shape.Office) -> Office:
    path = ("offices", name, "quorum")
    if office.quorum is not None and office.kind is not OfficeKind.BODY:
        mend = "Write 'kind: body' where several decide together, or take the quorum out"
        names.wrong(path, f"office '{name}' is no body, so it has no quorum", mend, "clash")
    elif office.quorum is not None and not 1 <= office.quorum <= _MOST_MEMBERS:
        mend = f"Write how many members decide at least, from 1 to {_MOST_MEMBERS}, or leave it out"
        names.wrong(path, f"the quorum of office '{name}' is {office.quorum}", mend, "clash")
    return Office(name, office.name, office.kind, office.plural, office.quorum)


def _breach(names: Names, name: str, breach: shape.Breach) -> Breach:
    path = ("breaches", name)
    refs = names.refs(path, breach.paragraph)
    serious = names.many("paragraph", breach.serious_paragraph, (*path, "serious_paragraph"))
    for setting in listed(breach.serious_in):
        if setting not in breach.setting.covers:
            what = f"breach '{name}' is called serious in '{setting.value}', where it is no breach"
            mend = f"Take that setting out, or widen 'setting: {breach.setting.value}'"
            names.wrong((*path, "serious_in"), what, mend, "clash")
    return Breach(
        id=name,
        name=breach.name,
        paragraphs=refs,
        setting=breach.setting,
        prompts=tuple(listed(breach.prompts)),
        serious_in=frozenset(listed(breach.serious_in)),
        serious_paragraphs=serious or (refs if breach.serious_in else ()),
        needs_description=breach.needs_description,
        exception=breach.exception or "",
        words=tuple(listed(breach.words)),
    )


def _stage(names: Names, index: int, stage: shape.Stage) -> RouteStage:
    path = ("route", index)
    return RouteStage(
        id=stage.id,
        name=stage.name,
        paragraphs=names.refs(path, stage.paragraph),
        offices=names.many("office", stage.offices, (*path, "offices")),
        answer_within=names.span(stage.answer_within, (*path, "answer_within")),
    )


def _service(names: Names, service: shape.Service, method: Method) -> Span | None:
    text: str = getattr(service, method.value)
    return None if text == "same day" else names.span(text, ("service", method.value))


def _substitute(names: Names, office: str, by: shape.By | str | list[str]) -> Competence:
    found = read_by(names, by, ("substitute", office), ())
    if office in found.offices:
        what = f"office '{office}' cannot take its own place"
        names.wrong(("substitute", office), what, "Name another office that acts where it cannot", "clash")
    return found


def _looks_back(names: Names, text: str | None) -> Span:
    """How far back a decision looks; school days and half-terms cannot be counted past the terms that are loaded."""
    span = names.span(text, ("looks_back",)) or YEAR
    if span.unit not in (Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS):
        mend = "Write it in calendar days, weeks or months, such as '12 months'"
        names.wrong(("looks_back",), f"'looks_back' cannot be counted back in {span.unit.value}", mend, "span")
    return span


def _cited(names: Names, by: shape.By, key: str) -> Competence:
    if not by.paragraph:
        mend = "Add 'paragraph:' with the one that gives this power, or that comes nearest"
        names.wrong((key,), f"'{key}' cites no paragraph", mend, "uncited")
    return read_by(names, by, (key,), ())


def _unique(names: Names, pack: shape.Pack) -> None:
    """Lists whose items carry an id: each id once."""
    for key in ("route", "links", "readings", "protected", "channels"):
        seen: set[str] = set()
        for index, part in enumerate(listed(getattr(pack, key))):
            if part.id in seen:
                mend = "Give one of them another id, or take it out"
                names.wrong((key, index), f"the id '{part.id}' stands twice in '{key}'", mend, "twice")
            seen.add(part.id)
