"""Letters that neither a step nor a decision sends, in each world: acknowledgements, ended measures, cover notes."""

from datetime import date

from msgspec.structs import replace

from fairgate.delivery.letter import About, Contact, Fact, Letter, Recipient
from fairgate.delivery.samples.worlds import World, cited, heard, letter_of
from fairgate.engine.phrases import lowered
from fairgate.engine.words import Agency, Kind, Purpose
from fairgate.policy.pack import load_pack

_TO = {
    Agency.POLICE: "Newtown Neighbourhood Policing Team",
    Agency.SOCIAL_CARE: "Multi-Agency Safeguarding Hub",
    Agency.LADO: "Local Authority Designated Officer",
    Agency.LEGAL: "Ms Ivy Cole, Trust Legal Team",
    Agency.PLATFORM: "The moderators of Chatter",
}


def acknowledged(world: World, of: Letter, said: str, on: date, *refs: str, answer_by: date | None) -> Letter:
    """That representations about `of` came, the day after they did."""
    right = of.representations or heard(world, None)
    return replace(
        letter_of(world, "acknowledgement", Kind.BAR, "What you told us"),
        kind=Purpose.ACKNOWLEDGEMENT,
        dated=date.fromordinal(on.toordinal() + 1),
        measure=of.measure,
        from_on=of.from_on,
        facts=(),
        cited=cited(world, *refs),
        said=said,
        received_on=on,
        answer_by=answer_by,
        representations=replace(right, by=right.by if answer_by is None else None),
    )


def ended(world: World, letter: str, of: Letter, *refs: str) -> Letter:
    """That the measure of `of` has ended by its date."""
    assert of.until is not None  # noqa: S101 - each measure of the samples has its last day
    return replace(
        letter_of(
            world, letter, of.kind if isinstance(of.kind, Kind) else Kind.BAR, f"The {of.measure.lower()} has ended"
        ),
        kind=Purpose.LAPSE,
        dated=date.fromordinal(of.until.toordinal() + 3),
        signatory=world.leader,
        measure=of.measure,
        facts=(),
        cited=cited(world, *refs),
        sites=of.sites,
        from_on=of.from_on,
        until=of.until,
        channels_closed=of.channels_closed,
    )


def note(
    world: World, agency: Agency, kind: Kind, facts: tuple[Fact, ...], passed_on: str, on: date, *refs: str
) -> tuple[str, Letter]:
    """The note that goes with a referral, told from the others by the sort of body that it goes to."""
    about = About(
        name=world.parent.name,
        address=world.parent.address,
        phone="07700 900 123",
        children=tuple(f"{child} {world.parent.name.split()[-1]}" for child in world.children)
        if agency in (Agency.SOCIAL_CARE, Agency.LADO)
        else (),
    )
    written = replace(
        letter_of(world, "referral_note", kind, "Referral by the school"),
        dated=on,
        recipient=Recipient(name=_TO[agency], greeting="colleague"),
        facts=facts,
        reasons=passed_on,
        cited=cited(world, *refs),
        agency=agency,
        about=None if agency is Agency.PLATFORM else about,
        post="The group 'Parents of Newtown', on Chatter" if agency is Agency.PLATFORM else "",
        children=(),
        contact=Contact(
            office=world.head.office, person=world.head.name, email=world.school.email, phone=world.school.phone
        ),
    )
    return f"-{agency.value}", written


def of_no_case(world: World, raised: date, concern: str, answer: str, *steps: str) -> list[tuple[str, Letter]]:
    """An answer to a concern, and the code for somebody who collects a child."""
    code = load_pack(world.pack).code
    quoted = (one.ref for one in code.paragraphs.values() if one.kind in ("expectation", "breach"))
    base = replace(
        letter_of(world, "concern_reply", Kind.MEETING, code.writings[Purpose.CONCERN_REPLY].name),
        kind=Purpose.CONCERN_REPLY,
        facts=(),
        children=(),
        ledger=replace(letter_of(world, "", Kind.MEETING, "").ledger, count=0),
    )
    reply = replace(
        base,
        dated=date.fromordinal(raised.toordinal() + 3),
        said=concern,
        received_on=raised,
        reasons=answer,
        conditions=steps,
        next_stage=lowered(code.route[1].name),
    )
    sent = replace(
        base,
        id="code_of_conduct",
        kind=Purpose.CODE,
        subject=code.writings[Purpose.CODE].name,
        dated=raised,
        children=world.children[:1],
        cited=cited(world, *quoted),
        read_at="https://gate.example.org/code",
    )
    return [("", reply), ("", sent)]
