"""Oak's letters, from invented data."""

from datetime import date

from msgspec.structs import replace

from fairgate.delivery.letter import Fact, Letter, Taken
from fairgate.delivery.samples.others import acknowledged, ended, note, of_no_case
from fairgate.delivery.samples.worlds import OAK, cited, each, heard, letter_of, planned, told, tried
from fairgate.engine.words import Agency, Decision, Kind

_MESSAGES = Fact(
    on=date(2024, 9, 30),
    breach="",
    paragraph="",
    text="Between 27 and 30 September you sent the class teacher fourteen e-mails, eleven of them after 10 pm. "
    "Six call her a liar.",
)
_POST = Fact(
    on=date(2024, 9, 9),
    breach="",
    paragraph="",
    text="In the group 'Irwell Bridge Mums and Dads', under your name, a post says that a named teaching "
    "assistant steals from lunch boxes.",
)


def letters() -> list[tuple[str, Letter]]:
    """Each letter, and what tells it from others of its kind."""
    it = OAK
    notice = replace(
        letter_of(it, "bar_notice", Kind.BAR, "Temporary bar from the premises of Irwell Bridge Primary School"),
        dated=date(2024, 10, 1),
        decider=it.leader,
        cited=cited(it, "2.5.4", "5.2b", "5.4a"),
        reasons="Reception staff have to be able to open the school each morning without fear. I considered a "
        "further conversation and a written warning, and I do not think that either would keep staff and "
        "children safe while we hear from you.",
        serious_reasons="The threat was of physical harm, it was made in front of young children, and you said "
        "that you would be back.",
        earlier=tried(date(2024, 9, 16), "the deputy head spoke with you about your manner towards office staff"),
        sites=("Irwell Bridge Primary School",),
        from_on=date(2024, 10, 2),
        until=date(2024, 11, 15),
        representations=heard(it, date(2024, 10, 16)),
        reviewer="CEO",
        provisional=True,
        measure="Bar",
    )
    said = (
        "You wrote that you were frightened for Ellie, who had been hurt the day before, that you did not mean "
        "what you said, and that you have apologised to the receptionist by letter."
    )
    decided = replace(
        notice,
        id="bar_decision",
        subject="Review of the decision to bar you",
        dated=date(2024, 10, 23),
        signatory=it.hears,
        review_on=date(2024, 11, 13),
        cited=cited(it, "5.4b", "5.6"),
        serious_reasons="",
        earlier=(),
    )
    ceo = Taken(word=Decision.CONFIRM, office="CEO", name=it.hears.name, on=date(2024, 10, 22), said=said)
    reviewed = replace(decided, id="bar_review_outcome", subject="Review of your bar", dated=date(2024, 11, 14))
    reviewed = replace(reviewed, representations=heard(it, date(2024, 11, 28)), review_on=date(2024, 12, 18))
    reviewed = replace(reviewed, until=date(2024, 12, 20), cited=cited(it, "5.6"))
    channel = replace(
        notice,
        id="channel_notice",
        kind=Kind.CHANNEL_RESTRICTION,
        subject="How you can reach the school until half-term",
        facts=told(it, ("abusive_messages",), (_MESSAGES,)),
        cited=cited(it, "2.5.7", "2.5b.5"),
        reasons="The class teacher cannot prepare lessons while answering messages of this kind. We want to go "
        "on hearing from you, "
        "and one person can make sure that we do.",
        serious_reasons="",
        sites=(),
        channels_closed=("E-mail",),
        channels_open=("Telephone", "Letter"),
        plan=planned(it, "channel_restriction", ("E-mail",)),
        contact=replace(it.contact, email="", channels=("Telephone", "Letter")),
        provisional=False,
        measure="Channel restriction",
    )
    channel_decided = replace(channel, id="channel_decision", subject="The restriction on how you reach the school")
    channel_decided = replace(channel_decided, signatory=it.hears, dated=date(2024, 10, 23), earlier=())
    channel_reviewed = replace(
        channel_decided,
        dated=date(2024, 11, 15),
        until=date(2024, 12, 20),
        representations=heard(it, date(2024, 11, 29)),
    )
    asked = (
        "You wrote that nobody had answered you for a week, and asked to be able to write to the class teacher again."
    )
    post = replace(
        letter_of(it, "removal_request", Kind.REMOVAL_REQUEST, "A request to take down a post"),
        dated=date(2024, 9, 10),
        facts=told(it, ("defamatory_posts",), (_POST,)),
        cited=cited(it, "2.5.8", "3.2.3c"),
        reasons="The post names a member of staff, and many people in our community have seen it.",
        reply_by=date(2024, 9, 12),
    )
    warning = replace(
        post,
        id="legal_warning",
        kind=Kind.WARNING,
        subject="A post that we asked you to take down",
        dated=date(2024, 9, 16),
        cited=cited(it, "3.2.3d", "3.2.3e"),
        reply_by=date(2024, 9, 23),
        earlier=tried(date(2024, 9, 10), "we reported the post to the site, and asked you to take it down"),
    )
    seen = (replace(told(it)[0], text="He told the receptionist that he would hurt her. A child saw it.", found=False),)
    posted = told(it, ("defamatory_posts",), (replace(_POST, found=False),))
    child = (
        "Ellie told her teacher that she is frightened to go home. I have spoken to the Designated Safeguarding Lead."
    )
    works = "He coaches a swimming club for children. We have made sure of that with the club."
    day = date(2024, 10, 1)
    no_case = of_no_case(
        it,
        date(2024, 9, 5),
        "Ellie was hurt at playtime, and you heard of it from her.",
        "The member of staff who saw to her wrote it down and did not telephone you. That was a "
        "mistake, and we are sorry.",
        "we telephone you at once whenever she is hurt",
    )
    others = [
        ("", acknowledged(it, notice, said, date(2024, 10, 9), "5.2c", "5.4a", answer_by=date(2024, 11, 6))),
        ("", ended(it, "measure_ended", notice, "5.2b", "2.5b.2")),
        ("-channel", ended(it, "measure_ended", channel, "2.5b.5")),
        note(it, Agency.POLICE, Kind.REFERRAL, seen, "The receptionist and two others can tell of it.", day, "2.5b.3"),
        note(it, Agency.SOCIAL_CARE, Kind.REFERRAL, seen, child, day, "2.5b.7", "1.6"),
        note(it, Agency.LADO, Kind.REFERRAL, seen, works, day, "2.5b.7", "1.6"),
        note(it, Agency.LEGAL, Kind.REFERRAL, posted, "A copy of what was posted is enclosed.", day, "3.2.3d"),
        note(it, Agency.PLATFORM, Kind.PLATFORM_REPORT, posted, "We have kept a copy of the page.", day, "3.2.3a"),
    ]
    return [
        *others,
        *no_case,
        ("", notice),
        *each(decided, ceo, {
            Decision.CONFIRM: "I accept that you were frightened, and that you have apologised. But the threat "
            "was plain, and the receptionist does not yet feel safe. Six weeks gives time for the meeting that "
            "we have agreed.",
            Decision.LIFT: "I accept your account and your apology, and so does the receptionist. Nothing more "
            "is needed.",
        }, {}),
        *each(reviewed, replace(ceo, on=date(2024, 11, 13)), {
            Decision.EXTEND: "On 6 November you waited outside the premises for the same member of staff and "
            "followed her to her car.",
            Decision.END: "You have kept to the bar, and the meeting on 7 November went well.",
        }, {}),
        ("", channel),
        *each(channel_decided, replace(ceo, said=asked), {
            Decision.CONFIRM: "Your messages did not stop when you were asked. I think the restriction fair, and "
            "not too long.",
            Decision.VARY: "One e-mail a week to the School Business Manager will do no harm, and will help you.",
            Decision.LIFT: "You have agreed to write at reasonable hours and in reasonable words. That is enough.",
        }, {}),
        *each(channel_reviewed, replace(ceo, on=date(2024, 11, 14), said=""), {
            Decision.EXTEND: "Messages of the same kind were left on the school's voicemail on 4 and 9 November.",
            Decision.END: "There have been no such messages since the restriction began.",
        }, {}),
        ("", post),
        ("", warning),
    ]  # fmt: skip
