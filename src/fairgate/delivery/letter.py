"""Everything a letter may use, as one plain value.

The wording of a letter lives in its template (`packs/<pack>/<edition>/letters/<id>.typ`), where a solicitor
can read it. A `Letter` carries the facts that the wording is put around: names, dates, reasons, cited paragraphs.
`requirements.py` says which of them a letter of a kind cannot do without.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from fairgate.engine.entry import Weighing
from fairgate.engine.words import Agency, Decision, Kind, Purpose, Topic


class LetterRefused(Exception):
    """A letter that cannot be made from what was given. The message says why and what would mend it."""


class Way(StrEnum):
    """A form in which a person can make representations (law.md 4)."""

    WRITING = "writing"
    EMAIL = "email"
    MEETING = "meeting"
    PHONE = "phone"


class Trust(Struct, frozen=True, kw_only=True):
    """The trust on whose paper the letter is written. `colour` is '#rrggbb'; a pale one is darkened for text."""

    name: str
    address: tuple[str, ...] = ()
    colour: str = "#1f3a5f"


class School(Struct, frozen=True, kw_only=True):
    """The school that writes: where an answer on paper goes."""

    name: str
    address: tuple[str, ...]
    phone: str = ""
    email: str = ""


class Recipient(Struct, frozen=True, kw_only=True):
    """The one person to whom the letter is written: six lines at most below the name, the last a postcode."""

    name: str
    address: tuple[str, ...] = ()  # empty when the letter goes by hand or by e-mail only
    greeting: str = ""  # what follows 'Dear'; empty: the name


class About(Struct, frozen=True, kw_only=True):
    """Of whom a letter tells that is not written to them: what the body it goes to needs, and no more.

    `children` are full names; `address` is empty where it is confidential, and `address_kept_back` then says so.
    """

    name: str
    address: tuple[str, ...] = ()
    address_kept_back: bool = False
    phone: str = ""
    children: tuple[str, ...] = ()


class Officer(Struct, frozen=True, kw_only=True):
    """A named person and the office in which that person acts (law.md 11, 13)."""

    name: str
    office: str


class Fact(Struct, frozen=True, kw_only=True):
    """One thing that happened. `found` False: reported, not yet decided, and the letter says so."""

    on: date
    breach: str  # what the code calls it
    paragraph: str
    text: str  # what happened, in plain words
    found: bool = True


class Cited(Struct, frozen=True, kw_only=True):
    """A paragraph of the code, as the trust publishes it."""

    ref: str
    text: str


class Earlier(Struct, frozen=True, kw_only=True):
    """What was tried before this letter (law.md 17)."""

    on: date
    text: str


class Meeting(Struct, frozen=True, kw_only=True):
    """A meeting that is offered at a set time."""

    on: date
    time: str = ""
    place: str = ""
    held_with: str = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to reach, and how (law.md 7). `channels` are the names of the open ways: 'E-mail', 'Telephone'."""

    office: str
    person: str = ""
    email: str = ""
    phone: str = ""
    channels: tuple[str, ...] = ()


class Reached(Struct, frozen=True, kw_only=True):
    """How one thing is reached while contact is limited (law.md I25): by which open channel, and at what address.

    `topic` is one of engine.words.Topic; `channel` and `at` are empty where no way is open, which no letter may say.
    """

    topic: Topic
    about: str
    says: str = ""
    channel: str = ""
    at: str = ""


class Representations(Struct, frozen=True, kw_only=True):
    """How the person is heard (law.md 4). `by` None: at any time while the measure holds.

    `email` and `phone` are used when they differ from those of the contact.
    """

    to: str
    heard_by: str
    by: date | None = None
    how: tuple[Way, ...] = ()
    email: str = ""
    phone: str = ""


class Taken(Struct, frozen=True, kw_only=True):
    """A decision about a measure: which, by whom, when, and what the person had said (law.md 16).

    `met_on` is the day of the meeting at which a council or panel took it; `name` then is who signs for it.
    """

    word: Decision
    office: str
    on: date
    name: str = ""
    said: str = ""  # the person's representations in short; empty: none were made
    met_on: date | None = None


class Arrangement(Struct, frozen=True, kw_only=True):
    """One arrangement for the child: about 'Dropping off', what will be done (law.md 8)."""

    about: str
    text: str


class Link(Struct, frozen=True, kw_only=True):
    """Another policy, and where it is found."""

    name: str
    where: str = ""


class Ledger(Struct, frozen=True, kw_only=True):
    """How many entries the case's ledger had when the letter was made, and the hash of its head.

    The beginning of the head is the code by which anybody can check the letter, at the address `check_at`.
    """

    count: int
    head: str
    check_at: str = ""  # empty: the foot names no address


class Letter(Struct, frozen=True, kw_only=True):
    """All the data of one letter. Dates are days; `until` is the last day on which a measure holds.

    A field left empty is left out of the letter, unless `requirements.required` says that it cannot be.
    """

    id: str  # the template: 'bar_notice'
    kind: Kind | Purpose  # the kind of step that it belongs to, or what else it is for; with `decision` it says
    # what must be stated
    pack: str
    edition: str
    code_title: str  # 'Parent Code of Conduct'

    trust: Trust
    school: School
    recipient: Recipient
    reference: str
    dated: date
    signatory: Officer
    subject: str
    ledger: Ledger

    facts: tuple[Fact, ...] = ()
    reasons: str = ""
    serious_reasons: str = ""  # why steps were left out, or the measure could not wait (law.md 14)
    cited: tuple[Cited, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    sites: tuple[str, ...] = ()
    from_on: date | None = None
    from_time: str = ""
    until: date | None = None
    review_on: date | None = None
    reply_by: date | None = None
    meeting: Meeting | None = None

    measure: str = ""  # what the code calls it: 'Bar', 'Short order to stay away', 'Limit on contact'
    provisional: bool = False  # decided on again whether or not the person makes representations (law.md 5)
    channels_closed: tuple[str, ...] = ()
    channels_open: tuple[str, ...] = ()
    plan: tuple[Reached, ...] = ()
    cap: str = ""  # 'one e-mail a week'
    conditions: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()

    countersigned: Officer | None = None  # who signed it too, where the code asks for two
    decider: Officer | None = None
    reviewer: str = ""  # the office that reviews the measure
    representations: Representations | None = None
    decision: Taken | None = None
    contact: Contact | None = None

    # of an acknowledgement: what was said, when it came, and by when it is answered
    said: str = ""
    received_on: date | None = None
    answer_by: date | None = None
    answer_within: str = ""  # '10 school days of ...', where no time runs yet
    suspended: bool = False  # what was said holds the measure back until it is decided on

    # of an answer to a concern: `said` and `received_on` as above, the answer in `reasons`, and where it can be taken
    next_stage: str = ""
    read_at: str = ""  # of the code: where the whole of it is read

    # of a cover note: what sort of body it is written to, of whom it tells, and the body's own reference
    agency: Agency | None = None
    about: About | None = None
    their_reference: str = ""
    post: str = ""  # where it stands: an address on the web, or a group

    children: tuple[str, ...] = ()  # first names, as the school uses them
    arrangements: tuple[Arrangement, ...] = ()  # empty: the template's own arrangements
    weighed: Weighing | None = None  # what the measure, or the decision about it, was weighed by (law.md 17)

    complaints: Link | None = None
    other_language: str = ""  # a language the person reads better, named in the offer of a translation
    language: str = "en"  # the language of the wording; packs carry English only
