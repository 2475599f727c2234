"""Where a code touches what law keeps out of its reach (law.md I8 and section 3, traps 4 and 5)."""

import re

from fairgate.engine.code import Breach
from fairgate.engine.words import Prompt
from fairgate.policy.located import Steps
from fairgate.policy.notes import Notes

_CHILD = re.compile(r"\b(pupil|child|children|student|learner|son|daughter|boy|girl)s?('s)?\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(ofsted|department for education|dfe|information commissioner|ico|lado|ombudsman|mp|member of parliament|"
    r"solicitors?|lawyers?)\b",
    re.IGNORECASE,
)
_CRITICISM = re.compile(r"\b(complain\w*|criticis\w*|negative|challeng\w*|disagree\w*|inaccurate)\b", re.IGNORECASE)
_SPARED = re.compile(r"\b(is|are|will) (not|never) a breach\b|\bnever (counts?|a breach)\b", re.IGNORECASE)
_ANIMAL = re.compile(r"\b(dogs?|animals?|pets?)\b", re.IGNORECASE)
_ANY_ASSISTANCE = re.compile(r"(?<!registered )\bassistance (dog|animal)s?\b", re.IGNORECASE)


def check_law(notes: Notes) -> None:
    """Measures aimed at a child, outside bodies as a breach, lawful criticism, and assistance dogs."""
    _children(notes)
    for breach in notes.code.breaches.values():
        _outside_bodies(notes, breach)
        _criticism(notes, breach)
        _assistance_dogs(notes, breach)
    if not notes.code.protected:
        what = "the code does not say that complaining, or going to Ofsted or another outside body, is never a breach"
        mend = "Add 'protected:' with the paragraph that says so; it holds in any case"
        notes.warning("nothing-protected", (), what, mend)


def _children(notes: Notes) -> None:
    """A code for parents binds adults; a pupil's conduct belongs to the behaviour policy."""
    mend = "A code for parents binds adults alone: leave pupils' conduct to the behaviour policy"
    for index, who in enumerate(notes.code.applies_to):
        if _CHILD.search(who):
            notes.error("aimed-at-child", ("applies_to", index), f"the code is applied to '{who}'", mend)
    for step in notes.code.steps.values():
        path: Steps = ("steps", step.id)
        aimed = _CHILD.search(step.name) or _CHILD.search(step.id.replace("_", " "))
        if step.kind.is_measure and aimed:
            what = f"the measure '{step.name}' ({step.id}) is aimed at a child"
            notes.error("aimed-at-child", path, what, mend, step.paragraphs)


def _outside_bodies(notes: Notes, breach: Breach) -> None:
    if _OUTSIDE.search(breach.name):
        what = f"the breach '{breach.name}' ({breach.id}) reaches people who go to an outside body"
        mend = "Take it out: that can never be a breach"
        notes.error("outside-body", ("breaches", breach.id), what, mend, breach.paragraphs)


def _criticism(notes: Notes, breach: Breach) -> None:
    text = notes.code.paragraphs[breach.paragraphs[0]].text if breach.paragraphs else ""
    prompted = Prompt.LAWFUL_CRITICISM in breach.prompts
    if not prompted and not _CRITICISM.search(f"{breach.name} {text}"):
        return
    if _SPARED.search(text):  # the published words draw the line themselves
        return
    if prompted:
        mend = "Whoever reports it is asked whether it is lawful criticism; consider saying so in the code's own words"
    else:
        mend = "Add 'prompts: [lawful_criticism]', and consider saying in the code that lawful criticism is no breach"
    what = (
        f"the breach '{breach.name}' can reach complaints or criticism, which law protects: "
        "a complaint made through the concern route, and honest opinion, are never a breach"
    )
    notes.warning("lawful-criticism", ("breaches", breach.id), what, mend, breach.paragraphs)


def _assistance_dogs(notes: Notes, breach: Breach) -> None:
    text = " ".join(notes.code.paragraphs[ref].text for ref in breach.paragraphs)
    prompted = Prompt.ASSISTANCE_DOG in breach.prompts
    if not prompted and not _ANIMAL.search(f"{breach.name} {text}"):
        return
    path: Steps = ("breaches", breach.id)
    what = "excepts fewer dogs than the Equality Act 2010 does, which covers any assistance dog, registered or not"
    if not _ANY_ASSISTANCE.search(breach.exception):
        mend = 'Add "exception: An assistance dog, whether or not it is registered"'
        notes.warning("assistance-dog", path, f"the breach '{breach.name}' {what}", mend, breach.paragraphs)
    elif not _ANY_ASSISTANCE.search(text):
        mend = (
            f"It is read as the Act has it ({breach.exception.strip().removesuffix('.')}); consider mending its words"
        )
        notes.warning("assistance-dog", path, f"the paragraph on '{breach.name}' {what}", mend, breach.paragraphs)
