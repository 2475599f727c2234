"""What an exception to a bar asks: for what, where, when; and, for the file, why."""

from datetime import date, time
from typing import Any

from fairgate.engine.exceptions import SCHOOL_WEEK, BarException, Hours
from fairgate.engine.words import Occasion
from fairgate.queries.exception import ExceptionAsked
from fairgate.web.shared.forms import ActForm, Checkboxes, Date, LongText, Option, Radios, Text, Time

_READ = "Reception reads this, so no reasons."
KINDS = (
    Option(Occasion.APPOINTMENT, "An appointment"),
    Option(Occasion.EVENT, "An event, like a sports day"),
    Option(Occasion.DROP_OFF, "Bringing and collecting their children"),
    Option(Occasion.POLLING, "Voting, when the school is a polling station"),
    Option(Occasion.EMERGENCY, "An emergency that concerns their own child"),
    Option(Occasion.OTHER, "Something else"),
)
DAY, WEEK, WHENEVER = "day", "week", "whenever"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ExceptionForm(ActForm):
    """One exception. Who arranges appointments alone is asked for a day and nothing else."""

    kind = Radios("What may they come for?", KINDS, missing="Choose what they may come for")
    what = Text(
        "What is it?",
        hint=f"Like “sports day”. May be left empty where the answer above says it. {_READ}",
        limit=80,
        required=False,
    )
    where = Text("Where?", hint=f"Like “the office”, and no further in. {_READ}", limit=60, required=False)
    whom = Text("With whom?", hint="Who meets them. May be left empty.", limit=80, required=False)
    often = Radios(
        "On which days?",
        [
            Option(DAY, "On one day", reveals=("day",)),
            Option(WEEK, "Every week while the bar lasts", reveals=("days",)),
            Option(WHENEVER, "Whenever it happens"),
        ],
        missing="Choose on which days",
    )
    day = Date("Which day?", future=True, missing="Give the day")
    days = Checkboxes(
        "Which days of the week?",
        [Option(str(number), name) for number, name in enumerate(_WEEKDAYS, start=1)],
        small=True,
        missing="Tick the days of the week",
    )
    begins = Time("From", hint="Like 8:35 or 2pm.", required=False)
    ends = Time("Until", hint="They must be gone by then.", required=False)
    again_begins = Time("And from", hint="If there is a second time on the same day.", required=False)
    again_ends = Time("And until", required=False)
    reasons = LongText(
        "Why is this agreed?",
        hint="Stays in the case. Reception never reads it; the person may.",
        missing="Write why it is agreed",
        rows=4,
        limit=2000,
    )

    def __init__(self, *args: Any, asked: ExceptionAsked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].latest = asked.about.until  # type: ignore[attr-defined]  # ours
        self.fields["days"].initial = [str(day) for day in SCHOOL_WEEK]
        if asked.one_day_only:
            once = (Occasion.APPOINTMENT, Occasion.EVENT, Occasion.POLLING, Occasion.OTHER)
            self.fields["kind"].options = [one for one in KINDS if one.value in once]  # type: ignore[attr-defined]  # ours
            self.fields["kind"].initial = Occasion.APPOINTMENT
            del self.fields["often"], self.fields["days"]

    def clean(self) -> dict[str, Any]:
        """Times come in pairs."""
        said = super().clean() or self.cleaned_data
        paired(self, said, "begins", "ends")
        paired(self, said, "again_begins", "again_ends")
        return said


def paired(form: ActForm, said: dict[str, Any], begins: str, ends: str) -> None:
    """Say where one of two times is missing, or where the second is not the later."""
    if bool(said.get(begins)) != bool(said.get(ends)):
        missing = ends if said.get(begins) else begins
        if missing not in form.errors and (ends if missing == begins else begins) not in form.errors:
            form.add_error(missing, "Give both times, or neither.")
    elif said.get(begins) and said[ends] <= said[begins]:
        form.add_error(ends, "Give a time that is later than the first.")


def hours(*pairs: tuple[time | None, time | None]) -> tuple[Hours, ...]:
    """The pairs that were given."""
    return tuple(Hours(begins, ends) for begins, ends in pairs if begins is not None and ends is not None)


def exception_of(said: dict[str, Any]) -> BarException:
    """The exception that a valid form says."""
    day: date | None = said.get("day")
    return BarException(
        kind=Occasion(said["kind"]),
        what=said["what"],
        where=said["where"],
        whom=said["whom"],
        since=day,
        until=day,
        days=tuple(int(number) for number in said.get("days") or ()),
        hours=hours((said["begins"], said["ends"]), (said["again_begins"], said["again_ends"])),
    )


class WithdrawalForm(ActForm):
    """Why it holds no longer."""

    reasons = LongText(
        "Why is it taken back?",
        hint="Stays in the case; the person may read it.",
        missing="Write why it is taken back",
        rows=4,
        limit=2000,
    )
