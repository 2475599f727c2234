"""Aspire's letters, from invented data."""

from datetime import date

from msgspec.structs import replace

from fairgate.delivery.letter import Fact, Letter, Meeting, Taken
from fairgate.delivery.samples.others import acknowledged, ended, note, of_no_case
from fairgate.delivery.samples.worlds import ASPIRE, cited, each, exceptions, heard, letter_of, told, tried
from fairgate.engine.words import Agency, Decision, Kind

_POST = Fact(
    on=date(2024, 9, 28),
    breach="",
    paragraph="",
    text="In a public group, a post says that a named teacher takes money from parents.",
    found=False,
)


def letters() -> list[tuple[str, Letter]]:
    """Each letter, and what tells it from others of its kind."""
    it = ASPIRE
    invitation = replace(
        letter_of(it, "meeting_invitation", Kind.MEETING, "An invitation to meet"),
        dated=date(2024, 9, 16),
        facts=(replace(told(it)[0], found=False),),
        cited=cited(it, "unacceptable.5", "response.1"),
        reasons="Demelza's teacher was upset by these messages, and I am sure that something had upset you "
        "before you wrote them.",
        reply_by=date(2024, 9, 23),
        meeting=Meeting(on=date(2024, 9, 25), time="at 3.45 pm", place="The meeting room, Porthmellin School"),
    )
    desist = replace(
        letter_of(it, "desist_letter", Kind.WARNING, "Your messages to the school"),
        dated=date(2024, 9, 24),
        facts=told(it)[:1],
        cited=cited(it, "unacceptable.5", "response.2a"),
        reasons="Staff answer messages gladly, but nobody should be threatened for doing their work.",
        earlier=tried(date(2024, 9, 16), "we invited you to a meeting with the Head of School, and had no answer"),
    )
    notice = replace(
        letter_of(it, "ban_notice", Kind.BAR, "Ban from the premises of Porthmellin School"),
        dated=date(2024, 10, 2),
        signatory=it.leader,
        decider=it.leader,
        cited=cited(it, "unacceptable.3", "unacceptable.5", "response.2b", "response.3a"),
        reasons="We asked you in writing to stop, and you were told that a ban might follow. What happened at "
        "the gate frightened children and staff. I considered a further letter and a further offer to meet, and "
        "I do not think that either would keep the gate calm at the end of the day.",
        earlier=tried(date(2024, 9, 16), "we invited you to a meeting; we had no answer")
        + tried(date(2024, 9, 24), "the Head of School wrote to ask you to stop, and warned of a ban"),
        sites=("Porthmellin School",),
        from_on=date(2024, 10, 3),
        until=date(2024, 10, 25),
        exceptions=exceptions(it, "ban"),
        representations=heard(it, None),
        reviewer="Hub Council",
        measure="Ban",
    )
    decided = replace(notice, id="ban_decision", dated=date(2024, 10, 16), signatory=it.hears, facts=(), earlier=())
    decided = replace(
        decided, cited=cited(it, "response.3d"), subject="The Hub Council's decision on your representations"
    )
    said = (
        "You wrote that you had been worried about Piran's reading for months, that nobody had called you back, "
        "and that you lost your temper at the gate and are sorry. You asked for the ban to end at once."
    )
    reviewed = replace(decided, id="ban_review_outcome", subject="Review of your ban from Porthmellin School")
    council = Taken(word=Decision.UPHOLD, office="Hub Council", on=date(2024, 10, 15), said=said)
    seen = (replace(told(it)[1], text="He shouted and swore at a teacher at the gate. His daughter hid.", found=False),)
    posted = told(it, ("libellous_posts",), (_POST,))
    child = (
        "A child told her teacher that she is frightened to go home. I have spoken to the Designated Safeguarding Lead."
    )
    works = "He helps at a football club for under-tens. We have made sure of that with the club."
    no_case = of_no_case(
        it,
        date(2024, 9, 10),
        "Piran has not been heard reading for three weeks, and nobody has called you back.",
        "You are right on both. He was missed when the class changed, and your message was not "
        "passed on. We are sorry.",
        "Piran reads to an adult every Monday and Thursday",
        "his teacher telephones you on Friday 27 September",
    )
    others = [
        (
            "",
            acknowledged(
                it, notice, said, date(2024, 10, 7), "response.3c", "response.3d", answer_by=date(2024, 10, 21)
            ),
        ),
        ("", ended(it, "ban_ended", notice, "response.3a", "response.3b")),
        note(
            it, Agency.LEGAL, Kind.REFERRAL, posted, "A copy of the post is enclosed.", date(2024, 10, 1), "response.4"
        ),
        note(it, Agency.SOCIAL_CARE, Kind.REFERRAL, seen, child, date(2024, 10, 1), "safeguarding.1"),
        note(it, Agency.LADO, Kind.REFERRAL, seen, works, date(2024, 10, 1), "safeguarding.1"),
    ]
    return [
        *others,
        *no_case,
        ("", invitation),
        ("", desist),
        ("", notice),
        *each(decided, council, {
            Decision.UPHOLD: "We accept that you were worried and should have been called back, and the school "
            "will put that right. But two members of staff were threatened within three weeks, and the second "
            "time children saw it. A ban to the end of the half-term is the shortest that the code gives, and "
            "we do not find it too long.",
            Decision.VARY: "We accept that you were worried and should have been called back. We have shortened "
            "the ban, because you have apologised and have kept to it since.",
            Decision.LIFT: "You have apologised to both members of staff, and they have accepted it. We see no "
            "risk that still needs a ban.",
        }, {Decision.VARY: date(2024, 10, 18)}),
        *each(reviewed, replace(council, said=""), {
            Decision.UPHOLD: "There has been no further incident, but the reason for the ban still holds until "
            "the agreed meeting.",
            Decision.END: "There has been no further incident, and you have met the Head of School. The ban is "
            "no longer needed.",
        }, {}),
    ]  # fmt: skip
