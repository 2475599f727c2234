"""The page of a decision about a measure: what was said, why it was imposed, and what the code lets be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairgate.engine import phrases
from fairgate.engine.acts.decision_review import outcome_rules
from fairgate.engine.authority import in_place_of, why_not_competent, why_not_independent, with_substitutes
from fairgate.engine.case import CaseMeasure
from fairgate.engine.code import Competence
from fairgate.engine.entry import Actor, MeasureDecided
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Decision, Field, Kind, OfficeKind
from fairgate.queries.acting import SOME_REASONS, Asked, Told, actor, entry_named, next_ref, opened, told
from fairgate.queries.acting import why_shut as engine_says
from fairgate.queries.body import BodyDecides, body_decides
from fairgate.queries.reader import Reader
from fairgate.queries.stands import state_in_words
from fairgate.records.door import Hidden
from fairgate.records.interests import Known
from fairgate.records.models import School, User
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class OutcomeAsked:
    """One thing that may be decided: what it must state, the paragraphs, and why it may not be chosen now."""

    decision: Decision
    needs: tuple[Field, ...]
    paragraphs: tuple[str, ...]
    whose: str
    shut: tuple[Reason, ...] = ()

    @property
    def words(self) -> str:
        """What it is, at the head of a line."""
        return phrases.upper(self.decision.value)


@dataclass(frozen=True)
class DecisionAsked(Asked):
    """`pending` are the representations that nobody has answered; `imposing` how and why the measure was imposed.

    `body` says how it comes to its decision where that is for a council or panel.
    """

    measure: CaseMeasure | None = None
    state: str = ""
    imposing: tuple[Told, ...] = ()
    pending: tuple[Told, ...] = ()
    outcomes: tuple[OutcomeAsked, ...] = ()
    sites: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    body: BodyDecides | None = None

    @property
    def about(self) -> CaseMeasure:
        """The measure."""
        assert self.measure is not None  # noqa: S101 - made so below
        return self.measure

    @property
    def name(self) -> str:
        """What the code calls the measure, within a sentence."""
        return phrases.lowered(self.measure.rule.name) if self.measure else ""

    @property
    def is_bar(self) -> bool:
        """Whether it is about premises."""
        return self.measure is not None and self.measure.rule.kind is Kind.BAR

    @property
    def informs(self) -> bool:
        """Who sits on the body that decides weighs it, whoever enters what it decides."""
        return self.body is not None and self.body.office in self.held

    @property
    def is_over(self) -> bool:
        """Whether the measure has ended, and only an answer about it is still owed."""
        return self.measure is not None and not self.measure.is_current(self.on, self.stands.calendar)

    @property
    def may_decide(self) -> tuple[str, ...]:
        """The offices that decide or review; those that stand in for them too, where the reader does."""
        owners = deciders(self.about)
        return with_substitutes(self.code, owners) if self.stands_in_for else owners

    @property
    def stands_in_for(self) -> str:
        """For whom the reader, or the body whose decision they enter, stands in; empty where the code names them."""
        owners = deciders(self.measure) if self.measure is not None else ()
        if self.body is not None:
            return phrases.offices(self.code, in_place_of(self.code, self.body.office, owners))
        return self.in_place_of(owners)

    @property
    def open(self) -> tuple[OutcomeAsked, ...]:
        """What can be decided now, by this reader."""
        return tuple(one for one in self.outcomes if not one.shut)

    @property
    def closed(self) -> tuple[OutcomeAsked, ...]:
        """What the code gives besides, and cannot be decided now."""
        return tuple(one for one in self.outcomes if one.shut)


def decision(user: User, reference: str, ref: str, *, now: datetime) -> DecisionAsked:
    """The measure that the entry `ref` imposed, to be decided about; or Hidden."""
    stands, held = opened(user, reference, now=now)
    measure = stands.folded.measures.get(ref)
    if measure is None:
        raise Hidden("there is no such measure")
    reader = Reader.of(user, held, stands.code)
    owners = deciders(measure)
    in_person = [one for one in owners if stands.code.offices[one].kind is not OfficeKind.BODY]
    body = (
        None
        if reader.may(in_person)
        else body_decides(stands, user, held, measure, with_substitutes(stands.code, owners))
    )
    outcomes = tuple(_outcomes(stands, user, held, measure, body.office if body else ""))
    waiting = {made for made, _, _ in measure.pending}
    sites = _names(stands, measure)
    return DecisionAsked(
        stands,
        user,
        held,
        (body.shut if body else ()) or _shut(stands, outcomes, actor(stands, user, held, owners), measure),
        measure,
        state_in_words(stands.folded, measure),
        (told(stands, entry_named(stands, ref), reader),),
        tuple(told(stands, e, reader) for e in stands.entries if e.ref in waiting),
        outcomes,
        tuple((site, sites.get(site, site)) for site in measure.sites),
        tuple((c.id, c.name) for c in stands.code.channels if c.id in measure.channels),
        body,
    )


def _names(stands: Standing, measure: CaseMeasure) -> dict[str, str]:
    """The names of its premises by their slugs: asked for only where there are others than the school's own."""
    school = stands.record.school
    others = School.objects.filter(trust=stands.record.trust_id, slug__in=measure.sites)
    known = {school.slug: school.name}
    return known if set(measure.sites) <= set(known) else known | dict(others.values_list("slug", "name"))


def deciders(measure: CaseMeasure) -> tuple[str, ...]:
    """Every office that decides or reviews."""
    rule = measure.measure
    return tuple(dict.fromkeys((*rule.decision.owners, *(rule.review.owners if rule.review else ()))))


def _outcomes(
    stands: Standing, user: User, held: frozenset[str], measure: CaseMeasure, body: str
) -> list[OutcomeAsked]:
    """Everything that may be decided. `body`: the office of the body for which the reader enters it, or empty."""
    found, known = [], Known.of([stands])
    for one in Decision:
        rules = outcome_rules(measure, one)
        if not rules:
            continue
        owners = tuple(dict.fromkeys(owner for owners, _, _ in rules for owner in owners))
        paragraphs = tuple(dict.fromkeys(ref for _, refs, rule in rules for ref in (*refs, *rule.paragraphs)))
        later = measure.until + timedelta(days=1) if one is Decision.EXTEND else max(measure.until, stands.on)
        proposed = MeasureDecided(
            ref=next_ref(stands),
            on=stands.on,
            by=Actor(body, f"user {user.pk}")
            if body in with_substitutes(stands.code, owners)
            else actor(stands, user, held, owners),
            of=measure.ref,
            decision=one,
            reasons=SOME_REASONS,
            instead=SOME_REASONS,
            until=later if one in _DATED else None,
            review_on=later if one in _DATED and Field.REVIEW_ON in rules[0][2].needs else None,
        )
        shut = _nothing_to_lift(stands, measure, one, paragraphs) or engine_says(stands, proposed, user, known)
        found.append(OutcomeAsked(one, rules[0][2].needs, paragraphs, phrases.offices(stands.code, owners), shut))
    return found


_DATED = (Decision.CONFIRM, Decision.VARY, Decision.EXTEND)


def _nothing_to_lift(
    stands: Standing, measure: CaseMeasure, decision: Decision, paragraphs: tuple[str, ...]
) -> tuple[Reason, ...]:
    """Why a measure that is over is not lifted, where its end can be recorded instead.

    With representations waiting it can be: that answers them, and says that it should not have stood.
    """
    ends = bool(outcome_rules(measure, Decision.END))
    if decision is not Decision.LIFT or measure.is_current(stands.on, stands.calendar) or measure.pending or not ends:
        return ()
    why = f"This {phrases.lowered(measure.rule.name)} is over: there is nothing to lift."
    return (Reason(why, paragraphs, "What is still owed about it is answered by ending it."),)


def _shut(stands: Standing, outcomes: tuple[OutcomeAsked, ...], by: Actor, measure: CaseMeasure) -> tuple[Reason, ...]:
    """Why nothing can be decided at all, each reason once; empty where something can."""
    if any(not one.shut for one in outcomes):
        return ()
    paragraphs = tuple(dict.fromkeys(ref for one in outcomes for ref in one.paragraphs))
    competence = Competence(deciders(measure), paragraphs)
    what = f"decide about this {phrases.lowered(measure.rule.name)}"
    whoever = (
        why_not_competent(stands.code, by, competence, what, SOME_REASONS),
        why_not_independent(stands.folded, by, measure, paragraphs),
    )
    found = [reason for reason in whoever if reason] or [reason for one in outcomes for reason in one.shut]
    return together(found)


def together(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once, with every paragraph that gives it."""
    refs: dict[tuple[str, str], list[str]] = {}
    for reason in reasons:
        refs.setdefault((reason.text, reason.change), []).extend(reason.paragraphs)
    return tuple(Reason(text, tuple(dict.fromkeys(cited)), change) for (text, change), cited in refs.items())
