"""Under which paragraphs it falls: those that reach the place where it happened, the nearest to what was written first.

Nothing is ticked for anybody: what comes near says by which words, and a person ticks.
"""

from collections.abc import Sequence
from typing import Any

from fairgate.engine import phrases
from fairgate.engine.code import Breach
from fairgate.engine.words import BreachSetting
from fairgate.queries.clauses import Nearest
from fairgate.queries.incident import Group
from fairgate.web.shared.forms import Checkboxes, Divider, Form, Option, Text

PLACES = {
    BreachSetting.PREMISES: "On the premises",
    BreachSetting.NEAR_PREMISES: "On or near the premises",
    BreachSetting.COMMUNICATION: "In messages to the school",
    BreachSetting.ONLINE: "Online, private groups included",
    BreachSetting.ANY: "Anywhere",
}
MOST = 4
"""How many are called near of all that are shown; and twice as many when only those are shown."""
WORDS = 5


class WhichForm(Form):
    """The paragraphs to tick, and a field to look for one. `near` come first, with the words that brought them.

    `only_near`: the others are left out, but for those that are ticked already.
    """

    described = Text(
        "Look for it in your own words",
        hint="Such as: swore at the desk, dog off the lead, parked across the gate.",
        required=False,
        limit=200,
        autocomplete="off",
    )
    clauses = Checkboxes(
        "What was it?", missing="Tick what it was", classes="fg-grouped", label_classes="govuk-visually-hidden"
    )

    def __init__(
        self,
        *args: Any,
        groups: tuple[Group, ...],
        near: Sequence[Nearest] = (),
        only_near: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.order = [one.id for group in groups for one in group.breaches]
        self.only_near = only_near and bool(near)
        self.found_none = only_near and not near
        near = near[: 2 * MOST if self.only_near else MOST]
        because = {one.breach.id: one.because for one in near}
        ticked = self.data.getlist("clauses") if self.is_bound else []
        options: list[Option | Divider] = []
        if near:
            options.append(Divider("Nearest to what you wrote"))
            options += [_option(one.breach, because[one.breach.id]) for one in near]
        for group in groups:
            rest = [one for one in group.breaches if one.id not in because]
            shown = [one for one in rest if one.id in ticked] if self.only_near else rest
            if shown:
                options.append(Divider(PLACES[group.setting]))
                options += [_option(one) for one in shown]
        self.fields["clauses"].options = options

    def clean_described(self) -> str:
        """It helps to find and is no part of the report."""
        return ""

    def clean_clauses(self) -> list[str]:
        """In the order of the code, whatever order they were offered in."""
        return sorted(self.cleaned_data["clauses"], key=self.order.index)


def _option(breach: Breach, because: Sequence[str] = ()) -> Option:
    said = f"Paragraph {' and '.join(breach.paragraphs)}."
    if breach.exception:
        said = f"{said} Not: {phrases.lowered(breach.exception).rstrip('.')}."
    if because:
        words = phrases.both(f"“{word}”" for word in because[:WORDS])
        said = f"You wrote {words}. {said}"
    return Option(breach.id, breach.name, hint=said)
