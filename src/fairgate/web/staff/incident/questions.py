"""The questions that a breach prompts when it is reported: a person answers them, never the machine.

Some answers mean that there was no breach; some mark it; the rest are kept with it.
"""

from dataclasses import dataclass

from fairgate.engine.code import Breach
from fairgate.engine.words import BreachSetting, Prompt, Setting


@dataclass(frozen=True)
class Question:
    """`spares`: the answer yes means that it is no breach, for the reason given. `free`: answered in words."""

    prompt: Prompt
    text: str
    hint: str = ""
    spares: str = ""
    unsure: bool = False
    free: bool = False


SAFEGUARDING = Question(
    Prompt.SAFEGUARDING,
    "Could a child be at risk?",
    "If so, tell the safeguarding lead now, whatever else is done: it never waits for the steps of this code.",
)
QUESTIONS = {
    Prompt.PERMISSION: Question(
        Prompt.PERMISSION,
        "Had it been allowed beforehand?",
        "By the school; for a picture, by the parents of every pupil in it, or the member of staff.",
        spares="It had been allowed beforehand.",
    ),
    Prompt.ASSISTANCE_DOG: Question(
        Prompt.ASSISTANCE_DOG,
        "Was it an assistance dog?",
        "Of any kind. It needs no papers, no harness and no register, and nobody may be asked for them. About an "
        "animal for emotional support, ask and do not refuse.",
        spares="An assistance dog of any kind may come in.",
    ),
    Prompt.LAWFUL_CRITICISM: Question(
        Prompt.LAWFUL_CRITICISM,
        "Is it an honest opinion or accurate criticism, without abuse?",
        "However harsh and however unwelcome. Nobody may be punished for it.",
        spares="Honest opinion and accurate criticism are lawful, and never a breach.",
    ),
    Prompt.DEFAMATION: Question(
        Prompt.DEFAMATION,
        "Does it state as fact something untrue that could do somebody serious harm?",
        "Only a court can say that words are defamatory. Yes, or not sure, opens a report and advice; no letter will "
        "use the word.",
        unsure=True,
    ),
    Prompt.HANDOVER: Question(
        Prompt.HANDOVER,
        "Was the person about to take a child home?",
        "If somebody seems unfit to take a child, keep the child with you and fetch the safeguarding lead.",
    ),
    Prompt.VEHICLE: Question(Prompt.VEHICLE, "What is known of the vehicle?", "Make, colour, number.", free=True),
    Prompt.COST: Question(Prompt.COST, "What would it cost to put right?", "If it is known.", free=True),
}
_OWN_CHILD_ONLINE = Question(
    Prompt.OWN_CHILD,
    "Does it show the person's own children and no other child?",
    spares="A picture of one's own children alone is no breach.",
)
_OWN_CHILD = Question(
    Prompt.OWN_CHILD, "Was it the person's own child?", "If so, think again about whether the child is at risk."
)
ADDRESSED = (Setting.COMMUNICATION, Setting.ONLINE, Setting.PRIVATE_GROUP)
"""Where words can have been addressed to somebody to whom they are protected."""


def prompted(breaches: list[Breach]) -> list[Question]:
    """What these breaches prompt, each question once, beside the one on safeguarding, which is always asked."""
    found: dict[tuple[Prompt, str], Question] = {}
    for breach in breaches:
        for prompt in breach.prompts:
            question = question_of(breach, prompt)
            if question is not None:
                found[prompt, question.text] = question
    order = list(Prompt)
    return sorted(found.values(), key=lambda question: order.index(question.prompt))


def question_of(breach: Breach, prompt: Prompt) -> Question | None:
    """The question that one prompt of a breach asks; about one's own child it depends on where it happened."""
    if prompt is Prompt.OWN_CHILD:
        return _OWN_CHILD_ONLINE if breach.setting is BreachSetting.ONLINE else _OWN_CHILD
    return QUESTIONS.get(prompt)


def name_of(question: Question) -> str:
    """The name of its field."""
    return f"asked_{question.prompt.value}{'_online' if question is _OWN_CHILD_ONLINE else ''}"


def spared(breaches: list[Breach], answers: dict[str, str]) -> list[tuple[Breach, str]]:
    """The breaches that the answers, by the names of their fields, say were none, each with the reason."""
    found: dict[str, tuple[Breach, str]] = {}
    for breach in breaches:
        for prompt in breach.prompts:
            question = question_of(breach, prompt)
            if question is not None and question.spares and answers.get(name_of(question)) == "yes":
                found.setdefault(breach.id, (breach, question.spares))
    return list(found.values())
