"""Countersigning: one person drafts a step, another signs the same text, and with that it is taken by both.

A draft is no entry, and can be changed or withdrawn. Whoever changes it has drafted it: what somebody else was reading
is no longer what there is to sign.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, person, written
from fairgate.actions.step import check_draft
from fairgate.engine import phrases
from fairgate.engine.authority import is_competent, office_for
from fairgate.engine.countersigning import digest
from fairgate.engine.entries import AnyEntry, decode_many, encode
from fairgate.engine.entry import Actor, Countersignature, StepTaken
from fairgate.engine.refusal import Reason, Refusal
from fairgate.records import door
from fairgate.records.append import LedgerMoved, written_by
from fairgate.records.independence import why_not_independent
from fairgate.records.known import is_here
from fairgate.records.models import Case, DraftedAct, LedgerEntry, User
from fairgate.records.standing import standing


class DraftMoved(Exception):
    """The draft is not what was looked at: it was changed, withdrawn, or signed. Nothing was written."""


def draft_step(act: Act, *, step: str, typed: str, replaces: str, **fields: object) -> DraftedAct:
    """Keep a step as it would be taken, until somebody countersigns it. Sent twice, it is kept once.

    `typed` is what the form posted; `replaces` the digest of the draft that was looked at, '' where there was none.

    Raises as `perform`, and DraftMoved where there is another draft by now.
    """
    case = door.open_case(act.by, act.reference, now=act.now)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        newer = list(case.entries.filter(seq__gt=act.expected_seq).order_by("seq"))
        if newer:
            raise LedgerMoved(newer)
        (entry, *_) = check_draft(act, step=step, **fields)
        assert isinstance(entry, StepTaken)  # noqa: S101 - a step's entry is one
        text = digest(entry)
        there = DraftedAct.objects.filter(case=case, step=step).first()
        if there is not None and there.digest == text:
            return there
        if (there.digest if there else "") != replaces:
            raise DraftMoved
        kept, _ = DraftedAct.objects.update_or_create(
            case=case,
            step=step,
            defaults={"payload": encode(entry), "digest": text, "fields": typed, "by": act.by, "drafted_at": act.now},
        )
    return kept


def countersign(reference: str, step: str, *, signed: str, by: User, now: datetime, operation_key: str) -> LedgerEntry:
    """Sign the draft whose digest is `signed`: the step is taken, its letter is issued, the draft is gone; all or none.

    Raises:
        Hidden: there is no such case for this person.
        NotAllowed: the code does not let them sign it, or does not let the step be taken as it was drafted any more.
        DraftMoved: it was changed, withdrawn or signed after they had looked at it.
        LetterRefused: its letter cannot be made.
    """
    case = door.open_case(by, reference, now=now)
    with transaction.atomic():
        # Of two at once the second waits here, and then finds no draft; SQLite has one writer anyway.
        Case.objects.select_for_update().get(pk=case.pk)
        done = written_by(case, operation_key)
        if done:
            return done[0]
        draft = DraftedAct.objects.filter(case=case, step=step).select_related("by").first()
        if draft is None or draft.digest != signed:
            raise DraftMoved
        if not is_here(by.pk, timezone.localdate(now)):
            raise door.Hidden("this person holds no office any more")
        held = door.offices_of(by, case.school, timezone.localdate(now))
        act = Act(reference, draft.by, now, operation_key, case.entries.count())
        row = written(case, act, _signed(draft, by, held))
        draft.delete()
    return row


def withdraw(reference: str, step: str, *, signed: str, by: User, now: datetime) -> None:
    """Throw the draft of that digest away: for whoever drafted it, and for the offices that may take the step.

    Raises Hidden, NotAllowed, and DraftMoved where it is not there any more as it was.
    """
    case = door.open_case(by, reference, now=now)
    on = timezone.localdate(now)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        draft = DraftedAct.objects.filter(case=case, step=step, digest=signed).first()
        if draft is None:
            raise DraftMoved
        code = standing(case, on).code
        offices = code.steps[step].by.offices
        if draft.by_id != by.pk and not any(
            is_competent(code, one, offices) for one in door.offices_of(by, case.school, on)
        ):
            who = phrases.offices(code, offices)
            raise _refused("This is somebody else's draft.", code.steps[step].paragraphs, f"Ask them, or {who}.")
        draft.delete()


def _refused(text: str, paragraphs: tuple[str, ...], change: str) -> NotAllowed:
    return NotAllowed(Refusal((Reason(text, paragraphs, change),)))


def _signed(draft: DraftedAct, by: User, held: frozenset[str]) -> Proposal:
    """The step as it was drafted, on the day of the second signature, with it."""

    def propose(setting: Setting) -> AnyEntry:
        code, school = setting.stands.code, setting.stands.record.school
        (entry,) = decode_many([draft.payload])
        assert isinstance(entry, StepTaken)  # noqa: S101 - nothing else is drafted
        rule = code.steps[entry.step]
        if entry.by.office not in door.offices_of(draft.by, school, setting.on):
            office = phrases.office(code, entry.by.office)
            raise _refused(
                f"{draft.by.name}, who drafted this, is not {office} any more.",
                rule.by.paragraphs,
                f"Ask {phrases.offices(code, rule.by.offices)} to draft it.",
            )
        signer = Actor(office_for(code, held, rule.countersigned_by), person(by))
        signed = Countersignature(by=signer, digest=draft.digest, drafted_on=timezone.localdate(draft.drafted_at))
        act: AnyEntry = replace(entry, ref=setting.ref, on=setting.on, countersigned=signed)
        reason = why_not_independent(setting.stands, act, by)
        if reason is not None:
            raise NotAllowed(Refusal((reason,)))
        return act

    return propose
