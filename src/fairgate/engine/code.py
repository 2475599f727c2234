"""A trust's code of conduct as values: what a pack says, ready for the engine.

A `Code` is one edition. Every rule carries the references of the paragraphs that give it, so that whatever is
worked out from it can say which paragraph says so.
"""

from datetime import date

from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

from fairgate.engine.words import (
    Agency,
    BreachSetting,
    Decision,
    Field,
    Kind,
    Mark,
    Method,
    Occasion,
    OfficeKind,
    Prompt,
    Purpose,
    Setting,
    Topic,
    Unit,
)


class Span(Struct, frozen=True):
    """A length of time that names its unit: `amount` of `unit`; `half-terms` 1 is 'to the end of the half-term'."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit is Unit.HALF_TERMS and self.amount == 1:
            return "the end of the half-term"
        unit = self.unit.value
        return f"{self.amount} {unit[:-1] if self.amount == 1 else unit}"


YEAR = Span(12, Unit.MONTHS)
"""How far back a code looks that does not say."""


class Paragraph(Struct, frozen=True):
    """One numbered paragraph of the code, in the words that the trust publishes."""

    ref: str
    text: str
    section: str
    kind: str  # statement, principle, scope, expectation, breach, step, duty, route, ...


class Office(Struct, frozen=True):
    """A post that holds a power under the code."""

    id: str
    name: str
    kind: OfficeKind
    plural: bool = False  # the name takes a plural verb ("Governors hear ...")
    quorum: int | None = None  # of a body: how many members decide at least; None: the code does not say


class Competence(Struct, frozen=True):
    """Which offices may do something, and the paragraph that says so."""

    offices: tuple[str, ...]
    paragraphs: tuple[str, ...]


class Expectation(Struct, frozen=True):
    """What the code expects of parents, carers and visitors."""

    id: str
    name: str
    paragraphs: tuple[str, ...]


class Breach(Struct, frozen=True):
    """Conduct that a paragraph calls unacceptable."""

    id: str
    name: str
    paragraphs: tuple[str, ...]
    setting: BreachSetting
    prompts: tuple[Prompt, ...] = ()
    serious_in: frozenset[Setting] = frozenset()  # settings in which the code itself calls it serious
    serious_paragraphs: tuple[str, ...] = ()  # ... and the paragraph that does
    marks: frozenset[Mark] = frozenset()  # what the code itself marks it with, whoever records it
    needs_description: bool = False
    exception: str = ""  # what never counts as this breach, in plain words
    words: tuple[str, ...] = ()  # by which people tell of it; it is found by them, and nothing is decided by them


class Opener(Struct, frozen=True):
    """One way in which a step is opened. All that it states must be true at once.

    At least `count` live breaches must match `marked`, `settings`, `breaches`, be later than the step `since` took
    effect (a letter when served, a meeting or conversation when held) and lie within the rolling window `within`.
    `after` asks besides that such a step ended with one of `outcomes`; `heard` that the representations on such a
    notice of intention were considered, or that their time has passed; `unanswered` (with `after`) is not needed:
    a reply date gone by without an answer reads as the step's `silence`.
    """

    paragraphs: tuple[str, ...]
    marked: Mark | None = None
    settings: frozenset[Setting] = frozenset()
    breaches: frozenset[str] = frozenset()
    since: str | None = None
    after: str | None = None
    outcomes: frozenset[str] = frozenset()
    heard: str | None = None
    count: int = 1
    within: Span | None = None


class Must(Struct, frozen=True):
    """When a step is a duty, not a choice. `within` None means that the code sets no time."""

    when: tuple[Opener, ...]
    owners: tuple[str, ...]
    paragraphs: tuple[str, ...]
    within: Span | None = None


class Lasts(Struct, frozen=True):
    """How long a measure lasts.

    `default` is the length when none is given; None means that a date must be given. `reasons` says when written
    reasons are needed: 'always', 'beyond' (longer than `beyond`) or 'never'. `longest` is a cap nobody can pass.
    """

    paragraphs: tuple[str, ...]
    default: Span | None = None
    reasons: str = "never"
    beyond: Span | None = None
    longest: Span | None = None


class Planned(Struct, frozen=True):
    """How one thing is reached while contact is limited: of `channels` the first that is open."""

    topic: Topic
    about: str
    channels: tuple[str, ...]
    says: str = ""


class Contact(Struct, frozen=True):
    """Through whom, and how, a person under a measure reaches the school; `plan` says it thing by thing."""

    offices: tuple[str, ...]
    channels: tuple[str, ...]
    paragraphs: tuple[str, ...]
    plan: tuple[Planned, ...] = ()


class Representations(Struct, frozen=True):
    """The person's right to be heard. `within` None means at any time while the measure holds.

    `letter` acknowledges what they said: it says when it came, who weighs it, and by when they are answered.
    """

    to: tuple[str, ...]
    heard_by: tuple[str, ...]
    paragraphs: tuple[str, ...]
    within: Span | None = None
    letter: str | None = None


class OutcomeRule(Struct, frozen=True):
    """One outcome that a deciding office may reach, what it must state, and the notice it owes."""

    decision: Decision
    paragraphs: tuple[str, ...]
    needs: tuple[Field, ...] = ()
    letter: str | None = None
    notice: str | None = None  # the duty to give written notice, open until the decision's letter is served
    notice_owners: tuple[str, ...] = ()
    notice_within: Span | None = None


class DecisionRule(Struct, frozen=True):
    """The duty of an office to decide on a measure after hearing the person.

    `opens`: 'imposed' (every measure of the kind is looked at again, and is provisional until confirmed) or
    'representations' (only when the person makes them). `counted_from`: 'window' (the end of the time for
    representations) or 'representations' (their receipt).
    """

    duty: str
    name: str
    owners: tuple[str, ...]
    paragraphs: tuple[str, ...]
    opens: str
    counted_from: str
    within: Span
    outcomes: tuple[OutcomeRule, ...]


class ReviewRule(Struct, frozen=True):
    """The duty to look at a measure again in time.

    `due`: 'review_on' (the date that the decision names), 'until' (its last day) or 'every' (at the end of each
    `every`, while it holds beyond that). `if_missed`: 'continues' or 'ends'. `outlives`: the duty stays open after
    the measure has lapsed, until somebody answers it.
    """

    duty: str
    name: str
    owners: tuple[str, ...]
    paragraphs: tuple[str, ...]
    due: str
    outcomes: tuple[OutcomeRule, ...]
    every: Span | None = None
    if_missed: str = "continues"
    outlives: bool = True


class LapseRule(Struct, frozen=True):
    """Who tells the person that a measure ended by its date, and by which letter (law.md 21)."""

    owners: tuple[str, ...]
    paragraphs: tuple[str, ...]
    letter: str


class MeasureRule(Struct, frozen=True):
    """What is imposed for a time: its length, first and later, who hears, who decides, who reviews."""

    first: Lasts
    later: Lasts
    representations: Representations
    decision: DecisionRule
    review: ReviewRule | None = None
    contact: Contact | None = None
    exceptions: tuple[str, ...] = ()
    occasions: tuple[tuple[str, Occasion], ...] = ()  # what those exceptions are for, where the pack says
    suspended_by_representations: bool = False
    lapse: LapseRule | None = None


class StepRule(Struct, frozen=True):
    """One step of the staged response."""

    id: str
    name: str
    kind: Kind
    paragraphs: tuple[str, ...]
    by: Competence
    opens: tuple[Opener, ...]
    must: Must | None = None
    needs: tuple[Field, ...] = ()
    letter: str | None = None  # the letter that the step sends, which can be served
    agencies: tuple[Agency, ...] = ()  # of a referral: to whom it can go, the usual one first
    cover_note: str | None = None  # the letter that goes with it to them, and never to the person
    outcomes: tuple[str, ...] = ()
    silence: str | None = None  # what no answer by `reply_by` reads as, one of `outcomes`
    silence_paragraphs: tuple[str, ...] = ()
    reply_within: Span | None = None  # time for representations on a notice of intention, or for an answer
    representations: Representations | None = None  # of a notice of intention
    countersigned_by: tuple[str, ...] = ()  # one of these signs too before it takes effect; (): nobody
    measure: MeasureRule | None = None


class Writing(Struct, frozen=True):
    """A letter that belongs to no case: who writes it, under which paragraphs, and what it is called."""

    name: str
    by: Competence
    paragraphs: tuple[str, ...]
    letter: str


class RouteStage(Struct, frozen=True):
    """One stage of the route for concerns."""

    id: str
    name: str
    paragraphs: tuple[str, ...]
    offices: tuple[str, ...]
    answer_within: Span | None = None  # the school's own promise to reply


class Link(Struct, frozen=True):
    """Another policy that the code names."""

    id: str
    name: str
    paragraphs: tuple[str, ...]
    where: str = ""


class Reading(Struct, frozen=True):
    """Where the code is silent or faulty: the reading taken, and why."""

    id: str
    paragraphs: tuple[str, ...]
    silent: str
    taken: str
    why: str


class Protected(Struct, frozen=True):
    """Something that can never be a breach."""

    id: str
    name: str
    paragraphs: tuple[str, ...]


class Channel(Struct, frozen=True):
    """A way of reaching the school. `lesser` ones do not count as the one that must stay open."""

    id: str
    name: str
    also: frozenset[str] = frozenset()
    lesser: bool = False


class Question(Struct, frozen=True):
    """What one or several openers ask of a case: the same question is answered once, whoever asks it."""

    opener: Opener
    allegations: bool  # whether conduct that is only alleged may answer it


class Plan:
    """The questions that a code's steps ask, each once. `asked` gives each step's openers with the question's place.

    It is worked out once, when a code is read; `cited` keeps the paragraphs of a step and the openers that were
    satisfied together, by their identities, so that they are put together once.
    """

    __slots__ = ("asked", "cited", "questions")

    def __init__(self, steps: dict[str, StepRule]) -> None:
        self.questions: list[Question] = []
        self.asked: dict[str, tuple[tuple[Opener, int], ...]] = {}
        self.cited: dict[tuple[int, ...], tuple[str, ...]] = {}
        for rule in steps.values():
            openers = rule.opens if rule.must is None else (*rule.opens, *rule.must.when)
            self.asked[rule.id] = tuple((opener, self._place(rule, opener)) for opener in openers)

    def _place(self, rule: StepRule, opener: Opener) -> int:
        urgent = rule.kind is Kind.BAR and opener.marked is Mark.SERIOUS
        question = Question(replace(opener, paragraphs=()), rule.kind.may_follow_allegation or urgent)
        if question not in self.questions:
            self.questions.append(question)
        return self.questions.index(question)


class Code(Struct, frozen=True):
    """One edition of one trust's code of conduct."""

    id: str
    edition: str
    title: str
    trust: str
    in_force_from: date
    review_by: date | None
    owner: str
    applies_to: tuple[str, ...]
    offices: dict[str, Office]
    paragraphs: dict[str, Paragraph]
    expectations: dict[str, Expectation]
    breaches: dict[str, Breach]
    steps: dict[str, StepRule]
    findings: Competence
    closing: Competence
    route: tuple[RouteStage, ...]
    links: tuple[Link, ...]
    readings: tuple[Reading, ...]
    protected: tuple[Protected, ...]
    channels: tuple[Channel, ...]
    service: dict[Method, Span | None]  # None: on the day
    service_paragraphs: tuple[str, ...] = ()
    at_the_desk: tuple[str, ...] = ()  # paragraphs shown to reception when somebody who is barred has come
    letters: frozenset[str] = frozenset()
    waivers: dict[str, str] = field(default_factory=dict)  # paragraph -> why nothing carries it out
    substitutes: dict[str, Competence] = field(default_factory=dict)  # office -> who acts where it cannot
    writings: dict[Purpose, Writing] = field(default_factory=dict)  # letters that belong to no case
    looks_back: Span = YEAR  # what is older counts for little in a decision: calendar days, weeks or months
    plan: Plan | None = None  # always made anew from the steps

    def __post_init__(self) -> None:
        force_setattr(self, "plan", Plan(self.steps))
