"""Invented people, schools and events for the sample letters. Nobody is real."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from fairgate.delivery.letter import (
    Cited,
    Contact,
    Earlier,
    Fact,
    Ledger,
    Letter,
    Link,
    Officer,
    Reached,
    Recipient,
    Representations,
    School,
    Taken,
    Trust,
    Way,
)
from fairgate.engine.words import Decision, Kind, Topic
from fairgate.policy.pack import load_pack

EVERY_WAY = (Way.WRITING, Way.EMAIL, Way.PHONE, Way.MEETING)


class World(Struct, frozen=True, kw_only=True):
    """A trust with a school, a head, an office that hears, and one parent."""

    pack: str
    trust: Trust
    school: School
    parent: Recipient
    children: tuple[str, ...]
    head: Officer
    leader: Officer  # who imposes a bar
    hears: Officer  # who decides on representations and reviews
    to: str  # the office that representations are addressed to
    contact: Contact
    complaints: Link
    breaches: tuple[str, ...]  # ids in the pack, in the order in which they happened
    events: tuple[Fact, ...]  # the same, told; breach and paragraph are filled in from the pack


def _happened(on: date, text: str, *, found: bool = True) -> Fact:
    return Fact(on=on, breach="", paragraph="", text=text, found=found)


ASPIRE = World(
    pack="aspire",
    trust=Trust(name="Aspire Academy Trust", address=("1 Example Court", "St Austell", "PL25 0ZZ"), colour="#005a78"),
    school=School(
        name="Porthmellin School",
        address=("Chapel Hill", "Porthmellin", "Truro", "TR1 0ZZ"),
        phone="01632 960 100",
        email="office@porthmellin.example",
    ),
    parent=Recipient(
        name="Mr Jago Trevanion",
        address=("3 Invented Row", "Porthmellin", "Truro", "Cornwall", "TR1 0ZY"),
        greeting="Mr Trevanion",
    ),
    children=("Demelza", "Piran"),
    head=Officer(name="Mrs Morwenna Pascoe", office="Head of School"),
    leader=Officer(name="Dr Ruth Okafor", office="Member of the Trust Senior Leadership Team"),
    hears=Officer(name="Mr Alan Bosanko", office="Chair of the Hub Council"),
    to="Hub Council",
    contact=Contact(
        office="School Business Manager",
        person="Miss Lowenna Hicks",
        email="l.hicks@porthmellin.example",
        phone="01632 960 101",
        channels=("E-mail", "Telephone", "Letter"),
    ),
    complaints=Link(name="Complaints Procedure", where="on the trust's website, under Governance and Policies"),
    breaches=("abusive_messages", "offensive_language"),
    events=(
        _happened(
            date(2024, 9, 13),
            "You sent three e-mails to the class teacher between 9.40 pm and 11.15 pm. They called her useless "
            "and told her that she would be sorry.",
        ),
        _happened(
            date(2024, 9, 30),
            "At about 3.20 pm, at the main gate, you shouted and swore at the teacher on duty for several "
            "minutes, in front of children who were being collected.",
        ),
    ),
)

OAK = World(
    pack="oak",
    trust=Trust(
        name="Oak Learning Partnership", address=("2 Example Avenue", "Whitefield", "Bury", "BL9 0ZX"), colour="#2f6b3a"
    ),
    school=School(
        name="Irwell Bridge Primary School",
        address=("Weir Lane", "Bury", "BL9 0ZY"),
        phone="0161 496 0123",
        email="office@irwellbridge.example",
    ),
    parent=Recipient(
        name="Mr Daniel Ashworth",
        address=("14 Invented Terrace", "Unsworth", "Bury", "BL9 0ZZ"),
        greeting="Mr Ashworth",
    ),
    children=("Ellie",),
    head=Officer(name="Mrs Helen Prescott", office="Headteacher"),
    leader=Officer(name="Mrs Helen Prescott", office="Headteacher"),
    hears=Officer(name="Mr Imran Siddiqui", office="CEO"),
    to="Headteacher",
    contact=Contact(
        office="School Business Manager",
        person="Mrs Anne Dyer",
        email="a.dyer@irwellbridge.example",
        phone="0161 496 0124",
        channels=("E-mail", "Telephone"),
    ),
    complaints=Link(name="Complaints Policy", where="on the trust's website"),
    breaches=("threat",),
    events=(
        _happened(
            date(2024, 9, 30),
            "At about 8.50 am, in the entrance hall, you told the receptionist that you would hurt her if she "
            "did not open the inner door. Two members of staff and a parent heard it.",
        ),
    ),
)

MODEL = World(
    pack="model",
    trust=Trust(name="Our Trust", address=("5 Example Square", "Newtown", "ZZ9 9ZZ"), colour="#4b2e83"),
    school=School(
        name="Meadow Lane Academy",
        address=("Meadow Lane", "Newtown", "ZZ9 9ZY"),
        phone="0113 496 0200",
        email="office@meadowlane.example",
    ),
    parent=Recipient(name="Ms Anna Kowalska", address=("Flat 2", "7 Made Up Street", "Newtown", "ZZ9 9ZX")),
    children=("Jakub",),
    head=Officer(name="Mr Tom Adeyemi", office="Headteacher"),
    leader=Officer(name="Mr Tom Adeyemi", office="Headteacher"),
    hears=Officer(name="Dr Priya Raman", office="Chief Executive"),
    to="Clerk to the Trustees",
    contact=Contact(
        office="School Business Manager",
        person="Mr Colin Frost",
        email="c.frost@meadowlane.example",
        phone="0113 496 0201",
        channels=("E-mail", "Telephone"),
    ),
    complaints=Link(name="Complaints Policy", where="on the trust's website"),
    breaches=("offensive_language", "threat"),
    events=(
        _happened(
            date(2026, 11, 5), "At the reception desk you shouted at two members of staff and swore at one of them."
        ),
        _happened(
            date(2026, 11, 12),
            "On the telephone you told the office that the deputy headteacher had better watch herself on her "
            "way home.",
        ),
    ),
)

WORLDS = (ASPIRE, OAK, MODEL)


def told(world: World, breaches: tuple[str, ...] = (), events: tuple[Fact, ...] = ()) -> tuple[Fact, ...]:
    """The world's events, or others, under the names and paragraphs that its pack gives them."""
    code = load_pack(world.pack).code
    named = (code.breaches[breach] for breach in breaches or world.breaches)
    return tuple(
        Fact(on=fact.on, breach=breach.name, paragraph=breach.paragraphs[0], text=fact.text, found=fact.found)
        for breach, fact in zip(named, events or world.events, strict=True)
    )


def letter_of(world: World, letter_id: str, kind: Kind, subject: str) -> Letter:
    """What every letter of this world has; what else it says is put in with `msgspec.structs.replace`."""
    code = load_pack(world.pack).code
    return Letter(
        id=letter_id,
        kind=kind,
        pack=code.id,
        edition=code.edition,
        code_title=code.title,
        trust=world.trust,
        school=world.school,
        recipient=world.parent,
        reference=f"{code.id.upper()}-0017",
        dated=min(fact.on for fact in world.events),
        signatory=world.head,
        subject=subject,
        ledger=Ledger(
            count=9, head="3fa94c0d7be1e2aa91b0c5d4e7f60812", check_at="https://gate.example.org/letter-check"
        ),
        contact=world.contact,
        complaints=world.complaints,
        children=world.children,
        facts=told(world),
    )


def cited(world: World, *refs: str) -> tuple[Cited, ...]:
    """Paragraphs of the world's pack, as published."""
    paragraphs = load_pack(world.pack).code.paragraphs
    return tuple(Cited(ref=ref, text=paragraphs[ref].text) for ref in refs)


def heard(world: World, by: date | None) -> Representations:
    """Representations in this world, made by `by`."""
    return Representations(to=world.to, heard_by=_body(world.hears), by=by, how=EVERY_WAY)


def tried(on: date, text: str) -> tuple[Earlier, ...]:
    """One thing tried before."""
    return (Earlier(on=on, text=text),)


def _body(hears: Officer) -> str:
    return hears.office.removeprefix("Chair of the ")


def exceptions(world: World, step: str) -> tuple[str, ...]:
    """The exceptions that the world's pack gives a measure."""
    measure = load_pack(world.pack).code.steps[step].measure
    return measure.exceptions if measure else ()


def each(
    letter: Letter, taken: Taken, reasons: dict[Decision, str], until: dict[Decision, date], mark: str = ""
) -> list[tuple[str, Letter]]:
    """The same letter for each decision, with its reasons and, where the decision changes it, its last day."""
    return [
        (
            mark,
            replace(letter, decision=replace(taken, word=word), reasons=reason, until=until.get(word, letter.until)),
        )
        for word, reason in reasons.items()
    ]


def planned(world: World, step: str, closed: tuple[str, ...] = ()) -> tuple[Reached, ...]:
    """The contact plan of a step of the world's pack, with the channels of these names closed."""
    code = load_pack(world.pack).code
    measure = code.steps[step].measure
    contact = measure.contact if measure else None
    names = {channel.id: channel.name for channel in code.channels}
    at = {"phone": world.contact.phone, "email": world.contact.email, "letter": ", ".join(world.school.address)}
    found = []
    for one in contact.plan if contact else ():
        shut = closed if one.topic is not Topic.COMPLAINT else ()
        by = next(way for way in one.channels if names[way] not in shut)
        found.append(Reached(topic=one.topic, about=one.about, says=one.says, channel=names[by], at=at[by]))
    return tuple(found)
