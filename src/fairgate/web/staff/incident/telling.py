"""What a report asks that waits to be read: one page that can be filled in at the gate, and which person it was."""

from datetime import date, timedelta
from typing import Any

from fairgate.actions.report import Somebody, Telling, named
from fairgate.engine.words import Setting
from fairgate.queries.incident import Candidate
from fairgate.records.models import Case, Role, School
from fairgate.web.shared.forms import Date, Divider, Form, LongText, Option, Radios, Select, Text, Time
from fairgate.web.staff.incident.form import SETTINGS, YES_NO

NEW = "new"
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"


class TellForm(Form):
    """What happened, who it was, when, where, who was affected, who saw it."""

    school = Select("At which school?", missing="Choose the school")
    text = LongText(
        "What happened?",
        hint="What you saw and heard yourself, and what others told you. The person may read it one day.",
        missing="Write what happened",
        rows=5,
        limit=10000,
    )
    known = Radios(
        "Who was it?",
        [
            Option("name", "I know the name", reveals=("name",)),
            Option("unknown", "I do not know who it was", reveals=("description", "vehicle")),
        ],
        missing="Say whether you know who it was",
    )
    name = Text("Name", limit=100, autocomplete="off", width=30)
    description = Text(
        "How would you know the person again?", hint="Tall, grey coat; a parent of Year 3.", limit=200, width=30
    )
    vehicle = Text("A vehicle?", hint="Make, colour, number.", limit=120, width=30, required=False)
    when = Radios(
        "When was it?",
        [
            Option(TODAY, "Today"),
            Option(YESTERDAY, "Yesterday"),
            Option(OTHER, "On another day", reveals=("happened_on",)),
        ],
        missing="Say when it was",
        initial=TODAY,
        inline=True,
    )
    happened_on = Date("Which day?", past=True, missing="Give the day on which it happened")
    happened_at = Time("At what time?", hint="Like 15:30 or 3.30pm. May be left empty.", required=False)
    setting = Radios(
        "Where was it?",
        [Option(setting.value, text) for setting, (text, _) in SETTINGS.items()],
        missing="Choose where it was",
        small=True,
    )
    place = Text("Where exactly?", hint="The main entrance. May be left empty.", required=False, width=30)
    at_risk = Radios(
        "Could a child be at risk?",
        list(YES_NO),
        hint="If so, tell the safeguarding lead now as well.",
        missing="Say whether a child could be at risk",
        inline=True,
    )
    affected = Text(
        "Who was affected?", hint="Names, a comma between. May be left empty.", limit=500, required=False, width=30
    )
    witnesses = Text(
        "Who else saw or heard it?",
        hint="Names, a comma between. May be left empty.",
        limit=500,
        required=False,
        width=30,
    )
    behalf = Radios(
        "Are you writing for a colleague?",
        [Option("no", "No, I tell it myself"), Option("yes", "Yes", reveals=("colleague", "behalf_why"))],
        missing="Say whether you write for a colleague",
        initial="no",
    )
    colleague = Text("Whose report is it?", limit=120, width=30, missing="Enter your colleague's name")
    behalf_why = Text("Why do you write it for them?", limit=300, width=30, missing="Write why you write it for them")
    counts = Radios(
        "What should become of it?",
        [
            Option("yes", "A senior leader reads it and decides"),
            Option("no", "Only keep a note of it", hint="A note counts for nothing. A senior leader reads it too."),
        ],
        missing="Say what should become of it",
        initial="yes",
    )

    def __init__(self, *args: Any, schools: list[School], case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].options = [Option(school.slug, school.name) for school in schools]
        if len(schools) == 1:
            del self.fields["school"]
        if case is not None:  # who it was is known
            for field in ("known", "name", "description", "vehicle"):
                del self.fields[field]


class WhichPersonForm(Form):
    """Which of the people of that name it was."""

    person = Radios("Is it one of these?", missing="Choose the person, or “somebody else”")

    def __init__(self, *args: Any, candidates: tuple[Candidate, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].options = [
            *(Option(str(one.number), one.name, hint=_known_through(one)) for one in candidates),
            Divider("or"),
            Option(NEW, "Somebody else, or I am not sure"),
        ]


def _known_through(one: Candidate) -> str:
    return f"Known through {' and '.join(one.children)}" if one.children else ""


def telling(said: dict[str, Any], chosen: str, schools: list[School], today: date, case: Case | None) -> Telling:
    """What a valid form tells; `chosen` is the answer of the second page, empty where nobody of that name is known."""
    days = {TODAY: today, YESTERDAY: today - timedelta(days=1)}
    return Telling(
        school=next((one for one in schools if one.slug == said.get("school")), schools[0]),
        text=said["text"],
        setting=Setting(said["setting"]),
        happened_on=days.get(said["when"]) or said["happened_on"],
        happened_at=said["happened_at"],
        place=said["place"] or "",
        people=(
            _subject(said, chosen, case),
            *named(Role.AFFECTED, said["affected"] or ""),
            *named(Role.WITNESS, said["witnesses"] or ""),
        ),
        child_at_risk=said["at_risk"] == "yes",
        is_note=said["counts"] == "no",
        behalf_of=said["colleague"] or "",
        behalf_why=said["behalf_why"] or "",
        case=case.reference if case is not None else "",
    )


def _subject(said: dict[str, Any], chosen: str, case: Case | None) -> Somebody:
    if case is not None:
        return Somebody(Role.SUBJECT, person=case.subject_id)
    if said["known"] == "unknown":
        return Somebody(Role.SUBJECT, description=said["description"], vehicle=said["vehicle"] or "")
    if chosen and chosen != NEW:
        return Somebody(Role.SUBJECT, person=int(chosen))
    return Somebody(Role.SUBJECT, name=said["name"])
