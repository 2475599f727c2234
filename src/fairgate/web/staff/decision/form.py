"""What a decision about a measure asks: which, why, and what each outcome has to state."""

from typing import Any

from django.forms import BoundField

from fairgate.delivery.characters import TEXT_AT_MOST
from fairgate.engine import phrases
from fairgate.engine.weighing import keeps
from fairgate.engine.words import Decision, Field
from fairgate.queries.decision import DecisionAsked, OutcomeAsked
from fairgate.web.shared.forms import ActForm, Checkboxes, Date, LongText, Option, Radios
from fairgate.web.staff.acting import weighing
from fairgate.web.staff.acting.instead import instead
from fairgate.web.staff.acting.weighing import WEIGHED
from fairgate.web.trust.body.deciding import meeting_fields

WORDS = {
    Decision.CONFIRM: ("Confirm it", "It holds, and is provisional no longer."),
    Decision.UPHOLD: ("Uphold it", "It holds as it is."),
    Decision.VARY: ("Change it", "It holds, but shorter or narrower: nobody is worse off for having been heard."),
    Decision.LIFT: ("Lift it", "It ends today, before its time."),
    Decision.EXTEND: ("Extend it", "It holds longer: a new decision, with its own reasons and its own hearing."),
    Decision.END: ("End it", "Its review finds that it is needed no longer: it ends today."),
}
"""What each decision is called on the page, and what it does."""

OVER = WORDS | {
    Decision.UPHOLD: ("Uphold it", "It was right, and is over."),
    Decision.LIFT: ("Find that it should not have stood", "It is over: this answers what the person said of it."),
    Decision.END: ("Close its review", "It is over: this answers the review that is still owed."),
}
"""The same of a measure that has ended."""

_KEEPS = (Decision.CONFIRM, Decision.VARY, Decision.EXTEND)


class DecisionForm(ActForm):
    """Which decision, and why. The dates of each outcome are fields of its own: `confirm_until`, `vary_sites`."""

    decision = Radios("What do you decide?", missing="Choose what you decide")
    reasons = LongText(
        "Your reasons",
        hint="They answer what the person has said, and are quoted in the letter.",
        missing="Write your reasons: a decision needs them",
        rows=10,
        limit=TEXT_AT_MOST,
    )

    def __init__(self, *args: Any, asked: DecisionAsked, **kwargs: Any) -> None:
        today = kwargs.get("today")
        super().__init__(*args, **kwargs)
        if asked.body is not None:
            self.fields = {**meeting_fields(asked.body), **self.fields}
            self.fields["decision"].label = f"What did the {asked.body.name} decide?"
            self.fields["reasons"].label = "Its reasons"
        options = []
        for outcome in asked.open:
            added = _fields(outcome, asked)
            for name, field in added.items():
                if hasattr(field, "today"):
                    field.today = today
                self.fields[name] = field
            text, hint = (OVER if asked.is_over else WORDS)[outcome.decision]
            options.append(Option(outcome.decision.value, text, hint=hint, reveals=tuple(added)))
        self.fields["decision"].options = options
        self.fields |= instead(asked.stands_in_for)
        if any(keeps(outcome.decision) for outcome in asked.open):
            for name in WEIGHED:
                self.fields[name] = getattr(weighing, name)()
                self.fields[name].required = False  # to end it nothing is weighed: see clean

    @property
    def plain_fields(self) -> list[BoundField]:
        """Those that stand in no group of their own."""
        return [field for field in self.outer_fields if field.name not in WEIGHED]

    @property
    def may_free(self) -> bool:
        """Whether something can be decided for which nothing is weighed."""
        return any(not keeps(Decision(option.value)) for option in self.fields["decision"].options)

    def clean(self) -> dict[str, Any]:
        """What keeps the person under a measure is weighed; what is typed beside a lift says nothing."""
        said = super().clean() or self.cleaned_data
        chosen = said.get("decision")
        for name in WEIGHED if chosen else ():
            if not keeps(Decision(chosen)):
                self.errors.pop(name, None)
                said[name] = ""
            elif not said.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return said


def _fields(outcome: OutcomeAsked, asked: DecisionAsked) -> dict[str, Any]:
    """The fields of one outcome, by name: what it must state, and what it may change."""
    measure, word = asked.measure, outcome.decision.value
    assert measure is not None  # noqa: S101 - the query answers Hidden without one
    found: dict[str, Any] = {}
    now = phrases.day(measure.until)
    if Field.UNTIL in outcome.needs or outcome.decision in _KEEPS:
        required = Field.UNTIL in outcome.needs or outcome.decision is Decision.EXTEND
        hint = f"It now ends on {now}. " + (
            "Give a later day; it holds on that day too."
            if outcome.decision is Decision.EXTEND
            else "It holds on the day that you give, too."
        )
        keep = measure.until if required and outcome.decision is not Decision.EXTEND else None
        found[f"{word}_until"] = Date(
            "Last day",
            hint=hint if required else f"{hint} Left empty: as it is.",
            future=True,
            required=required,
            initial=keep,
        )
    reviewed = measure.measure.review is not None and measure.measure.review.due == "review_on"
    if Field.REVIEW_ON in outcome.needs or (reviewed and outcome.decision in _KEEPS):
        found[f"{word}_review_on"] = Date(
            "Day of the review",
            hint="On or before the last day.",
            future=True,
            required=Field.REVIEW_ON in outcome.needs,
        )
    if outcome.decision is Decision.VARY:
        found |= _narrower(word, asked)
    return found


def _narrower(word: str, asked: DecisionAsked) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, label, offered in (
        ("sites", "From which premises still?", asked.sites),
        ("channels", "Which channels stay closed?", asked.channels),
    ):
        if len(offered) > 1:
            found[f"{word}_{name}"] = Checkboxes(
                label,
                [Option(value, text) for value, text in offered],
                hint="None ticked: as it is.",
                required=False,
            )
    return found
