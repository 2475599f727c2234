"""Every act that a page does, with a case in which it is open: for the tests that hold for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from fairgate.engine.acts.closing import CaseClosed
from fairgate.engine.acts.conversation import ConversationHeld
from fairgate.engine.acts.exception import ExceptionMade
from fairgate.engine.acts.meeting import MeetingCalled
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.override import BarOverridden
from fairgate.engine.acts.post import RemovalRequested
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.acts.warning import WarningGiven
from fairgate.engine.entry import Actor, Entry
from fairgate.engine.exceptions import BarException, Hours
from fairgate.engine.words import Method, Occasion, Setting
from tests.told import answered, bar
from tests.world import NOW, World

WORDS = "  He said “no”,\r\n\r\n\tthen <b>left</b> & slammed the door.  "
"""What somebody types: spaces, an empty line, a tab and signs that HTML knows."""
KEPT = WORDS.replace("\r\n", "\n")
"""The same as it is kept."""


@dataclass(frozen=True)
class Act:
    """One act: the page's address after the case's, what is posted, who may.

    `text` is the field that holds words as they were typed; `wrong` leaves out what makes it right; `entered` are the
    types of the entries that it leaves, `cites` a paragraph of the refusal to `other`, the wrong office.
    """

    name: str
    pack: str
    path: str
    office: str
    ledger: Callable[[World], list[Entry]]
    fields: dict[str, Any]
    entered: tuple[str, ...]
    text: str = ""
    wrong: dict[str, Any] = field(default_factory=dict)
    letter: str = ""
    note: str = ""  # what goes with it to another body
    other: str = ""
    cites: str = ""

    def __str__(self) -> str:
        return self.name


ARRANGED = {
    "bringing": "Her sister, by car.",
    "illness": "The office rings her sister.",
    "reports": "By post.",
    "meetings": "By telephone.",
}
"""What a bar's form asks about the children, and what is answered."""


WEIGHED = {
    "alternatives": "A talk and a letter came first; he went on.",
    "child": "Her aunt brings her, so she misses nothing.",
    "needs": "None known.",
}
"""What is asked of every measure, and of every decision that keeps it, and what is answered."""


def on(day: date, name: str = "on") -> dict[str, str]:
    """A date as its three boxes."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def _threat(world: World) -> list[Entry]:
    return [world.breach("e1", 10, "threat", serious="A direct threat.")]


def _alleged(world: World) -> list[Entry]:
    return [world.breach("e1", 10, "threat", alleged=True)]


def _post(world: World) -> list[Entry]:
    clause = "defamatory_posts" if world.pack == "oak" else "abusive_posts"
    return [world.breach("e1", 10, clause, setting=Setting.ONLINE, defamatory=world.pack == "oak")]


def _barred(world: World) -> list[Entry]:
    imposed = bar("e2", world.day(9), world.today + timedelta(days=40), school=world.school.slug)
    return [*_threat(world), imposed, _served(world, "e3", "e2", 9)]


def _served(world: World, ref: str, of: str, ago: int) -> LetterServed:
    by = Actor("reception", "user 0")
    return LetterServed(ref=ref, on=world.day(ago), by=by, of=of, method=Method.HAND, deemed_on=world.day(ago))


def _let_in(world: World) -> list[Entry]:
    by = Actor("school_business_manager", "user 0")
    given = {"of": "e2", "site": world.school.slug, "terms": "To fetch Sam.", "reasons": "Sam was ill."}
    return [*_barred(world), BarOverridden(ref="e4", on=world.day(2), by=by, **given)]


def _answered(world: World) -> list[Entry]:
    return [*_barred(world), answered("e4", "e2", world.day(2))]


def _excepted(world: World) -> list[Entry]:
    day = world.today + timedelta(days=2)
    hours = (Hours(time(14), time(14, 30)),)
    agreed = BarException(kind=Occasion.APPOINTMENT, since=day, until=day, hours=hours)
    by = Actor("headteacher", "user 0")
    return [*_barred(world), ExceptionMade(ref="e4", on=world.day(2), by=by, of="e2", exception=agreed, reasons="x")]


def _refused_meeting(world: World) -> list[Entry]:
    head = Actor("head_of_school", "user 0")
    return [
        *_threat(world),
        MeetingCalled(ref="e2", on=world.day(9), by=head, step="meeting"),
        StepEnded(ref="e3", on=world.day(5), by=head, of="e2", outcome="refused"),
    ]


def _talked(world: World) -> list[Entry]:
    head = Actor("headteacher", "user 0")
    return [*_threat(world), ConversationHeld(ref="e2", on=world.day(9), by=head, step="conversation")]


def _closed(world: World) -> list[Entry]:
    head = Actor("headteacher", "user 0")
    return [*_talked(world), CaseClosed(ref="e3", on=world.day(2), by=head, outcome="resolved")]


def _post_not_removed(world: World) -> list[Entry]:
    head = Actor("headteacher", "user 0")
    return [
        *_post(world),
        RemovalRequested(ref="e2", on=world.day(8), by=head, step="removal_request"),
        StepEnded(ref="e3", on=world.day(5), by=head, of="e2", outcome="not_removed"),
    ]


def _warned(world: World) -> list[Entry]:
    head = Actor("headteacher", "user 0")
    said = {"setting": Setting.COMMUNICATION}
    return [
        world.breach("e1", 20, "abusive_messages", **said),
        ConversationHeld(ref="e2", on=world.day(19), by=head, step="conversation"),
        WarningGiven(ref="e3", on=world.day(15), by=head, step="warning"),
        _served(world, "e4", "e3", 15),
        world.breach("e5", 5, "abusive_messages", **said),
    ]


def _messages(world: World) -> list[Entry]:
    return [world.breach("e1", 10, "abusive_messages", setting=Setting.COMMUNICATION)]


_OAK_DAY = NOW["oak"].date()
_LATER = on(_OAK_DAY + timedelta(days=30), "until")
_TODAY = on(_OAK_DAY)
_MODEL_DAY = NOW["model"].date()

ACTS = (
    Act(
        "conversation",
        "oak",
        "steps/conversation",
        "class_teacher",
        _threat,
        {**_TODAY, "text": WORDS, "outcome": "not_sufficient"},
        ("conversation_held", "step_ended"),
        text="text",
        wrong={**_TODAY, "on-month": "13", "text": WORDS},
    ),
    Act(
        "ask to leave",
        "oak",
        "steps/ask_to_leave",
        "senior_leader",
        _threat,
        {**_TODAY, "text": WORDS},
        ("asked_to_leave",),
        text="text",
        wrong={"text": WORDS},
        other="class_teacher",
        cites="5.2a",
    ),
    Act(
        "no reply",
        "oak",
        "steps/no_reply",
        "class_teacher",
        _messages,
        {**_TODAY, "text": WORDS},
        ("reply_withheld",),
        text="text",
        wrong={"text": WORDS, "on-day": "1"},
    ),
    Act(
        "referral",
        "oak",
        "steps/legal_advice",
        "headteacher",
        _post,
        {**_TODAY, "to": "The trust's solicitors", "reference": "AB/1", "text": WORDS},
        ("referred",),
        text="text",
        wrong={**_TODAY, "text": WORDS},
        other="class_teacher",
        cites="3.2.3d",
        note="referral_note",
    ),
    Act(
        "platform report",
        "oak",
        "steps/platform_report",
        "class_teacher",
        _post,
        {**_TODAY, "address": "https://example.org/post/1", "text": WORDS},
        ("platform_reported",),
        text="text",
        wrong={**_TODAY, "text": WORDS},
        note="referral_note",
    ),
    Act(
        "removal request",
        "oak",
        "steps/removal_request",
        "senior_leader",
        _post,
        {"address": "https://example.org/post/1", "reasons": WORDS, **on(_OAK_DAY + timedelta(days=3), "reply_by")},
        ("removal_requested",),
        text="reasons",
        wrong={"reasons": WORDS},
        letter="removal_request",
    ),
    Act(
        "warning",
        "oak",
        "steps/legal_warning_letter",
        "headteacher",
        _post_not_removed,
        {"reasons": WORDS, **on(_OAK_DAY + timedelta(days=8), "reply_by")},
        ("warning_given",),
        text="reasons",
        wrong={"reasons": WORDS, **on(date(2020, 1, 1), "reply_by")},
        letter="legal_warning",
        other="senior_leader",
        cites="3.2.3d",
    ),
    Act(
        "bar",
        "oak",
        "steps/bar",
        "headteacher",
        _threat,
        {"scope": "own", "contact": "school_business_manager", **_LATER, "reasons": WORDS, **ARRANGED, **WEIGHED},
        ("bar_imposed",),
        text="reasons",
        wrong={"scope": "own", "reasons": WORDS},
        letter="bar_notice",
        other="senior_leader",
        cites="5.2b",
    ),
    Act(
        "channel restriction",
        "oak",
        "steps/channel_restriction",
        "headteacher",
        _threat,
        {"channels": ["email"], "contact": "school_business_manager", **_LATER, "reasons": WORDS, **WEIGHED},
        ("channel_restricted",),
        text="reasons",
        wrong={**_LATER, "reasons": WORDS},
        letter="channel_notice",
        other="class_teacher",
        cites="2.5b.5",
    ),
    Act(
        "meeting",
        "aspire",
        "steps/meeting",
        "class_teacher",
        _alleged,
        {"text": WORDS, **on(_OAK_DAY + timedelta(days=7), "meet_on"), "meet_at": "3.30pm", "where": "Room 2"},
        ("meeting_called",),
        text="text",
        wrong={"text": WORDS},
        letter="meeting_invitation",
        other="school_business_manager",
        cites="response.1",
    ),
    Act(
        "desist letter",
        "aspire",
        "steps/desist_letter",
        "head_of_school",
        _refused_meeting,
        {"reasons": WORDS},
        ("warning_given",),
        text="reasons",
        letter="desist_letter",
        other="class_teacher",
        cites="response.2a",
    ),
    Act(
        "ban",
        "aspire",
        "steps/ban",
        "trust_slt",
        _threat,
        {"scope": "own", "contact": "head_of_school", "reasons": WORDS, **ARRANGED, **WEIGHED},
        ("bar_imposed",),
        text="reasons",
        wrong={"scope": "own", "contact": "head_of_school", "exceptions": WORDS},
        letter="ban_notice",
        other="head_of_school",
        cites="response.3b",
    ),
    Act(
        "mediation",
        "model",
        "steps/mediation",
        "headteacher",
        _messages,
        {"text": WORDS, "mediator": "A. Neighbour"},
        ("mediation_offered",),
        text="text",
        wrong={"text": WORDS, "reply_by-day": "31", "reply_by-month": "2", "reply_by-year": "2027"},
        letter="mediation_offer",
        other="class_teacher",
        cites="5.5",
    ),
    Act(
        "record",
        "model",
        "steps/note_on_file",
        "class_teacher",
        _messages,
        {**on(_MODEL_DAY), "text": WORDS},
        ("consequence_recorded",),
        text="text",
        wrong={"text": WORDS},
        other="clerk",
        cites="5.7",
    ),
    Act(
        "intention",
        "model",
        "steps/intention_to_bar",
        "headteacher",
        _threat,
        {"scope": "own", **on(_MODEL_DAY + timedelta(days=90), "until"), "reasons": WORDS},
        ("intention_notified",),
        text="reasons",
        wrong={"scope": "own", "reasons": WORDS},
        letter="intention_notice",
        other="senior_leader",
        cites="6.3",
    ),
    Act(
        "contact cap",
        "model",
        "steps/contact_cap",
        "headteacher",
        _warned,
        {
            "times": "1",
            "per": "week",
            "channels": ["email"],
            "contact": "school_business_manager",
            "reasons": WORDS,
            **WEIGHED,
        },
        ("contact_capped",),
        text="reasons",
        wrong={"times": "no", "per": "week", "reasons": WORDS},
        letter="contact_notice",
        other="senior_leader",
        cites="6.12",
    ),
    Act(
        "finding",
        "oak",
        "finding/e1",
        "headteacher",
        _alleged,
        {"reasons": WORDS},
        ("breach_found",),
        text="reasons",
        wrong={"reasons": "   "},
        other="class_teacher",
        cites="2.5b.1",
    ),
    Act(
        "correction",
        "oak",
        "correction/e1",
        "headteacher",
        _alleged,
        {"reasons": WORDS},
        ("breach_struck",),
        text="reasons",
        wrong={"reasons": ""},
        other="class_teacher",
        cites="2.5b.1",
    ),
    Act(
        "service",
        "oak",
        "service/e2",
        "senior_leader",
        _barred,
        {**_TODAY, "method": "post", "text": WORDS},
        ("letter_served",),
        text="text",
        wrong={**_TODAY, "text": WORDS},
    ),
    Act(
        "returned",
        "oak",
        "returned/e3",
        "senior_leader",
        _barred,
        {**_TODAY, "text": WORDS},
        ("letter_returned",),
        text="text",
        wrong={**_TODAY, "text": " "},
    ),
    Act(
        "outcome",
        "oak",
        "outcome/e2",
        "class_teacher",
        _talked,
        {**_TODAY, "outcome": "not_sufficient", "text": WORDS},
        ("step_ended",),
        text="text",
        wrong={**_TODAY, "outcome": "triumph", "text": WORDS},
    ),
    Act(
        "representations",
        "oak",
        "representations/e2",
        "class_teacher",
        _barred,
        {**_TODAY, "text": WORDS},
        ("representations_made",),
        text="text",
        wrong={"text": WORDS},
        letter="acknowledgement",
    ),
    Act(
        "decision",
        "oak",
        "decision/e2",
        "ceo",
        _answered,
        {
            "decision": "confirm",
            **on(_OAK_DAY + timedelta(days=40), "confirm_until"),
            **on(_OAK_DAY + timedelta(days=35), "confirm_review_on"),
            "reasons": WORDS,
            **WEIGHED,
        },
        ("measure_decided",),
        text="reasons",
        wrong={"decision": "confirm", "reasons": WORDS},
        letter="bar_decision",
        other="headteacher",
        cites="5.4a",
    ),
    Act(
        "exception",
        "oak",
        "exception/e2",
        "school_business_manager",
        _barred,
        {
            "kind": "appointment",
            "whom": "Mrs Shah",
            **on(_OAK_DAY + timedelta(days=2), "day"),
            "begins": "14:00",
            "ends": "2.30pm",
            "reasons": WORDS,
        },
        ("exception_made",),
        text="reasons",
        wrong={"kind": "appointment", "begins": "14:00", "reasons": WORDS},
        other="class_teacher",
        cites="5.3",
    ),
    Act(
        "override",
        "oak",
        "override/e2",
        "school_business_manager",
        _barred,
        {"site": "oak-school", "terms": "To fetch Sam, who is ill.", "reasons": WORDS},
        ("bar_overridden",),
        text="reasons",
        wrong={"site": "oak-school", "reasons": WORDS},
        other="class_teacher",
        cites="5.3",
    ),
    Act(
        "taking back an exception",
        "oak",
        "exception/e4/withdrawal",
        "headteacher",
        _excepted,
        {"reasons": WORDS},
        ("exception_withdrawn",),
        text="reasons",
        wrong={"reasons": " "},
        other="class_teacher",
        cites="5.3",
    ),
    Act(
        "override review",
        "oak",
        "override-review/e4",
        "ceo",
        _let_in,
        {"reasons": WORDS},
        ("override_reviewed",),
        text="reasons",
        wrong={"reasons": ""},
        other="headteacher",
        cites="5.4a",
    ),
    Act(
        "closing",
        "oak",
        "closing",
        "headteacher",
        _talked,
        {"outcome": "resolved", "reasons": WORDS},
        ("case_closed",),
        text="reasons",
        wrong={"reasons": WORDS},
        other="class_teacher",
        cites="2.5b.1",
    ),
    Act(
        "reopening",
        "oak",
        "reopening",
        "headteacher",
        _closed,
        {"reasons": WORDS},
        ("case_reopened",),
        text="reasons",
        wrong={"reasons": ""},
        other="class_teacher",
        cites="2.5b.1",
    ),
)
