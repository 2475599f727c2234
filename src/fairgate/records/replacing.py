"""Whether a copy edited outside may take the place of an issued letter, and who may say so.

What a letter says is changed by nobody else than by whom it may be issued: in the same offices, and by nobody who had a
part in the matter (law.md 13, 18).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from msgspec.structs import replace

from fairgate.engine import phrases
from fairgate.engine.acts.closing import CaseClosed
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.authority import by_themselves, is_competent
from fairgate.engine.code import Competence
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import Actor, MeasureDecided, StepTaken
from fairgate.engine.independence import matter_of
from fairgate.engine.letter import letter_of, note_of
from fairgate.engine.refusal import Reason
from fairgate.engine.words import OfficeKind
from fairgate.records import door
from fairgate.records.independence import why_not_independent
from fairgate.records.models import Holding, IssuedLetter, LetterReplaced, Sending, SendingEnd, User
from fairgate.records.standing import Standing

WORD_OF_IT = "Issue a new letter by a new step or decision."


@dataclass(frozen=True)
class Replacing:
    """A letter, the case now, as it stood `before` its entry and just `after` it, and who `may` issue it."""

    letter: IssuedLetter
    stands: Standing
    before: Standing
    after: Standing
    entry: AnyEntry
    may: Competence

    def why_shut(self) -> Reason | None:
        """Why no copy can take the letter's place, whoever asks; None where one can."""
        refs = self.may.paragraphs
        if not isinstance(self.entry, StepTaken | MeasureDecided) or not self.may.offices:
            return Reason(
                "This letter follows by itself from what was entered, or a body decided it in its meeting: nobody "
                "words it anew afterwards.",
                refs,
                "Serve it as it was issued.",
            )
        if letter_of(self.after.folded, self.entry) != self.letter.letter:
            return Reason("The code does not send this letter for this entry any more.", refs, WORD_OF_IT)
        if LetterReplaced.objects.filter(letter=self.letter).exists():
            return Reason("A copy edited outside has taken the place of this letter already.", refs, WORD_OF_IT)
        if self._has_left():
            return Reason(
                "The letter has been served, or waits to be sent: what left stays what was said.", refs, WORD_OF_IT
            )
        for later in self.stands.entries[self.after.seq :]:
            if isinstance(later, CaseClosed) or (isinstance(later, MeasureDecided) and later.of == self._about):
                return Reason("The case has moved on since this letter was issued.", refs, WORD_OF_IT)
        return None

    def why_not(self, user: User, on: date) -> Reason | None:
        """Why this user may neither hand a copy in nor approve one; None where they may."""
        held = by_themselves(self.stands.code, door.offices_of(user, self.letter.case.school, on))
        office = self.office_of(user, on)
        if not office:
            theirs = next((one for one in self.stands.code.offices if one in held), "")
            whose = phrases.offices(self.stands.code, self.may.offices)
            who = phrases.upper(phrases.office(self.stands.code, theirs)) if theirs else "Somebody without an office"
            return Reason(
                f"Only {whose} may say what this letter says. {who} may not.",
                self.may.paragraphs,
                f"Ask {whose}.",
            )
        proposed: AnyEntry = replace(self.entry, by=Actor(office, f"user {user.pk}"))
        if isinstance(proposed, StepTaken):
            proposed = replace(proposed, countersigned=None)
        return why_not_independent(self.before, proposed, user)

    def office_of(self, user: User, on: date) -> str:
        """The office in which this user may; '' for none."""
        code = self.stands.code
        held = by_themselves(code, door.offices_of(user, self.letter.case.school, on))
        return next((one for one in code.offices if one in held and is_competent(code, one, self.may.offices)), "")

    def others(self, but: User, on: date) -> list[User]:
        """Whoever else may approve a copy that `but` hands in, by name."""
        school = self.letter.case.school
        held = Holding.objects.on(on).filter(Q(school=school) | Q(school=None), trust=school.trust_id)
        held = held.filter(user__is_active=True, user__trust=school.trust_id).exclude(user=but).select_related("user")
        users = {one.user.pk: one.user for one in held if is_competent(self.stands.code, one.office, self.may.offices)}
        return sorted(
            (one for one in users.values() if self.why_not(one, on) is None), key=lambda one: (one.name, one.pk)
        )

    @property
    def _about(self) -> str:
        return self.entry.of if isinstance(self.entry, MeasureDecided) else self.entry.ref

    def _has_left(self) -> bool:
        served = any(isinstance(one, LetterServed) and one.of == self.entry.ref for one in self.stands.entries)
        return served or Sending.objects.filter(letter=self.letter).exclude(became=SendingEnd.FAILED).exists()


def replacing(letter: IssuedLetter, stands: Standing) -> Replacing:
    """What there is to know. Raises Hidden for a note to another body."""
    seq, on = letter.entry.seq, timezone.localdate(letter.issued_at)
    before, after, entry = stands.until(seq - 1, on), stands.until(seq, on), stands.entries[seq - 1]
    if note_of(after.folded, entry) is not None:
        raise door.Hidden("this goes to another body, not to the person")
    return Replacing(letter, stands, before, after, entry, _competence(before, entry))


def _competence(before: Standing, entry: AnyEntry) -> Competence:
    code = before.code
    known = code.offices.get(entry.by.office)
    if known is not None and known.kind is OfficeKind.BODY:
        return Competence((), ())
    if isinstance(entry, StepTaken):
        rule = code.steps[entry.step]
        offices, paragraphs = (*rule.by.offices, *rule.countersigned_by), rule.by.paragraphs
    elif isinstance(entry, MeasureDecided):
        matter = matter_of(before.folded, entry)
        offices, paragraphs = (matter.may.offices, matter.may.paragraphs) if matter else ((), ())
    else:
        return Competence((), ())
    return Competence(tuple(dict.fromkeys((*offices, entry.by.office))), paragraphs)
