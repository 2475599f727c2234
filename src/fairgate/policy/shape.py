"""The shape of `pack.yaml`: every key that a pack may use, what it means, and what it may hold.

The JSON Schema that editors use is printed from these classes. What ids mean, and whether the rules make sense
together, is for `policy.read` and `policy.check`.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from fairgate.engine.words import (
    Agency,
    BreachSetting,
    Decision,
    Field,
    Kind,
    Mark,
    Occasion,
    OfficeKind,
    Prompt,
    Setting,
    Topic,
)
from fairgate.policy.spans import PATTERN

_ID = r"^[a-z0-9][a-z0-9_-]*$"
_EDITION = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

Id: TypeAlias = Annotated[str, Meta(pattern=_ID)]
Ids: TypeAlias = str | list[str]
Length: TypeAlias = Annotated[
    str,
    Meta(
        description="A length of time that names its unit, such as '10 school days' or '1 half-term'",
        extra_json_schema={"pattern": PATTERN},
    ),
]
Refs: TypeAlias = Annotated[str | list[str], Meta(description="The paragraph or paragraphs that say so")]
Name: TypeAlias = Annotated[str, Meta(description="What people call it")]
Needs: TypeAlias = Annotated[Field | list[Field], Meta(description="What must be stated")]


class Shape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a pack; an unknown key is refused."""


class Office(Shape, frozen=True, kw_only=True):
    """A post that holds a power under the code."""

    name: Name
    kind: OfficeKind = OfficeKind.PERSON
    plural: bool = False
    quorum: Annotated[int | None, Meta(description="Of a body: how many members decide at least")] = None


class Expectation(Shape, frozen=True, kw_only=True):
    """What the code expects of parents, carers and visitors."""

    paragraph: Refs
    name: Name


class Breach(Shape, frozen=True, kw_only=True):
    """Conduct that a paragraph calls unacceptable."""

    paragraph: Refs
    name: Name
    setting: Annotated[BreachSetting, Meta(description="Where it must happen to count")]
    prompts: Annotated[Prompt | list[Prompt], Meta(description="Questions asked when it is reported")] = []
    serious_in: Annotated[Setting | list[Setting], Meta(description="Settings in which the code calls it serious")] = []
    serious_paragraph: Refs = []
    needs_description: bool = False
    exception: Annotated[str | None, Meta(description="What never counts as this breach")] = None
    words: Annotated[
        str | list[str], Meta(description="Everyday words, and short phrases, by which people tell of it")
    ] = []


class By(Shape, frozen=True, kw_only=True):
    """Which offices may do something."""

    offices: Ids
    paragraph: Refs = []


class Opener(Shape, frozen=True, kw_only=True):
    """One way in which a step is opened; all that it states must be true at once."""

    when: Annotated[
        Literal["breach", "breach_since", "outcome", "strikes", "heard"],
        Meta(
            description="breach: a breach that counts. breach_since: one after `step` took effect. "
            "outcome: `step` ended with one of `outcomes`. strikes: at least `count` breaches `within` a rolling "
            "window. heard: representations on `step`, a notice of intention, were considered or their time has passed"
        ),
    ]
    paragraph: Refs = []
    step: str | None = None
    outcomes: Ids = []
    count: int | None = None
    within: Length | None = None
    marked: Annotated[Mark | None, Meta(description="Only breaches so marked")] = None
    settings: Annotated[Setting | list[Setting], Meta(description="Only breaches in these settings")] = []
    breaches: Annotated[Ids, Meta(description="Only these breaches")] = []


class Must(Shape, frozen=True, kw_only=True):
    """When the step is a duty, not a choice."""

    when: Opener | list[Opener]
    owner: Annotated[Ids, Meta(description="The office or offices that owe it")]
    within: Annotated[
        str | None,
        Meta(
            description="The time for it; 'at once', or left out, where the code gives none",
            extra_json_schema={"pattern": PATTERN[:-1] + "$|^at once$"},
        ),
    ] = None
    paragraph: Refs = []


class Silence(Shape, frozen=True, kw_only=True):
    """What no answer by the reply date reads as."""

    reads_as: Annotated[str, Meta(description="One of the step's outcomes")]
    paragraph: Refs = []


class Lasts(Shape, frozen=True, kw_only=True):
    """How long a measure lasts."""

    paragraph: Refs = []
    default: Annotated[Length | None, Meta(description="The length when none is given; left out: a date is")] = None
    reasons: Annotated[
        Literal["never", "beyond", "always"],
        Meta(description="When written reasons are needed for the length"),
    ] = "never"
    beyond: Annotated[Length | None, Meta(description="Longer than this needs written reasons")] = None
    longest: Annotated[Length | None, Meta(description="A cap that nobody can pass")] = None


class LastsBy(Shape, frozen=True, kw_only=True):
    """How long a measure lasts the first time, and later."""

    first: Lasts
    later: Annotated[Lasts | None, Meta(description="Left out: as the first")] = None


class Planned(Shape, frozen=True, kw_only=True):
    """How one thing is reached while contact is limited."""

    topic: Topic
    about: Annotated[str, Meta(description="The thing, as the letter names it: 'Your child is ill or hurt'")]
    by: Annotated[Ids, Meta(description="The channels, the best first: the letter gives the first that is open")]
    says: Annotated[str, Meta(description="What the school does about it; may be left out")] = ""


class Contact(Shape, frozen=True, kw_only=True):
    """Through whom, and how, the person reaches the school while the measure holds."""

    offices: Ids
    channels: Ids
    plan: Annotated[list[Planned], Meta(description="Thing by thing, for a limit on contact")] = []
    paragraph: Refs = []


class Representations(Shape, frozen=True, kw_only=True):
    """The person's right to be heard."""

    to: Annotated[Ids, Meta(description="Who receives them")]
    heard_by: Annotated[Ids, Meta(description="Who considers them")]
    within: Annotated[Length | None, Meta(description="Left out: at any time while the measure holds")] = None
    letter: Annotated[str | None, Meta(description="The letter that acknowledges them")] = None
    paragraph: Refs = []


class Outcome(Shape, frozen=True, kw_only=True):
    """An outcome that the deciding office may reach."""

    needs: Needs = []
    paragraph: Refs = []
    letter: Annotated[str | None, Meta(description="The letter that tells the person")] = None
    notice: Annotated[Id | None, Meta(description="The duty to give written notice, by its id")] = None
    notice_within: Length | None = None
    notice_by: Annotated[Ids, Meta(description="Who owes the notice; left out: the deciding office")] = []


class DecisionOn(Shape, frozen=True, kw_only=True):
    """The duty of an office to decide on the measure after hearing the person."""

    duty: Id
    name: Name
    owner: Annotated[Ids, Meta(description="The office or offices that decide")]
    paragraph: Refs = []
    opens: Annotated[
        Literal["imposed", "representations"],
        Meta(description="imposed: every one is looked at again. representations: only when the person makes them"),
    ]
    counted_from: Annotated[
        Literal["window", "representations"],
        Meta(description="The end of the time for representations, or their receipt"),
    ]
    within: Length
    outcomes: dict[Decision, Outcome]


class Review(Shape, frozen=True, kw_only=True):
    """The duty to look at the measure again in time."""

    duty: Id
    name: Name
    owner: Ids
    paragraph: Refs = []
    due: Annotated[
        Literal["review_on", "until", "every"],
        Meta(description="The date that the decision names, the last day, or the end of each `every`"),
    ]
    every: Length | None = None
    outcomes: dict[Decision, Outcome]
    if_missed: Literal["continues", "ends"] = "continues"
    outlives: Annotated[bool, Meta(description="Whether the duty stays open after the measure has lapsed")] = True


class Exception_(Shape, frozen=True, kw_only=True, rename={"occasion": "for"}):
    """A line of what stays allowed, and what it is for."""

    text: Annotated[str, Meta(description="As the letter says it, to 'you'")]
    occasion: Annotated[Occasion, Meta(description="What it is for: then the gate knows it again by its purpose")]


class Lapse(Shape, frozen=True, kw_only=True):
    """Who tells the person that the measure has ended by its date, and by which letter."""

    by: Annotated[By | str | list[str], Meta(description="The offices that write it")]
    letter: Annotated[str, Meta(description="The letter that tells them")]


class Measure(Shape, frozen=True, kw_only=True):
    """What is imposed for a time."""

    lasts: LastsBy | None = None
    contact: Contact | None = None
    exceptions: Annotated[
        str | list[str | Exception_],
        Meta(description="What stays allowed meanwhile, as the letter says it; `for` says which kind of thing it is"),
    ] = []
    representations: Representations | None = None
    suspended_by_representations: bool = False
    decision: DecisionOn | None = None
    review: Review | None = None
    lapse: Annotated[Lapse | None, Meta(description="Left out: nobody writes when it has ended by its date")] = None


class Step(Shape, frozen=True, kw_only=True):
    """One step of the staged response."""

    name: Name
    kind: Kind
    paragraph: Refs
    by: Annotated[By | str | list[str], Meta(description="The offices that may take it")]
    opens: Annotated[Opener | list[Opener], Meta(description="Each row is one way in which it is opened")] = []
    outcomes: Annotated[Ids, Meta(description="How it can end")] = []
    silence: Silence | None = None
    reply_within: Annotated[Length | None, Meta(description="The time to answer, when no date is given")] = None
    needs: Needs = []
    letter: Annotated[str | None, Meta(description="The letter that it sends")] = None
    to: Annotated[
        Agency | list[Agency], Meta(description="Of a referral: the bodies that it can go to, the usual one first")
    ] = []
    cover_note: Annotated[
        str | None, Meta(description="The letter that goes with a referral to that body, and never to the person")
    ] = None
    must: Must | None = None
    countersigned_by: Annotated[
        Ids, Meta(description="Another person, in one of these offices, signs the same text before it takes effect")
    ] = []
    representations: Annotated[Representations | None, Meta(description="On a notice of intention")] = None
    measure: Measure | None = None


class Writing(Shape, frozen=True, kw_only=True):
    """A letter that belongs to no case."""

    name: Annotated[Name, Meta(description="What it is about, as its heading says it")]
    paragraph: Refs
    by: Annotated[By | str | list[str], Meta(description="The offices that may write it")]
    letter: str


class Stage(Shape, frozen=True, kw_only=True):
    """One stage of the route for concerns."""

    id: Id
    name: Name
    paragraph: Refs
    offices: Ids = []
    answer_within: Annotated[Length | None, Meta(description="The school's own promise to reply")] = None


class Link(Shape, frozen=True, kw_only=True):
    """Another policy that the code names."""

    id: Id
    name: Name
    paragraph: Refs
    where: str | None = None


class Protected(Shape, frozen=True, kw_only=True):
    """Something that can never be a breach."""

    id: Id
    name: Name
    paragraph: Refs


class Channel(Shape, frozen=True, kw_only=True):
    """A way of reaching the school."""

    id: Id
    name: Name
    also: Annotated[Ids, Meta(description="Other words for it")] = []
    lesser: Annotated[bool, Meta(description="Whether it does not count as the one that must stay open")] = False


class Service(Shape, frozen=True, kw_only=True):
    """When a letter counts as served: 'same day' or a length of time."""

    hand: Annotated[str, Meta(extra_json_schema={"pattern": PATTERN[:-1] + "$|^same day$"})] = "same day"
    email: Annotated[str, Meta(extra_json_schema={"pattern": PATTERN[:-1] + "$|^same day$"})] = "same day"
    post: Annotated[str, Meta(extra_json_schema={"pattern": PATTERN[:-1] + "$|^same day$"})] = "2 working days"
    paragraph: Refs = []


class Reading(Shape, frozen=True, kw_only=True):
    """Where the code is silent: the reading taken, and why."""

    id: Id
    paragraph: Refs
    silent: Annotated[str, Meta(description="What the code does not say")]
    taken: Annotated[str, Meta(description="How it is read")]
    why: Annotated[str, Meta(description="Why it is read so")]


class Fault(Shape, frozen=True, kw_only=True):
    """A fault in the published document itself, and how the pack reads it."""

    paragraph: Refs = []
    what: Annotated[str, Meta(description="What is wrong in the document")]
    reading: Annotated[str, Meta(description="How the pack reads it, in words or by a reading's id")]


class Pack(Shape, frozen=True, kw_only=True):
    """One edition of one trust's code of conduct, as rules over the paragraphs of `code.md`."""

    pack: Annotated[Id, Meta(description="The pack's id")]
    edition: Annotated[str, Meta(pattern=_EDITION, description="The edition, such as 2024-09")]
    title: str
    trust: str
    in_force_from: date
    review_by: Annotated[date | None, Meta(description="When the code itself is due for renewal")] = None
    review_paragraph: Refs = []
    owner: Annotated[str | None, Meta(description="The office that owns the code")] = None
    applies_to: Annotated[str | list[str], Meta(description="Whom it binds; never a pupil or child")]
    applies_to_paragraph: Refs = []
    offices: dict[Id, Office]
    expectations: dict[Id, Expectation] = {}
    breaches: dict[Id, Breach]
    steps: dict[Id, Step]
    findings: Annotated[By, Meta(description="Who may find or strike an allegation")]
    closing: Annotated[By, Meta(description="Who may close and reopen a case")]
    route: Annotated[Stage | list[Stage], Meta(description="The route for concerns, in stages")] = []
    links: Link | list[Link] = []
    at_the_desk: Annotated[
        str | list[str], Meta(description="Paragraphs that reception is shown when somebody who is barred has come")
    ] = []
    protected: Annotated[Protected | list[Protected], Meta(description="What is never a breach")] = []
    channels: Channel | list[Channel]
    service: Service = Service()
    substitute: Annotated[
        dict[Id, By | str | list[str]],
        Meta(description="Office: who acts in its place, with written reasons, where it cannot for a part of its own"),
    ] = {}
    looks_back: Annotated[
        Length | None,
        Meta(description="Earlier entries of a person older than this are shown as past; left out: 12 months"),
    ] = None
    readings: Reading | list[Reading] = []
    faults: Fault | list[Fault] = []
    writes: Annotated[
        dict[Literal["concern_reply", "code"], Writing],
        Meta(description="Letters of no case: an answer to a concern, the code to somebody who collects a child"),
    ] = {}
    letters: Annotated[Id | list[Id], Meta(description="Each is letters/<id>.typ")] = []
    waivers: Annotated[dict[str, str], Meta(description="Paragraph: why nothing carries it out")] = {}
