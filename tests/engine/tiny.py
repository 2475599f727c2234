"""A code made by hand, for the rules that no carried pack uses; its paragraphs are named after what they say."""

from datetime import date

import msgspec

from fairgate.engine.code import (
    Breach,
    Channel,
    Code,
    Competence,
    DecisionRule,
    Lasts,
    MeasureRule,
    Must,
    Office,
    Opener,
    OutcomeRule,
    Paragraph,
    Protected,
    Representations,
    ReviewRule,
    Span,
    StepRule,
)
from fairgate.engine.words import BreachSetting, Decision, Field, Kind, Mark, Method, OfficeKind, Setting, Unit

OFFICES = {
    "head": Office("head", "Head", OfficeKind.PERSON),
    "deputy": Office("deputy", "Deputy", OfficeKind.PERSON),
    "board": Office("board", "Board", OfficeKind.BODY),
    "staff": Office("staff", "Any member of staff", OfficeKind.ANYONE),
}

BREACHES = {
    "noise": Breach("noise", "Noise", ("breach.noise",), BreachSetting.ANY),
    "driving": Breach("driving", "Bad driving", ("breach.driving",), BreachSetting.NEAR_PREMISES),
    "message": Breach("message", "Bad message", ("breach.message",), BreachSetting.COMMUNICATION),
    "post": Breach(
        "post",
        "Bad post",
        ("breach.post",),
        BreachSetting.ONLINE,
        serious_in=frozenset({Setting.PRIVATE_GROUP}),
        marks=frozenset({Mark.DEFAMATORY}),
    ),
}

ANY = Opener(("opens.breach",))
SERIOUS = Opener(("opens.serious",), marked=Mark.SERIOUS)
TEN = Span(10, Unit.SCHOOL_DAYS)
HEAD = Competence(("head",), ("by.head",))


def hearing(within: Span | None = TEN) -> Representations:
    """Who receives and hears representations."""
    return Representations(("head",), ("board",), ("heard",), within)


def deciding(opens: str, counted_from: str, *outcomes: Decision, duty: str = "decision") -> DecisionRule:
    """The Board decides, within 10 school days."""
    rules = tuple(OutcomeRule(outcome, (f"decide.{outcome}",), letter="decision") for outcome in outcomes)
    return DecisionRule(duty, "Decision", ("board",), ("decision",), opens, counted_from, TEN, rules)


def reviewing(due: str, *outcomes: Decision, every: Span | None = None, missed: str = "continues") -> ReviewRule:
    """The Board reviews."""
    rules = tuple(OutcomeRule(outcome, (f"review.{outcome}",), letter="decision") for outcome in outcomes)
    return ReviewRule("review", "Review", ("board",), ("review",), due, rules, every, missed, outlives=True)


def measured(lasts: Lasts, heard: Representations, decision: DecisionRule, review: ReviewRule | None) -> MeasureRule:
    """A measure that lasts the same the first time and later."""
    return MeasureRule(lasts, lasts, heard, decision, review)


def a_step(name: str, kind: Kind, *opens: Opener, **fields: object) -> StepRule:
    """A step of the Head's."""
    rule = StepRule(name, name.replace("_", " ").capitalize(), kind, (f"step.{name}",), HEAD, opens)
    return msgspec.structs.replace(rule, **fields)


LONG = Lasts(("lasts",), longest=Span(6, Unit.MONTHS))

STEPS = [
    a_step("talk", Kind.CONVERSATION, ANY, by=Competence(("staff",), ("by.staff",)), outcomes=("settled", "unsettled")),
    a_step(
        "meeting",
        Kind.MEETING,
        ANY,
        letter="invitation",
        outcomes=("held", "refused"),
        silence="refused",
        reply_within=Span(5, Unit.SCHOOL_DAYS),
    ),
    # a step that must follow an outcome
    a_step(
        "reprimand",
        Kind.WARNING,
        letter="warning",
        must=Must(
            (Opener(("must.refused",), after="meeting", outcomes=frozenset({"refused"})),),
            ("head",),
            ("must",),
            Span(5, Unit.WORKING_DAYS),
        ),
    ),
    # a step that must follow three strikes in a rolling year
    a_step(
        "note",
        Kind.RECORD,
        must=Must(
            (Opener(("must.strikes",), count=3, within=Span(12, Unit.MONTHS)),),
            ("head",),
            ("must",),
            Span(2, Unit.WEEKS),
        ),
    ),
    # the route by a notice of intention, and a bar after it
    a_step(
        "notice",
        Kind.INTENTION,
        ANY,
        letter="notice",
        reply_within=TEN,
        representations=Representations(("head",), ("head",), ("heard",), TEN),
    ),
    a_step(
        "bar",
        Kind.BAR,
        Opener(("opens.heard",), heard="notice"),
        letter="bar",
        needs=(Field.UNTIL,),
        measure=measured(
            LONG,
            hearing(),
            deciding("representations", "representations", Decision.UPHOLD, Decision.VARY),
            reviewing("until", Decision.EXTEND, Decision.END),
        ),
    ),
    # a bar at once, looked at again in every case, its representations at any time
    a_step(
        "urgent_bar",
        Kind.BAR,
        SERIOUS,
        letter="bar",
        measure=measured(
            Lasts(("lasts",), default=Span(14, Unit.CALENDAR_DAYS), longest=Span(6, Unit.MONTHS)),
            hearing(None),
            deciding("imposed", "window", Decision.CONFIRM, Decision.VARY, Decision.LIFT, duty="urgent_decision"),
            reviewing("review_on", Decision.UPHOLD, Decision.EXTEND, Decision.END, missed="ends"),
        ),
    ),
    # a limit on contact that representations suspend and a missed review ends
    a_step(
        "cap",
        Kind.CONTACT_CAP,
        ANY,
        letter="cap",
        measure=MeasureRule(
            Lasts(("lasts",), default=Span(8, Unit.WEEKS)),
            Lasts(("lasts",), default=Span(8, Unit.WEEKS)),
            hearing(),
            deciding("representations", "representations", Decision.UPHOLD, Decision.LIFT),
            reviewing("every", Decision.UPHOLD, Decision.END, every=Span(2, Unit.WEEKS), missed="ends"),
            suspended_by_representations=True,
        ),
    ),
    a_step(
        "route",
        Kind.CHANNEL_RESTRICTION,
        ANY,
        letter="route",
        needs=(Field.UNTIL, Field.CHANNELS),
        measure=measured(
            LONG,
            hearing(),
            deciding("representations", "representations", Decision.CONFIRM, Decision.VARY, Decision.LIFT),
            reviewing("until", Decision.EXTEND, Decision.END),
        ),
    ),
    # a condition, reviewed every half-term for as long as it takes
    a_step(
        "terms",
        Kind.CONDITION,
        ANY,
        letter="terms",
        needs=(Field.UNTIL, Field.CONDITIONS),
        measure=measured(
            Lasts(("lasts",), reasons="always"),
            hearing(),
            deciding("representations", "representations", Decision.UPHOLD, Decision.LIFT),
            reviewing("every", Decision.UPHOLD, Decision.END, every=Span(1, Unit.HALF_TERMS)),
        ),
    ),
]

TINY = Code(
    id="tiny",
    edition="1",
    title="A tiny code",
    trust="A trust",
    in_force_from=date(2024, 9, 1),
    review_by=date(2025, 1, 31),
    owner="head",
    applies_to=("parents",),
    offices=OFFICES,
    paragraphs={"1": Paragraph("1", "Be kind.", "One", "statement")},
    expectations={},
    breaches=BREACHES,
    steps={rule.id: rule for rule in STEPS},
    findings=Competence(("head", "deputy"), ("findings",)),
    closing=Competence(("head",), ("closing",)),
    route=(),
    links=(),
    readings=(),
    protected=(Protected("ofsted", "Going to Ofsted", ("protected",)),),
    channels=(
        Channel("email", "E-mail"),
        Channel("phone", "Telephone", frozenset({"telephone"})),
        Channel("letter", "Letter"),
        Channel("in_person", "In person"),
        Channel("text", "Text message", lesser=True),
    ),
    service={Method.HAND: None, Method.POST: Span(2, Unit.WORKING_DAYS)},
    service_paragraphs=("service",),
)
