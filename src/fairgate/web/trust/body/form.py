"""What is asked to call a meeting, to give somebody a seat and end it, and for the trust's own quorum."""

from datetime import date
from typing import Any

from fairgate.records.models import Part, User
from fairgate.web.shared.forms import Date, Form, Number, Option, Radios, Select, Text, Time

USER, NAMED = "user", "named"


class CallForm(Form):
    """When and where a body meets."""

    on = Date("On which day does it meet?", missing="Give the day on which it meets")
    at = Time("At what time?", hint="Like 18:00 or 6pm. May be left empty.", required=False)
    place = Text("Where?", hint="A room, or how to join from elsewhere. May be left empty.", required=False)


class SeatForm(Form):
    """Who sits on a body: a user, or somebody known by name alone; as what, and from when."""

    who = Radios(
        "Who is it?",
        [
            Option(USER, "Somebody who signs in to Fairgate", reveals=("user",)),
            Option(NAMED, "Somebody who does not", hint="The clerk keeps them informed on paper.", reveals=("name",)),
        ],
        missing="Say who it is",
    )
    user = Select("Name", missing="Choose who it is")
    name = Text("Full name", limit=120, missing="Enter their full name", autocomplete="off")
    part = Radios(
        "As what?",
        [
            Option(Part.CHAIR.value, "Chair", hint="Can enter what it decides, as the clerk does."),
            Option(Part.MEMBER.value, "Member"),
            Option(Part.SUBSTITUTE.value, "Substitute", hint="Sits when a member cannot."),
        ],
        missing="Say as what they sit",
    )
    since = Date("From which day?", missing="Give the first day")
    until = Date("Until which day?", hint="The last day, included. Left empty: until it is ended.", required=False)

    def __init__(self, *args: Any, users: tuple[User, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].options = [Option(str(user.pk), user.name) for user in users]  # type: ignore[attr-defined]  # ours

    def said(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        kept = self.cleaned_data
        return {
            "user": int(kept["user"]) if kept["who"] == USER else None,
            "name": kept["name"] if kept["who"] == NAMED else "",
            "part": Part(kept["part"]),
            "since": kept["since"],
            "until": kept["until"],
        }


class EndForm(Form):
    """The last day of a seat."""

    until = Date("What is the last day?", hint="They still sit on that day.", missing="Give the last day")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["until"].initial = today


class QuorumForm(Form):
    """The trust's own number."""

    quorum = Number("How many members decide at least?", width=2, least=1, most=99)
