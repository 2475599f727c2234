"""Sending a letter: asked for by a person, carried out by a worker, recorded as a service when it has left.

What can be told twice is asked first: a letter is sent a second time only where it is known that it did not leave.
Where nobody can tell, a person decides.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, checked, written
from fairgate.delivery.carrier import REMEMBERS, BrokenOff, Carried, Forgotten, Never, NotNow, Stage
from fairgate.delivery.letter_mail import letter_mail
from fairgate.delivery.mail import NotSent, Unsure
from fairgate.delivery.pdf import PAGES_AT_MOST
from fairgate.delivery.window import address_in, pages_of
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.words import Method
from fairgate.records import door
from fairgate.records.append import written_by
from fairgate.records.models import (
    Case,
    IssuedLetter,
    LetterEdition,
    LetterLink,
    Sending,
    SendingEnd,
    SendingWay,
    Worker,
)
from fairgate.records.reachable import Unreachable, address_of

METHODS = {SendingWay.EMAIL: Method.EMAIL, SendingWay.POST: Method.POST}
WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720))
"""Between tries. After the last of them it has failed, and is served another way."""
LEASE = timedelta(minutes=5)
LOOK_AGAIN = timedelta(hours=1)  # how often the post is asked how far a letter has come
LINK_DAYS = 30
ASKED_IN_TIME = REMEMBERS - timedelta(days=1)
"""After that, a carrier that knows nothing of a letter may have printed it all the same."""


class CannotSend(Exception):
    """It cannot be sent so. The message says why, and what to do."""


class Post(Protocol):
    """A carrier of letters on paper."""

    def find(self, reference: str) -> Carried | None:
        """The letter with our reference."""

    def send(self, reference: str, pdf: bytes) -> Carried:
        """Hand it over."""

    def look(self, carrier_id: str) -> Carried:
        """How far it has come."""


class Mail(Protocol):
    """A carrier of mails. Connected first, so that of what is killed while it waits for the server nobody need ask."""

    def __call__(self) -> AbstractContextManager[Callable[[EmailMessage], None]]:
        """Connected: what sends one mail, and raises NotSent or Unsure. Connecting raises NotSent."""


@dataclass(frozen=True)
class Carriers:
    """Whoever carries letters here: the mail server, and each trust's post by the trust's slug."""

    mail: Mail
    post: Mapping[str, Post]


def ask_to_send(act: Act, *, number: int, way: SendingWay, edition: str = "") -> Sending:
    """Put the issued letter `number`, or an edition of it, into the outbox; the same operation twice puts it in once.

    Raises:
        Hidden: there is no such letter for this person.
        CannotSend: it cannot be sent that way, or waits to be.
        NotAllowed: the code does not serve letters so.
    """
    reference = UUID(act.operation_key)
    asked = Sending.objects.filter(reference=reference).first()
    if asked is not None:
        return asked
    letter = door.open_letter(act.by, number, now=act.now, why="to be sent")
    if letter.case.reference != act.reference:
        raise door.Hidden("there is no such letter in this case")
    pdf, sha256 = _issued(letter, edition)
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise CannotSend("The bytes kept are not those that were issued. Tell whoever looks after Fairgate.")
    if way is SendingWay.POST and letter.case.trust.slug not in settings.FAIRGATE_NOTIFY:
        raise CannotSend("This trust has no service at GOV.UK Notify. Print the letter and post it.")
    try:
        to = address_of(letter.case.subject.kept, way)
    except Unreachable as error:
        raise CannotSend(str(error)) from error
    if way is SendingWay.POST and (pages := pages_of(pdf)) > PAGES_AT_MOST:
        raise CannotSend(
            f"This edition has {pages} pages, and GOV.UK Notify prints {PAGES_AT_MOST}. Print it here and post it, or "
            "hand it over; or send it by e-mail."
        )
    if way is SendingWay.POST and "\n".join(address_in(pdf)) != to:
        raise CannotSend(
            "The window of this letter does not show the address that is on record now. Print it, write the right "
            "address on an envelope without a window, and post it by hand."
        )
    checked(letter.case, act, _service(letter, way))
    try:
        with transaction.atomic():
            return Sending.objects.create(
                letter=letter,
                way=way,
                edition=edition,
                to=to,
                reference=reference,
                asked_by=act.by,
                asked_at=act.now,
                next_try_at=act.now,
            )
    except IntegrityError:
        raise CannotSend("It waits to be sent that way already. Look at the letter's page for how it goes.") from None


def _issued(letter: IssuedLetter, edition: str) -> tuple[bytes, str]:
    """The bytes of the letter, of an edition or of what took its place, and the fingerprint that was taken then."""
    edited = letter.edited()
    if edited is not None and edition not in ("", edited.kind):
        raise CannotSend(
            "A copy edited outside took the place of this letter, and this edition says what stood there before. "
            "Send the copy."
        )
    if edited is not None:
        return bytes(edited.body), edited.sha256
    if not edition:
        return bytes(letter.pdf), letter.sha256
    kept = letter.editions.exclude(kind=LetterEdition.PAGE).filter(kind=edition).first()
    if kept is None:
        raise CannotSend("There is no such edition of this letter. Choose another.")
    return bytes(kept.body), kept.sha256


def claim(now: datetime) -> Sending | None:
    """The next letter to work on, which nobody else then has for five minutes; None when nothing is due."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    due = Sending.objects.waiting().filter(free, next_try_at__lte=now)
    for number in due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:20]:
        if due.filter(pk=number).update(leased_until=now + LEASE):
            rows = Sending.objects.select_related("letter__entry", "letter__case__trust", "letter__case__subject")
            return rows.select_related("letter__case__school", "asked_by").get(pk=number)
    return None


def carry(sending: Sending, carriers: Carriers, *, now: datetime) -> None:
    """Work on a claimed letter once. Whatever happens is in the row afterwards; nothing is raised but for faults."""
    try:
        if sending.way == SendingWay.EMAIL:
            _mail(sending, carriers.mail, now)
        else:
            _post(sending, carriers.post.get(sending.letter.case.trust.slug), now)
    except (NotNow, NotSent) as error:
        _again(sending, str(error), now)
    except Forgotten as error:
        _settle(sending, SendingEnd.UNSURE, str(error), now)
    except Never as error:
        _settle(sending, SendingEnd.FAILED, f"{error}. Serve it another way.", now)


def came_back(reference: UUID, status: str, *, now: datetime) -> bool:
    """A mail that had left came back for good: its service is undone in the case. False where it is not ours.

    It is entered by whoever asked for it to be sent, as its service was; where they cannot any more, the row alone
    says it, and the worklist shows it.
    """
    sending = Sending.objects.filter(reference=reference, became__in=(SendingEnd.SENT, SendingEnd.UNSURE)).first()
    if sending is None:
        return False
    why = f"The mail came back{f' ({status})' if status else ''}. Serve it another way."
    case = sending.letter.case
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        served = written_by(case, f"sent {reference}")
        if served:
            act = Act(case.reference, sending.asked_by, now, f"back {reference}", 0)
            try:
                with transaction.atomic():
                    written(case, act, _return(served[0].ref, status))
            except (NotAllowed, door.Hidden) as refused:
                why = f"{why} It is still to be recorded that it came back: {refused}"
        _settle(sending, SendingEnd.FAILED, why, now)
    return True


def at_work(name: str, *, now: datetime) -> None:
    """Leave word that the worker of that name was at work now."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now})


def _return(of: str, status: str) -> Proposal:
    def propose(setting: Setting) -> LetterReturned:
        text = f"The mail came back: it could not be delivered{f' ({status})' if status else ''}."
        return LetterReturned(ref=setting.ref, on=setting.on, by=setting.anyone(), of=of, text=text)

    return propose


def _mail(sending: Sending, connect: Mail, now: datetime) -> None:
    if sending.begun_at is not None:
        _settle(sending, SendingEnd.UNSURE, "the work broke off while the mail was leaving", now)
        return
    trust = sending.letter.case.trust
    if trust.email_letters == trust.ATTACHED:
        link, ends_on, pdf = "", None, _issued(sending.letter, sending.edition)[0]
    else:
        token = secrets.token_urlsafe(24)
        ends_at = now + timedelta(days=LINK_DAYS)
        LetterLink.objects.update_or_create(
            sending=sending, defaults={"token_sha256": hashlib.sha256(token.encode()).hexdigest(), "ends_at": ends_at}
        )
        link, ends_on, pdf = f"{settings.FAIRGATE_ADDRESS}/your-letter#{token}", timezone.localdate(ends_at), b""
    message = letter_mail(sending.to, trust.name, sending.reference, now=now, link=link, ends_on=ends_on, pdf=pdf)
    with connect() as send:
        _begin(sending, now)
        try:
            send(message)
        except NotSent:
            _not_begun(sending)
            raise
        except Unsure as error:
            _settle(sending, SendingEnd.UNSURE, str(error), now)
        else:
            _left(sending, now)


def _post(sending: Sending, post: Post | None, now: datetime) -> None:
    if post is None:
        raise Never("this trust has no service at GOV.UK Notify any more")
    carried = post.look(sending.carrier_id) if sending.carrier_id else _handed_over(sending, post, now)
    if carried.stage is Stage.POSTED:
        _left(sending, now)
    elif carried.stage is Stage.FAILED:
        raise Never(carried.why)
    else:
        sending.next_try_at, sending.leased_until, sending.tries = now + LOOK_AGAIN, None, 0
        sending.save(update_fields=["next_try_at", "leased_until", "tries"])


def _handed_over(sending: Sending, post: Post, now: datetime) -> Carried:
    reference = str(sending.reference)
    # Begun before, and never heard of: it is asked after, since the same letter sent twice is printed twice.
    carried = post.find(reference) if sending.begun_at is not None else None
    if carried is None:
        if sending.begun_at is not None and now - sending.begun_at > ASKED_IN_TIME:
            raise Forgotten(
                "the work broke off so long ago that GOV.UK Notify, which forgets, cannot be asked any more"
            )
        _begin(sending, now)
        try:
            carried = post.send(reference, _issued(sending.letter, sending.edition)[0])
        except NotNow:
            _not_begun(sending)
            raise
        except BrokenOff as error:
            raise NotNow(str(error)) from error  # begun stays set: the next try asks first
    sending.carrier_id, sending.why = carried.id, ""
    sending.save(update_fields=["carrier_id", "why"])
    return carried


def _begin(sending: Sending, now: datetime) -> None:
    sending.begun_at = now
    sending.save(update_fields=["begun_at"])


def _not_begun(sending: Sending) -> None:
    sending.begun_at = None
    sending.save(update_fields=["begun_at"])


def _again(sending: Sending, why: str, now: datetime) -> None:
    sending.tries += 1
    if sending.tries > len(WAITS):
        _settle(sending, SendingEnd.FAILED, f"{why}, {sending.tries} times. Serve it another way.", now)
        return
    sending.next_try_at, sending.leased_until, sending.why = now + WAITS[sending.tries - 1], None, why[:300]
    sending.save(update_fields=["tries", "next_try_at", "leased_until", "why"])


def _settle(sending: Sending, became: SendingEnd, why: str, now: datetime) -> None:
    sending.became, sending.became_at, sending.why, sending.leased_until = became, now, why[:300], None
    sending.save(update_fields=["became", "became_at", "why", "leased_until"])


def _left(sending: Sending, now: datetime) -> None:
    """It has left: recorded as a service by whoever asked for it, in one transaction with the row."""
    letter, case = sending.letter, sending.letter.case
    act = Act(case.reference, sending.asked_by, now, f"sent {sending.reference}", 0)
    why = ""
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        try:
            with transaction.atomic():
                written(case, act, _service(letter, SendingWay(sending.way)))
        except (NotAllowed, door.Hidden) as refused:
            # It has left all the same: somebody who may records the service by hand.
            why = f"It has left, and its service is still to be recorded: {refused}"
        _settle(sending, SendingEnd.SENT, why, now)


def _service(letter: IssuedLetter, way: SendingWay) -> Proposal:
    def propose(setting: Setting) -> LetterServed:
        return LetterServed(
            ref=setting.ref,
            on=setting.on,
            by=setting.anyone(),
            of=letter.entry.ref,
            method=METHODS[way],
            text="Sent by Fairgate.",
        )

    return propose
