"""What a report asks, page by page: who it was, what happened, which paragraph, and what that paragraph prompts."""

from typing import Any

from fairgate.engine import phrases
from fairgate.engine.code import Breach
from fairgate.engine.words import Setting
from fairgate.queries.incident import Candidate, OpenCase, Reporter
from fairgate.records.models import School
from fairgate.web.shared.forms import (
    Date,
    Divider,
    Email,
    Form,
    LongText,
    Option,
    Radios,
    Select,
    Text,
    Time,
)
from fairgate.web.staff.incident.questions import ADDRESSED, SAFEGUARDING, Question, name_of, prompted

SETTINGS = {
    Setting.PREMISES: ("On the school's premises", ""),
    Setting.NEAR_PREMISES: ("Near the premises", "At the gate, in the road outside."),
    Setting.COMMUNICATION: ("In a message or call to the school", "E-mail, letter, telephone, an app."),
    Setting.ONLINE: ("Online", "A post or comment that anybody, or many, can see."),
    Setting.PRIVATE_GROUP: ("In a private group online", "A parents' chat."),
    Setting.ELSEWHERE: ("Somewhere else", ""),
}
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
UNKNOWN = "Unknown person: "


class WhoForm(Form):
    """At which school, and about whom."""

    school = Select("At which school?", missing="Choose the school")
    known = Radios(
        "Who was it?",
        [
            Option("name", "I know the name", reveals=("name",)),
            Option("unknown", "I do not know who it was", reveals=("description",)),
        ],
        missing="Say whether you know who it was",
    )
    name = Text("Name", hint="First name and surname, if you know both.", limit=100, autocomplete="off", width=30)
    description = Text(
        "How would you know the person again?",
        hint="What is needed to tell them apart, and no more: a parent of Year 3, a grey van.",
        limit=100,
    )

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].options = [Option(school.slug, school.name) for school in schools]
        if len(schools) == 1:
            del self.fields["school"]


class PersonForm(Form):
    """Which of the people of that name, or somebody new."""

    person = Radios("Is it one of these?", missing="Choose the person, or “somebody else”")
    new_name = Text("Full name", limit=100, autocomplete="off", missing="Enter the person's name", width=30)
    address = LongText(
        "Address",
        hint="If you know it: one line to each line, the postcode last. Letters go there.",
        rows=4,
        limit=400,
        required=False,
    )
    email = Email("E-mail address", required=False, autocomplete="off")
    phone = Text("Telephone", limit=30, width=20, required=False, autocomplete="off")

    def __init__(self, *args: Any, candidates: tuple[Candidate, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = ("new_name", "address", "email", "phone")
        if not candidates:
            del self.fields["person"]
            return
        self.fields["person"].options = [
            *(Option(str(one.number), one.name, hint=_of(one)) for one in candidates),
            Divider("or"),
            Option("new", "Somebody else", reveals=new),
        ]


def _of(one: Candidate) -> str:
    return f"Known through {' and '.join(one.children)}" if one.children else ""


class IntoForm(Form):
    """Into a case that is open, or a new one."""

    into = Radios("Which case?", missing="Choose where it belongs", label_classes="govuk-visually-hidden")

    def __init__(self, *args: Any, cases: tuple[OpenCase, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].options = [
            *(
                Option(
                    one.reference,
                    f"Into the open case {one.reference}",
                    hint=f"Opened on {phrases.day(one.opened)}. What happened before counts together with it.",
                )
                for one in cases
            ),
            Option("new", "Into a new case", hint="When it has nothing to do with the other."),
        ]


class WhatForm(Form):
    """When and where it was, and what happened."""

    happened_on = Date(
        "When did it happen?",
        past=True,
        hint="The day of the incident, not of this report.",
        missing="Give the day on which it happened",
    )
    happened_at = Time("At what time?", hint="Like 15:30 or 3.30pm. May be left empty.", required=False)
    setting = Radios(
        "Where did it happen?",
        [Option(setting.value, text, hint=hint) for setting, (text, hint) in SETTINGS.items()],
        missing="Choose where it happened",
    )
    place = Text("Where exactly?", hint="The main entrance; the school's page. May be left empty.", required=False)
    text = LongText(
        "What happened?",
        hint="In your own words: what you saw and heard yourself, and what others told you, with who they are. Facts "
        "before opinions. The person may read it one day.",
        missing="Write what happened",
        rows=10,
        limit=10000,
    )
    affected = LongText(
        "Who was affected?", hint="Names, one to a line. May be left empty.", rows=3, limit=1000, required=False
    )
    witnesses = LongText(
        "Who else saw or heard it?", hint="Names, one to a line. May be left empty.", rows=3, limit=1000, required=False
    )


class QuestionsForm(Form):
    """What the paragraphs prompt, whether it is serious, and, for those who may say so, whether it is found."""

    def __init__(self, *args: Any, breaches: list[Breach], setting: Setting, reporter: Reporter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = prompted(breaches)
        for question in (*self.questions, SAFEGUARDING):
            self.fields[name_of(question)] = _asked(question)
        if setting in ADDRESSED:
            self.fields["made_to"] = Radios(
                "Was it said or sent to one of these?",
                [
                    Option("none", "No"),
                    *(Option(one.id, one.name) for one in reporter.code.protected),
                ],
                hint="To turn to them is everybody's right, and never a breach, whatever was said.",
                missing="Say whether it was addressed to one of these",
                small=True,
            )
        called = [b for b in breaches if setting in b.serious_in]
        cited = ", ".join(ref for b in called for ref in b.serious_paragraphs)
        self.fields["is_serious"] = Radios(
            "Is it serious?",
            [Option("no", "No"), Option("yes", "Yes", reveals=("serious",))],
            hint=f"The code itself calls it serious where it happened ({cited})."
            if called
            else "Serious means that steps can be left out. Who decides must be able to say why, and so must you.",
            missing="Say whether it is serious",
        )
        self.fields["serious"] = LongText("Why is it serious?", missing="Write why it is serious", rows=4, limit=2000)
        if reporter.may_find:
            self.fields["is_found"] = Radios(
                "Has it been found that it happened?",
                [
                    Option("no", "Not yet: it is what was reported", hint="It is alleged until somebody decides."),
                    Option(
                        "yes",
                        "Yes, I find that it happened",
                        hint="Not where it was you, or where nobody else is named as having seen or heard it.",
                        reveals=("found",),
                    ),
                ],
                missing="Say whether it has been found that it happened",
            )
            self.fields["found"] = LongText(
                "Why do you find so?",
                hint="What you looked at, whom you heard, and why you believe it. The person may read this.",
                missing="Write why you find that it happened",
                rows=5,
                limit=5000,
            )


def _asked(question: Question) -> Any:
    if question.free:
        return Text(question.text, hint=f"{question.hint} May be left empty.".strip(), required=False)
    options = [*YES_NO, Option("unsure", "I am not sure")] if question.unsure else list(YES_NO)
    return Radios(question.text, options, hint=question.hint, inline=True)
