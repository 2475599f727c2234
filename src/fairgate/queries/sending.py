"""The page on which a letter is sent, and how each sending of it goes."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from fairgate.delivery.courtesy import LANGUAGES
from fairgate.engine.letter import note_of
from fairgate.engine.words import Method
from fairgate.queries.case import letter_name
from fairgate.queries.household import Sharer, sharers
from fairgate.queries.letter_editions import EditionTold, languages, pdfs_of, words_for
from fairgate.records import door
from fairgate.records.models import IssuedLetter, Sending, SendingEnd, SendingWay, User
from fairgate.records.reachable import Unreachable, address_of
from fairgate.records.standing import standing

_METHODS = {SendingWay.EMAIL: Method.EMAIL, SendingWay.POST: Method.POST}


@dataclass(frozen=True)
class WayOut:
    """One way to send it. `why_not` says why it is not open, and what to do instead; empty where it is.

    `warning` is of what may go wrong with it all the same.
    """

    way: SendingWay
    to: str = ""
    why_not: str = ""
    warning: str = ""


@dataclass(frozen=True)
class SendingAsked:
    """A letter, before somebody who would send it. `seen` is the number of the case's last entry."""

    reference: str
    number: int
    name: str
    person: str
    issued_at: datetime
    ways: tuple[WayOut, ...]
    seen: int
    sharers: tuple[Sharer, ...] = ()
    linked: bool = True
    editions: tuple[EditionTold, ...] = ()
    edited: bool = False  # a copy edited outside is sent in its place
    unchecked: tuple[str, ...] = ()  # languages of those editions that no native reader has checked


@dataclass(frozen=True)
class SendingTold:
    """How one sending goes, as the letter's page tells it."""

    way: str
    asked_at: datetime
    asked_by: str
    words: str
    tone: str
    why: str = ""


def sending(user: User, reference: str, number: int, *, now: datetime) -> SendingAsked:
    """The ways out of the issued letter with this number; or Hidden."""
    letter = door.open_letter(user, number, now=now)
    if letter.case.reference != reference:
        raise door.Hidden("there is no such letter in this case")
    on = timezone.localdate(now)
    stands = standing(letter.case, on)
    if any(one.ref == letter.entry.ref and note_of(stands.folded, one) for one in stands.entries):
        raise door.Hidden("this goes to another body, not to the person")
    person = letter.case.subject.kept
    edited = letter.edited()
    editions = () if edited else pdfs_of(letter)  # they say what the letter said before it was edited
    told = languages(tuple(one.kind for one in editions if one.kind in LANGUAGES))
    return SendingAsked(
        reference=reference,
        number=number,
        name=letter_name(letter.letter),
        person=person.name,
        issued_at=letter.issued_at,
        ways=tuple(_way(letter, way, _METHODS[way] in stands.code.service) for way in SendingWay),
        seen=stands.seq,
        sharers=sharers(user, stands, on),
        linked=letter.case.trust.email_letters == letter.case.trust.LINKED,
        editions=editions,
        edited=edited is not None,
        unchecked=tuple(one.english_name for one in told if not one.checked_by),
    )


def sendings_of(letter: IssuedLetter) -> tuple[SendingTold, ...]:
    """Every sending of a letter, the newest first."""
    rows = Sending.objects.filter(letter=letter).select_related("asked_by").order_by("-asked_at", "-pk")
    told = []
    for row in rows:
        if row.became == SendingEnd.SENT:
            words, tone = "Sent", "good"
        elif row.became == SendingEnd.FAILED:
            words, tone = "Not sent", "late"
        elif row.became == SendingEnd.UNSURE:
            words, tone = "Nobody can tell whether it left: ask them before you send it again", "late"
        elif row.carrier_id:
            words, tone = "With GOV.UK Notify, to be printed", "soon"
        elif row.tries:
            words, tone = f"Tried {row.tries} time{'s' if row.tries > 1 else ''}, and tried again by itself", "soon"
        else:
            words, tone = "Waits to be sent", "soon"
        way = f"{row.get_way_display()}{f', {words_for(row.edition)}' if row.edition else ''}"
        told.append(SendingTold(way, row.asked_at, row.asked_by.name, words, tone, row.why))
    return tuple(told)


def _way(letter: IssuedLetter, way: SendingWay, in_code: bool) -> WayOut:
    if not in_code:
        return WayOut(way, why_not="The code does not serve letters so.")
    if way is SendingWay.POST and letter.case.trust.slug not in settings.FAIRGATE_NOTIFY:
        return WayOut(way, why_not="This trust has no service at GOV.UK Notify. Print the letter and post it.")
    try:
        to = address_of(letter.case.subject.kept, way)
        return WayOut(way, to, warning=_accents(to) if way is SendingWay.POST else "")
    except Unreachable as error:
        return WayOut(way, why_not=str(error))


def _accents(address: str) -> str:
    """What is known to be printed badly on the envelope, in words; nothing where all of it is plain."""
    odd = dict.fromkeys(sign for sign in address if not sign.isascii() and sign not in "’‘–")
    if not odd:
        return ""
    return f"GOV.UK Notify may print {' '.join(odd)} in the address badly. By hand, or by your own post, is safe."
