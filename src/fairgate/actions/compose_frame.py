"""What every letter has, whatever it is for: the paper, the person, the signature, whom to reach, where to complain."""

from collections.abc import Iterable

from django.db.models import F, Q

from fairgate.delivery import letter as paper
from fairgate.delivery.characters import quoted
from fairgate.engine import phrases
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.case import CaseBreach
from fairgate.engine.code import Code
from fairgate.engine.entry import Actor, MeasureImposed
from fairgate.records.models import Holding, Person, School, Trust, User
from fairgate.records.standing import Standing


def office_named(stands: Standing, office: str) -> str:
    """What the code calls an office."""
    known = stands.code.offices.get(office)
    return known.name if known else office


def offices_named(stands: Standing, ids: tuple[str, ...]) -> str:
    """The same of several, with 'or'."""
    return phrases.either(office_named(stands, one) for one in ids)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def trust_of(trust: Trust) -> paper.Trust:
    """The trust, as the head of its paper."""
    return paper.Trust(name=trust.name, address=lines_of(trust.address), colour=trust.header_colour)


def school_of(school: School) -> paper.School:
    """The school that writes."""
    return paper.School(
        name=school.name, address=tuple(school.address_lines[1:]), phone=school.phone, email=school.email
    )


def name_of(actor: Actor) -> str:
    """The name of whoever acted; '' where the ledger names no user."""
    number = actor.person.rpartition(" ")[2]
    return User.objects.filter(pk=number).values_list("name", flat=True).first() or "" if number.isdigit() else ""


def contact_of(stands: Standing, imposed: MeasureImposed | None) -> paper.Contact:
    """Whom to reach: the measure's contact office, whoever holds it, with the school's telephone."""
    school = stands.record.school
    office = imposed.contact if imposed is not None and imposed.contact else ""
    holder = (
        Holding.objects.filter(Q(school=school) | Q(school__isnull=True), office=office, trust=school.trust)
        .on(stands.on)
        .select_related("user")
        .order_by(F("school").asc(nulls_last=True))
        .first()
        if office
        else None
    )
    name = office_named(stands, office) if office else "School office"
    email = holder.user.email if holder else school.email
    closed = {*stands.folded.restricted_channels()}
    channels = [c.name for c in stands.code.channels if c.id in ("email", "phone") and c.id not in closed]
    return paper.Contact(
        office=name,
        person=holder.user.name if holder else "",
        email=email,
        phone=school.phone,
        channels=tuple(channels),
    )


def complaints_of(code: Code) -> paper.Link | None:
    """Where the code says that complaints go."""
    for link in code.links:
        if "complaint" in link.id:
            return paper.Link(name=link.name, where=link.where)
    return None


def sites_named(stands: Standing, sites: tuple[str, ...]) -> tuple[str, ...]:
    """The names of premises."""
    names = dict(School.objects.filter(trust=stands.record.trust, slug__in=sites).values_list("slug", "name"))
    return tuple(names.get(site, site) for site in sites)


def recipient_of(stands: Standing) -> paper.Recipient:
    """The person whom the case is about, as the one to whom is written."""
    return recipient(stands.record.subject.kept)


def recipient(person: Person) -> paper.Recipient:
    """A person to whom is written. A confidential address is never printed: whoever may see it writes it by hand."""
    return paper.Recipient(name=person.name, address=() if person.address_protected else lines_of(person.address))


def facts_of(stands: Standing, breaches: Iterable[CaseBreach]) -> tuple[paper.Fact, ...]:
    """What happened: those of these breaches that stand, each under every paragraph that it is said to break."""
    told = {entry.ref: entry for entry in stands.entries if isinstance(entry, BreachRecorded)}
    return tuple(
        paper.Fact(
            on=breach.happened,
            breach=stands.code.breaches[clause].name,
            paragraph=stands.code.breaches[clause].paragraphs[0],
            text=quoted(told[breach.ref].text),
            found=breach.counts,
        )
        for breach in breaches
        if breach.is_live
        for clause in breach.clauses
    )


def quoting(stands: Standing, refs: Iterable[str]) -> tuple[paper.Cited, ...]:
    """Paragraphs of the code as it is published, each once."""
    known = stands.code.paragraphs
    return tuple(paper.Cited(ref=ref, text=known[ref].text) for ref in dict.fromkeys(refs))
