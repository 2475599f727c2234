"""The page of a step: whether it is open, what it asks, and the dates that are worked out where none is given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from fairgate.delivery.pdf import must_state
from fairgate.engine import phrases
from fairgate.engine.acts.imposing import end_of, lasts_of
from fairgate.engine.acts.taking import VERBS
from fairgate.engine.authority import why_not_competent
from fairgate.engine.code import Channel, Lasts, Paragraph, StepRule
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.next_steps import position
from fairgate.engine.refusal import Reason, Refused
from fairgate.engine.skipping import skipped_under
from fairgate.engine.words import Field, Kind
from fairgate.queries.acting import SOME_REASONS, Asked, Hint, actor, counted, hint, next_ref, opened
from fairgate.queries.countersigning import drafts_of
from fairgate.records.children import children_of
from fairgate.records.door import Hidden
from fairgate.records.independence import why_not_independent
from fairgate.records.models import DraftedAct, Holding, School, User
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class ContactAsked:
    """An office through which contact may go, and who holds it at the school, if anybody does."""

    office: str
    name: str
    holder: str


@dataclass(frozen=True)
class StepAsked(Asked):
    """`opened_under` are the paragraphs that open it. `until` and `reply_by` say what is taken when none is given.

    `reasons` says when reasons are needed; `schools` are the trust's others; `letter_states` names what the letter asks
    for beside what every letter does; `skips` are the paragraphs that let it leave out the steps before it;
    `draft` is what somebody has drafted already, where the code asks for a second signature.
    """

    rule: StepRule | None = None
    opened_under: tuple[str, ...] = ()
    until: Hint | None = None
    reply_by: Hint | None = None
    reasons: str = ""
    contacts: tuple[ContactAsked, ...] = ()
    schools: tuple[tuple[str, str], ...] = ()
    channels: tuple[Channel, ...] = ()
    exceptions: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    letter_states: tuple[str, ...] = ()
    skips: tuple[Paragraph, ...] = ()
    draft: DraftedAct | None = None

    @property
    def kind(self) -> Kind:
        """The kind of step."""
        return self.step.kind

    @property
    def step(self) -> StepRule:
        """The step of the code."""
        assert self.rule is not None  # noqa: S101 - made so below
        return self.rule

    @property
    def name(self) -> str:
        """What the code calls it, within a sentence."""
        return phrases.lowered(self.step.name)

    @property
    def heading(self) -> str:
        """What is done, as a heading: 'Impose a bar'."""
        return phrases.upper(f"{VERBS[self.kind]} {phrases.a(self.name)}")

    @property
    def signed_by(self) -> str:
        """Who countersigns it, in words; empty where nobody does."""
        return phrases.offices(self.code, self.step.countersigned_by)

    @property
    def stands_in_for(self) -> str:
        """For whom the reader would stand in; empty where the code names their own office."""
        return self.in_place_of(self.step.by.offices)

    def needs(self, field: Field) -> bool:
        """Whether the code makes the step state this."""
        return field in self.step.needs


def step(user: User, reference: str, step_id: str, *, now: datetime) -> StepAsked:
    """The step of the code called `step_id`, to be taken in the case; or Hidden."""
    stands, held = opened(user, reference, now=now)
    rule = stands.code.steps.get(step_id)
    if rule is None:
        raise Hidden("there is no such step")
    now_open = next((may for may in position(stands.folded).may if may.id == rule.id), None)
    lasts = lasts_of(stands.folded, rule) if rule.measure else None
    others = School.objects.filter(trust=stands.record.trust_id).exclude(pk=stands.record.school_id)
    return StepAsked(
        stands,
        user,
        held,
        tuple(_shut(stands, user, held, rule)),
        rule,
        now_open.paragraphs if now_open else rule.paragraphs,
        _until(stands, lasts) if lasts else None,
        _reply_by(stands, rule),
        _reasons(lasts) if lasts else "",
        _contacts(stands, rule),
        tuple(others.values_list("slug", "name")) if _names_sites(rule) else (),
        stands.code.channels,
        rule.measure.exceptions if rule.measure else (),
        children_of(stands.record.subject),
        must_state(stands.pack.letter(rule.letter).read_text(encoding="utf-8")) if rule.letter else (),
        tuple(stands.code.paragraphs[ref] for ref in skipped_under(stands.folded, rule)),
        next((one for one in drafts_of([stands]).get(stands.record.pk, ()) if one.step == rule.id), None),
    )


def _names_sites(rule: StepRule) -> bool:
    return rule.kind in (Kind.BAR, Kind.CONDITION, Kind.INTENTION)


def _shut(stands: Standing, user: User, held: frozenset[str], rule: StepRule) -> list[Reason]:
    reasons = [shut.reason for shut in position(stands.folded).must_not if shut.id == rule.id]
    by = actor(stands, user, held, rule.by.offices)
    what = f"{VERBS[rule.kind]} {phrases.a(phrases.lowered(rule.name))}"
    reason = why_not_competent(stands.code, by, rule.by, what, SOME_REASONS)
    if reason is None and not reasons:
        kind: type[Any] = STEP_ENTRIES[rule.kind]
        entry: AnyEntry = kind(ref=next_ref(stands), on=stands.on, by=by, step=rule.id)
        reason = why_not_independent(stands, entry, user)
    return [*reasons, reason] if reason else reasons


def _until(stands: Standing, lasts: Lasts) -> Hint | None:
    if lasts.default is None:
        return None
    try:
        end = end_of(stands.folded, stands.on, lasts.default, lasts.paragraphs)
    except Refused as refused:
        return Hint(None, " ".join(f"{reason.text} Give a day." for reason in refused.reasons), lasts.paragraphs)
    return Hint(end, counted(lasts.default, "it begins"), lasts.paragraphs)


def _reply_by(stands: Standing, rule: StepRule) -> Hint | None:
    if rule.reply_within is None:
        return None
    paragraphs = rule.representations.paragraphs if rule.representations else rule.paragraphs
    return hint(stands.calendar, stands.on, rule.reply_within, "today", paragraphs)


def _reasons(lasts: Lasts) -> str:
    cited = f" ({phrases.both(lasts.paragraphs)})" if lasts.paragraphs else ""
    if lasts.reasons == "always":
        return f"The code asks for written reasons{cited}."
    if lasts.reasons == "beyond" and lasts.beyond is not None:
        return f"The code asks for written reasons for more than {lasts.beyond}{cited}."
    return ""


def _contacts(stands: Standing, rule: StepRule) -> tuple[ContactAsked, ...]:
    contact = rule.measure.contact if rule.measure else None
    if contact is None:
        return ()
    school = stands.record.school
    holders: dict[str, str] = {}
    rows = Holding.objects.on(stands.on).at(school).filter(office__in=contact.offices, user__is_active=True)
    # Whoever holds it at the school itself, before whoever holds it throughout the trust.
    for office, name in rows.order_by(F("school").asc(nulls_last=True), "user__name").values_list(
        "office", "user__name"
    ):
        holders.setdefault(office, name)
    return tuple(
        ContactAsked(office, stands.code.offices[office].name, holders.get(office, "")) for office in contact.offices
    )
