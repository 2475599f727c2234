"""How a step of each kind asks for its words: the question, and what helps to answer it."""

from fairgate.engine.words import Kind

_READ = "In short, and in plain words: the person may read it."
_QUOTED = "It is quoted in the letter."

TEXT: dict[Kind, tuple[str, str]] = {
    Kind.CONVERSATION: ("What was said?", _READ),
    Kind.MEETING: ("What would you like to talk about?", f"{_QUOTED} May be left empty."),
    Kind.MEDIATION: ("What would be talked about?", f"{_QUOTED} May be left empty."),
    Kind.ASK_TO_LEAVE: ("What happened?", _READ),
    Kind.PLATFORM_REPORT: ("What was reported, and what came back?", _READ),
    Kind.REFERRAL: ("What was passed on?", _READ),
    Kind.NO_REPLY: ("Which message stays unanswered, and why?", f"{_READ} A concern in it is still passed on."),
    Kind.RECORD: ("What is put on record?", _READ),
}

REASONS: dict[Kind, tuple[str, str]] = {
    Kind.WARNING: ("Why the letter is written", f"{_QUOTED} The incidents themselves are told in it anyway."),
    Kind.INTENTION: ("Why a bar is intended", _QUOTED),
    Kind.BAR: (
        "The reasons",
        "Why this is needed, why nothing less will do, and how it bears on the child. They are quoted in the letter.",
    ),
    Kind.CHANNEL_RESTRICTION: ("The reasons", f"Why this is needed, and why nothing less will do. {_QUOTED}"),
    Kind.CONTACT_CAP: ("The reasons", f"Why this is needed, and why nothing less will do. {_QUOTED}"),
    Kind.CONDITION: ("The reasons", f"Why this is needed, and why nothing less will do. {_QUOTED}"),
    Kind.REMOVAL_REQUEST: ("Why the post should come down", f"{_QUOTED} May be left empty."),
}
