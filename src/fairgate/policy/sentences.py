"""The words in which rules are told: offices, lengths, and what opens a step."""

from collections.abc import Iterable

from fairgate.engine.code import Code, Opener, Span
from fairgate.engine.words import BreachSetting, Field, OfficeKind, Prompt, Setting, Unit

SETTINGS = {
    Setting.PREMISES: "on the premises",
    Setting.NEAR_PREMISES: "near the premises",
    Setting.COMMUNICATION: "in messages to the school",
    Setting.ONLINE: "online",
    Setting.PRIVATE_GROUP: "in private groups",
    Setting.ELSEWHERE: "elsewhere",
}

BREACH_SETTINGS = {
    BreachSetting.PREMISES: "on the premises",
    BreachSetting.NEAR_PREMISES: "on or near the premises",
    BreachSetting.COMMUNICATION: "in messages to the school",
    BreachSetting.ONLINE: "online, private groups included",
    BreachSetting.ANY: "anywhere",
}

PROMPTS = {
    Prompt.SAFEGUARDING: "is a child at risk",
    Prompt.PERMISSION: "was there permission",
    Prompt.DEFAMATION: "may it be defamatory",
    Prompt.OWN_CHILD: "was it the person's own child",
    Prompt.HANDOVER: "was a child about to be handed over",
    Prompt.VEHICLE: "which vehicle was it",
    Prompt.COST: "what will it cost to put right",
    Prompt.ASSISTANCE_DOG: "was it an assistance dog",
    Prompt.LAWFUL_CRITICISM: "is it lawful criticism",
}

FIELDS = {
    Field.UNTIL: "its last day",
    Field.SITES: "the premises",
    Field.CHANNELS: "the channels",
    Field.CONTACT: "whom to contact",
    Field.REPLY_BY: "the date to answer by",
    Field.REVIEW_ON: "the date of its review",
    Field.REASONS: "written reasons",
    Field.EXCEPTIONS: "the exceptions",
    Field.CAP: "how much contact is left",
    Field.CONDITIONS: "the conditions",
}


def joined(words: Iterable[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    parts = list(words)
    if not parts:
        return ""
    return f" {last} ".join(([", ".join(parts[:-1])] if parts[1:] else []) + parts[-1:])


def first_up(text: str) -> str:
    """The sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def first_down(text: str) -> str:
    """A name within a sentence: its first letter small, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def office(code: Code, name: str) -> str:
    """'the Headteacher', 'any member of staff', 'Governors'."""
    found = code.offices[name]
    if found.kind is OfficeKind.ANYONE:
        return first_down(found.name)
    if found.plural or found.name.lower().startswith(("the ", "a ", "an ", "any ")):
        return found.name
    return f"the {found.name}"


def offices(code: Code, names: Iterable[str], last: str = "or") -> str:
    """'the Headteacher or the CEO'."""
    return joined((office(code, name) for name in names), last)


def within(span: Span) -> str:
    """'within 10 school days', 'by the end of the half-term'."""
    if span.unit is not Unit.HALF_TERMS:
        return f"within {span}"
    return f"by {span}" if span.amount == 1 else f"by the end of {span.amount} half-terms"


def length(span: Span) -> str:
    """'14 calendar days', 'until the end of the half-term'."""
    return f"until {span}" if span.unit is Unit.HALF_TERMS and span.amount == 1 else str(span)


def fields(needs: Iterable[Field]) -> str:
    """What must be stated, in words."""
    return joined(FIELDS[need] for need in needs)


def opening(code: Code, opener: Opener) -> str:
    """When an opener holds: 'after a breach marked serious', 'when 3 breaches lie within 12 months'."""
    kinds = joined((f"'{code.breaches[name].name}'" for name in sorted(opener.breaches)), "or")
    where = joined((SETTINGS[setting] for setting in Setting if setting in opener.settings), "or")
    about = "".join(
        [
            f" marked {opener.marked.value}" if opener.marked else "",
            f" {where}" if where else "",
            f" of the kind {kinds}" if kinds else "",
        ]
    )
    if opener.count > 1:
        counted = f"when {opener.count} breaches{about} count" + (f" within {opener.within}" if opener.within else "")
    elif opener.since:
        return f"after a breach{about} since '{code.steps[opener.since].name}' took effect"
    else:
        counted = f"after a breach{about}"
    if opener.after:
        results = joined((name.replace("_", " ") for name in sorted(opener.outcomes)), "or")
        ended = f"when '{code.steps[opener.after].name}' ended: {results}"
        return f"{ended}, {counted}" if about or opener.count > 1 else ended
    if opener.heard:
        name = code.steps[opener.heard].name
        heard = f"once the answer to '{name}' was considered, or its time has passed"
        return f"{heard}, {counted}" if about or opener.count > 1 else heard
    return counted
