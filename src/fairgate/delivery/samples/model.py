"""The model code's letters, from invented data."""

from datetime import date

from msgspec.structs import replace

from fairgate.delivery.letter import Fact, Letter, Taken
from fairgate.delivery.samples.others import acknowledged, ended, note, of_no_case
from fairgate.delivery.samples.worlds import MODEL, cited, each, exceptions, heard, letter_of, planned, told, tried
from fairgate.engine.words import Agency, Decision, Kind

_CALLS = Fact(
    on=date(2026, 11, 27),
    breach="",
    paragraph="",
    text="In the week to this day you telephoned the office 43 times, about matters that had been answered.",
)
_POST = Fact(
    on=date(2026, 11, 14),
    breach="",
    paragraph="",
    text="Under your name, a post gives the street in which the deputy headteacher lives, and says that people should "
    "call on her there.",
)


def letters() -> list[tuple[str, Letter]]:
    """Each letter, and what tells it from others of its kind."""
    it = MODEL
    invitation = replace(
        letter_of(it, "meeting_invitation", Kind.MEETING, "An invitation to meet"),
        dated=date(2026, 11, 6),
        facts=(replace(told(it)[0], found=False),),
        cited=cited(it, "3.3", "5.4"),
        reply_by=date(2026, 11, 13),
        other_language="Polish",
    )
    mediation = replace(
        letter_of(it, "mediation_offer", Kind.MEDIATION, "An offer of mediation"),
        dated=date(2026, 11, 6),
        facts=(replace(told(it)[0], found=False),),
        cited=cited(it, "5.5"),
        reply_by=date(2026, 11, 20),
    )
    warning = replace(
        letter_of(it, "warning", Kind.WARNING, "A written warning"),
        dated=date(2026, 11, 9),
        facts=told(it)[:1],
        cited=cited(it, "3.3", "5.6"),
        reasons="Two members of staff went home upset. I have thought about what you told us of your worry for "
        "Jakub, which we are looking into, and it does not excuse this.",
        earlier=tried(date(2026, 11, 6), "we invited you to a meeting, which you declined"),
    )
    intention = replace(
        letter_of(it, "intention_notice", Kind.INTENTION, "Notice that a bar is intended"),
        dated=date(2026, 11, 13),
        cited=cited(it, "3.4", "6.3", "6.4"),
        reasons="A threat to a member of staff so soon after a written warning makes me think that words alone "
        "will not be enough.",
        earlier=tried(date(2026, 11, 9), "I sent you a written warning"),
        sites=("Meadow Lane Academy",),
        until=date(2027, 2, 12),
        decider=it.leader,
        representations=replace(heard(it, date(2026, 11, 27)), to="Headteacher", heard_by="Headteacher"),
    )
    bar = replace(
        intention,
        id="bar_notice",
        kind=Kind.BAR,
        subject="Bar from the premises of Meadow Lane Academy",
        dated=date(2026, 11, 30),
        from_on=date(2026, 12, 1),
        review_on=date(2026, 12, 18),
        representations=heard(it, date(2026, 12, 14)),
        reviewer="Chief Executive",
        exceptions=exceptions(it, "bar"),
        cited=cited(it, "3.4", "6.6", "6.9"),
        earlier=tried(date(2026, 11, 9), "I sent you a written warning")
        + tried(date(2026, 11, 13), "I gave you notice that a bar was intended, and have considered your answer"),
        measure="Bar",
    )
    urgent = replace(bar, provisional=True, cited=cited(it, "3.4", "6.5"), measure="Urgent bar", earlier=())
    urgent = replace(urgent, serious_reasons="You said where and when you would be waiting, and staff were in fear.")
    decided = replace(bar, id="bar_decision", subject="Decision on your representations", dated=date(2026, 12, 17))
    decided = replace(decided, signatory=it.hears, earlier=(), cited=cited(it, "6.8"), review_on=date(2027, 1, 22))
    said = "You said that the words were spoken in anger, and that Jakub is upset by the bar."
    chief = Taken(word=Decision.CONFIRM, office="Chief Executive", name=it.hears.name, on=date(2026, 12, 16), said=said)
    reviewed = replace(decided, id="bar_review_outcome", subject="Review of your bar", dated=date(2027, 1, 25))
    reviewed = replace(reviewed, representations=heard(it, date(2027, 2, 8)), review_on=date(2027, 3, 26))
    reviewed = replace(reviewed, cited=cited(it, "6.9", "7.15"))
    contact = replace(
        bar,
        id="contact_notice",
        kind=Kind.CONTACT_CAP,
        subject="A limit on how you contact the school",
        facts=told(it, ("excessive_contact",), (_CALLS,)),
        cited=cited(it, "3.7", "6.12"),
        reasons="The office has answered you every time, and cannot do its other work. One longer call a week, "
        "at a set time, will serve you better.",
        sites=(),
        exceptions=(),
        until=date(2027, 2, 23),
        review_on=date(2027, 1, 12),
        cap="One telephone call and one e-mail a week",
        channels_open=("E-mail", "Telephone", "Letter"),
        plan=planned(it, "contact_cap"),
        earlier=tried(date(2026, 11, 20), "we asked you to keep to one call a day"),
        measure="Limit on contact",
    )
    contact_decided = replace(contact, id="contact_decision", subject="The limit on how you contact the school")
    contact_decided = replace(
        contact_decided, signatory=it.hears, dated=date(2026, 12, 17), earlier=(), cited=cited(it, "6.15")
    )
    order = replace(
        bar,
        id="order_notice",
        subject="Short order to stay away from Meadow Lane Academy",
        dated=date(2026, 11, 13),
        decider=replace(it.leader, name="Mrs Joy Bell", office="Senior leader"),
        signatory=replace(it.leader, name="Mrs Joy Bell", office="Senior leader"),
        facts=(replace(told(it)[1], found=False),),
        cited=cited(it, "6.2", "6.17"),
        reasons="The member of staff was in fear, and the school needed a few days to find out what had happened.",
        serious_reasons="The words were a threat against a named person.",
        from_on=date(2026, 11, 12),
        until=date(2026, 11, 18),
        review_on=None,
        representations=replace(heard(it, None), to="Headteacher", heard_by="Headteacher"),
        earlier=(),
        measure="Short order to stay away",
    )
    answer = "I accept that you were angry, and that you regret it. "
    post = replace(
        letter_of(it, "removal_request", Kind.REMOVAL_REQUEST, "A request to take down a post"),
        dated=date(2026, 11, 16),
        facts=told(it, ("abusive_posts",), (_POST,)),
        cited=cited(it, "3.12", "5.9"),
        reasons="The post tells people where a member of staff lives, and she is afraid.",
        reply_by=date(2026, 11, 18),
        post="The group 'Parents of Newtown', on Chatter",
    )
    seen = (
        replace(
            told(it)[1], text="She told the office that the deputy headteacher had better watch herself.", found=False
        ),
    )
    posted = told(
        it, ("abusive_posts",), (replace(_POST, text="A post gives the street of a member of staff.", found=False),)
    )
    child = "Jakub told a teaching assistant that he is frightened. The Designated Safeguarding Lead has spoken to him."
    works = "She works at a nursery. We have made sure of that with the nursery."
    day = date(2026, 11, 13)
    no_case = of_no_case(
        it,
        date(2026, 11, 9),
        "Jakub's medicine was given late twice last week.",
        "We have looked at the book, and it is so. The person who gives it was away, and nobody took over.",
        "two people now share it",
        "you are told the same day if it is ever late",
    )
    others = [
        ("", acknowledged(it, bar, said, date(2026, 12, 8), "6.7", "6.8", answer_by=date(2027, 1, 12))),
        (
            "-intention",
            acknowledged(
                it,
                replace(intention, measure="Notice that a bar is intended", from_on=intention.dated),
                said,
                date(2026, 11, 20),
                "6.4",
                answer_by=None,
            ),
        ),
        ("", ended(it, "measure_ended", bar, "6.6", "7.14")),
        ("-contact", ended(it, "measure_ended", contact, "6.12", "7.14")),
        ("", post),
        note(it, Agency.POLICE, Kind.REFERRAL, seen, "The deputy headteacher took the call herself.", day, "9.2"),
        note(it, Agency.SOCIAL_CARE, Kind.REFERRAL, seen, child, day, "9.1"),
        note(it, Agency.LADO, Kind.REFERRAL, seen, works, day, "9.1"),
        note(it, Agency.LEGAL, Kind.REFERRAL, posted, "A copy of what was posted is enclosed.", day, "9.3"),
        note(it, Agency.PLATFORM, Kind.PLATFORM_REPORT, posted, "We have kept a copy of the page.", day, "5.10"),
    ]
    return [
        *others,
        *no_case,
        ("", invitation),
        ("", mediation),
        ("", warning),
        ("", intention),
        ("", bar),
        ("-urgent", urgent),
        *each(decided, chief, {
            Decision.CONFIRM: answer + "But the threat was clear, and the risk that it named has not passed.",
            Decision.UPHOLD: answer + "But the threat was clear, and the length of the bar is fair.",
            Decision.VARY: answer + "I have shortened the bar, because it weighs on Jakub and you have kept to it.",
            Decision.LIFT: answer + "The member of staff has met you, and no longer feels at risk.",
        }, {Decision.VARY: date(2027, 1, 29)}),
        *each(reviewed, replace(chief, on=date(2027, 1, 22), said=""), {
            Decision.UPHOLD: "Nothing has changed since the last decision, and there are three weeks left to run.",
            Decision.EXTEND: "On 15 January you telephoned the same member of staff at home and repeated the "
            "threat.",
            Decision.END: "You have kept to the bar, and the meeting on 14 January went well.",
        }, {Decision.EXTEND: date(2027, 5, 28)}),
        ("", contact),
        *each(contact_decided, chief, {
            Decision.UPHOLD: "Twelve weeks of one call a week is fair to you and to the office.",
            Decision.VARY: "Two calls a week will let you hear about Jakub's medicines as they change.",
            Decision.LIFT: "You have agreed with the School Business Manager on a way that suits both sides.",
            Decision.END: "Your contact has been reasonable for six weeks.",
        }, {}),
        *each(contact_decided, replace(chief, said=""), {
            Decision.UPHOLD: "The limit is working, and you have had an answer each week.",
        }, {}, mark="-review"),
        ("", order),
    ]  # fmt: skip
