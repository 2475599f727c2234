"""What a step asks: the fields of its kind, as far as its rule asks for them, with the dates that it works out."""

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField

from fairgate.actions.arrangements import ABOUT
from fairgate.delivery.characters import TEXT_AT_MOST
from fairgate.engine import phrases
from fairgate.engine.acts.referral import AGENCIES
from fairgate.engine.words import Agency, Field, Kind
from fairgate.queries.step import StepAsked
from fairgate.web.shared.forms import (
    ActForm,
    Checkboxes,
    Confirm,
    Date,
    Hidden,
    LongText,
    Number,
    Option,
    Radios,
    Text,
    Time,
)
from fairgate.web.shared.forms.fields import too_long
from fairgate.web.staff.acting import weighing
from fairgate.web.staff.acting.instead import instead
from fairgate.web.staff.acting.weighing import WEIGHED
from fairgate.web.staff.exception.form import paired
from fairgate.web.staff.step.words import REASONS, TEXT

_MEASURE = ("until", "reasons", "contact", "exceptions")
AT_THE_GATE = ("brings_from", "brings_until", "collects_from", "collects_until")
ONE_EVENT = ("event", "event_where", "event_on", "event_from", "event_until")
"""What a bar leaves open by time: bringing and collecting, and one event; further ones are agreed afterwards."""
FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.CONVERSATION: ("on", "text", "outcome"),
    Kind.MEETING: ("text", "meet_on", "meet_at", "where", "reply_by"),
    Kind.MEDIATION: ("text", "mediator", "reply_by"),
    Kind.ASK_TO_LEAVE: ("on", "text"),
    Kind.WARNING: ("reasons", "reply_by"),
    Kind.INTENTION: ("scope", "until", "reasons", "reply_by"),
    Kind.BAR: ("scope", *_MEASURE, *AT_THE_GATE, *ONE_EVENT, *ABOUT, *WEIGHED),
    Kind.CHANNEL_RESTRICTION: ("channels", *_MEASURE, *WEIGHED),
    Kind.CONTACT_CAP: ("times", "per", "channels", *_MEASURE, *WEIGHED),
    Kind.CONDITION: ("conditions", "scope", *_MEASURE, *WEIGHED),
    Kind.REMOVAL_REQUEST: ("address", "reasons", "reply_by"),
    Kind.PLATFORM_REPORT: ("on", "address", "reference", "text"),
    Kind.REFERRAL: ("on", "agency", "works_with_children", "to", "reference", "text"),
    Kind.NO_REPLY: ("on", "text"),
    Kind.RECORD: ("on", "text"),
}
"""What is asked for a step of each kind, in order."""

_REASONED = (Kind.BAR, Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP, Kind.CONDITION, Kind.INTENTION)
_NEEDED: dict[Field, str] = {
    Field.UNTIL: "until",
    Field.REPLY_BY: "reply_by",
    Field.REASONS: "reasons",
    Field.CHANNELS: "channels",
}


def _short(label: str, *, hint: str = "", rows: int = 2) -> LongText:
    """A few lines that may be left out; too many are refused, without a count below each box."""
    return LongText(label, hint=hint, rows=rows, required=False, validators=[too_long(label, _FEW)])


_FEW = 600


class StepForm(ActForm):
    """All that a step can ask. What its kind does not ask is taken out."""

    on = Date("When was it?", past=True, missing="Give the day on which it was")
    text = LongText(rows=6, limit=TEXT_AT_MOST)
    outcome = Radios("How did it end?", required=False)
    meet_on = Date("The day that you offer", future=True, required=False)
    meet_at = Time("The time that you offer", hint="Like 15:30 or 3.30pm.", required=False)
    where = Text("The place that you offer", hint="Left empty: at the school.", limit=120, required=False)
    mediator = Text("Who would mediate", hint="May be left empty.", limit=120, required=False)
    agency = Radios("To which body does it go?", missing="Choose the body that it goes to")
    works_with_children = Confirm(
        "I have made sure that this person works or volunteers with children",
        required=False,
        missing="Tick this, or choose another body: the designated officer deals with nobody else",
    )
    to = Text("To whom", hint="The force, team or person that it was passed to.", limit=120)
    reference = Text("Their reference", hint="If they gave one.", limit=60, required=False)
    address = Text("Where the post is", hint="Its address on the web, or the group it is in.", limit=300)
    conditions = LongText(
        "The conditions",
        hint="One to a line, as they will be read by the person.",
        missing="Write the conditions",
        rows=4,
        limit=2000,
    )
    times = Number("How many times", least=1, most=99, width=3, missing="Write how many times contact is allowed")
    per = Radios("In each", [Option("day", "Day"), Option("week", "Week"), Option("month", "Month")], inline=True)
    channels = Checkboxes("Which channels are closed?", missing="Tick the channels that are closed")
    scope = Radios("Which premises?", missing="Choose which premises")
    sites = Checkboxes("Which other schools?", small=True, missing="Tick the other schools")
    contact = Radios("Through whom does contact go meanwhile?", missing="Choose through whom contact goes")
    until = Date("Last day", future=True, missing="Give the last day on which it holds")
    exceptions = _short("What else stays allowed?", hint="One to a line. May be left empty.", rows=3)
    brings_from = Time("In the morning, from", hint="Like 8:35. Left empty: no time is given.", required=False)
    brings_until = Time("Until", required=False)
    collects_from = Time("In the afternoon, from", required=False)
    collects_until = Time("Until", required=False)
    event = Text("What may they come to?", hint="Like “sports day”. Reception reads this.", limit=80, required=False)
    event_where = Text("Where?", hint="Like “the field”.", limit=60, required=False)
    event_on = Date("On which day?", future=True, required=False)
    event_from = Time("From", required=False)
    event_until = Time("Until", required=False)
    bringing = _short("Who brings and collects the children?")
    illness = _short("What happens when a child is ill or hurt?")
    reports = _short("How do reports and news reach the parent?")
    meetings = _short("How do parents' evenings and meetings take place?")
    reasons = LongText("The reasons", rows=8, limit=TEXT_AT_MOST)
    reply_by = Date("An answer is asked by", future=True)
    alternatives = weighing.alternatives()
    child = weighing.child()
    needs = weighing.needs()
    draft = Hidden()

    def __init__(self, *args: Any, asked: StepAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        wanted = [*FIELDS[asked.kind], "operation", "seen"]
        if asked.signed_by:
            wanted.append("draft")  # the digest of what was drafted before, if anything was
        if "scope" in wanted:
            wanted.append("sites")
        self.fields = {name: self.fields[name] for name in _ordered(wanted, asked) if name in self.fields}
        self.fields |= instead(asked.stands_in_for)
        self._word(asked)
        self._offer(asked)
        self._date(asked)
        if asked.children:  # a bar of their parent is not made without (law.md 8)
            for name in ABOUT:
                if name in self.fields:
                    self.fields[name].required = True
        for need, name in _NEEDED.items():
            if asked.needs(need) and name in self.fields:
                default = {"until": asked.until, "reply_by": asked.reply_by}.get(name)
                self.fields[name].required = default is None or default.on is None
        if asked.kind in _REASONED or (asked.skips and "reasons" in self.fields):
            self.fields["reasons"].required = True
        if asked.skips:
            hint = self.fields["reasons"].help_text
            self.fields["reasons"].help_text = f"Why it cannot wait for the steps before it. {hint}"

    @property
    def plain_fields(self) -> list[BoundField]:
        """Those that stand in no group of their own."""
        return [field for field in self.outer_fields if field.name not in (*WEIGHED, *AT_THE_GATE, *ONE_EVENT)]

    @property
    def at_the_gate(self) -> list[BoundField]:
        """The times for bringing and collecting."""
        return [self[name] for name in AT_THE_GATE if name in self.fields]

    @property
    def one_event(self) -> list[BoundField]:
        """One event to which they may come."""
        return [self[name] for name in ONE_EVENT if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """An invitation names a day: to meet, or by which to answer."""
        said = super().clean() or self.cleaned_data
        invites = "meet_on" in self.fields and "reply_by" in self.fields and self.asked.step.letter is not None
        if invites and not self.errors and not (said.get("meet_on") or said.get("reply_by") or self.asked.reply_by):
            self.add_error("reply_by", "Give the day by which an answer is asked, or offer a day to meet.")
        if said.get("meet_at") and not said.get("meet_on") and "meet_on" not in self.errors:
            self.add_error("meet_on", "Give the day that goes with the time, or leave the time empty.")
        if "event" in self.fields:
            self._clean_left_open(said)
        return said

    def _clean_left_open(self, said: dict[str, Any]) -> None:
        """Times come in pairs; an event has its name, its day and its times."""
        for begins, ends in (AT_THE_GATE[:2], AT_THE_GATE[2:], ONE_EVENT[3:]):
            paired(self, said, begins, ends)
        given = [name for name in ONE_EVENT if said.get(name)]
        for name in ("event", "event_on", "event_from"):
            if given and not said.get(name) and name not in self.errors:
                self.add_error(name, "Give what the event is, its day and its times; or leave all of them empty.")

    def _word(self, asked: StepAsked) -> None:
        """The questions in the words of the kind."""
        for name, words in (("text", TEXT), ("reasons", REASONS)):
            if name in self.fields and asked.kind in words:
                self.fields[name].label, self.fields[name].help_text = words[asked.kind]
                self.fields[name].error_messages["required"] = f"Write an answer: {self.fields[name].label}"
        if "text" in self.fields:
            self.fields["text"].required = asked.step.letter is None
        if "reasons" in self.fields:
            self.fields["reasons"].required = asked.kind in _REASONED
            if asked.reasons:
                self.fields["reasons"].help_text += f" {asked.reasons}"
        if "address" in self.fields and asked.kind is Kind.CONTACT_CAP:
            self.fields["address"].required = False

    def _offer(self, asked: StepAsked) -> None:
        """The options that depend on the case."""
        if "outcome" in self.fields:
            if asked.step.outcomes:
                words = ((one, phrases.upper(one.replace("_", " "))) for one in asked.step.outcomes)
                self.fields["outcome"].options = [
                    *(Option(one, text) for one, text in words),
                    Option("", "It is not known yet", hint="It can be recorded later."),
                ]
            else:
                del self.fields["outcome"]
        if "agency" in self.fields:
            self._agencies(asked)
        if "scope" in self.fields:
            own = Option("own", f"{asked.school.name} only")
            others = Option("others", "Other schools of the trust as well", reveals=("sites",))
            self.fields["scope"].options = [own, others]
            self.fields["scope"].initial = "own"
            self.fields["sites"].options = [Option(slug, name) for slug, name in asked.schools]
            if not asked.schools:  # then there is nothing to choose
                del self.fields["scope"], self.fields["sites"]
        if "channels" in self.fields:
            self.fields["channels"].options = [Option(channel.id, channel.name) for channel in asked.channels]
            self.fields["channels"].help_text = "The complaints route always stays open."
            if asked.kind is Kind.CONTACT_CAP:
                self.fields["channels"].label = "Through which channels?"
                self.fields["channels"].required = asked.needs(Field.CHANNELS)
        if "contact" in self.fields:
            self.fields["contact"].options = [
                Option(one.office, one.name, hint=one.holder or "Nobody holds this office here now.")
                for one in asked.contacts
            ]
            self.fields["contact"].initial = next((one.office for one in asked.contacts), None)
            if not asked.contacts:
                del self.fields["contact"]

    def _agencies(self, asked: StepAsked) -> None:
        """The bodies that a referral can go to; where there is one, nothing is asked."""
        agencies = asked.step.agencies
        if Agency.LADO not in agencies:
            del self.fields["works_with_children"]
        if len(agencies) < 2:
            del self.fields["agency"]
            return
        self.fields["agency"].options = [
            Option(
                one.value,
                phrases.upper(AGENCIES[one]),
                hint="Only for people who work or volunteer with children." if one is Agency.LADO else "",
                reveals=("works_with_children",) if one is Agency.LADO else (),
            )
            for one in agencies
        ]
        self.fields["agency"].initial = agencies[0].value

    def _date(self, asked: StepAsked) -> None:
        """The dates: what is taken when they are left empty."""
        if "until" in self.fields:
            hint = asked.until
            self.fields["until"].required = asked.kind is not Kind.INTENTION and (hint is None or hint.on is None)
            self.fields["until"].help_text = f"It holds on that day too. {hint or ''}".strip()
            if asked.kind is Kind.INTENTION:
                self.fields["until"].label = "Last day of the bar that is intended"
                self.fields["until"].help_text = "The letter says until when the bar would last."
                self.fields["until"].required = True
        if "reply_by" in self.fields:
            reply = asked.reply_by
            if reply is None and not asked.step.outcomes and not asked.needs(Field.REPLY_BY):
                del self.fields["reply_by"]
                return
            self.fields["reply_by"].required = reply is None and (
                asked.needs(Field.REPLY_BY)
                or "reply_by" in asked.letter_states
                or asked.kind in (Kind.MEDIATION, Kind.REMOVAL_REQUEST, Kind.INTENTION)
            )
            self.fields["reply_by"].error_messages["required"] = "Give the day by which an answer is asked"
            self.fields["reply_by"].help_text = _reply_hint(asked)
            if asked.kind is Kind.INTENTION:
                self.fields["reply_by"].label = "Representations are asked by"


def _reply_hint(asked: StepAsked) -> str:
    silence = ""
    if asked.step.silence is not None:
        cited = f" ({phrases.both(asked.step.silence_paragraphs)})" if asked.step.silence_paragraphs else ""
        silence = f" Without an answer by that day it reads as “{asked.step.silence.replace('_', ' ')}”{cited}."
    if asked.reply_by is not None:
        return f"{asked.reply_by}{silence}"
    if asked.kind is Kind.MEETING:
        return f"May be left empty, where a day to meet is offered.{silence}"
    return silence.strip()


def _ordered(wanted: list[str], asked: StepAsked) -> Iterable[str]:
    order = [*wanted]
    if "sites" in order:
        order.remove("sites")
        order.insert(order.index("scope") + 1, "sites")
    return order
