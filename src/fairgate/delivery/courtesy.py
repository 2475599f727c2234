"""Courtesy translations: a letter's essential fixed passages in other languages, to stand beside the English.

The English binds, and each translation says so. What somebody wrote for this one letter (the reasons, what happened)
is never translated here: it stands in English, and the translation says how to ask for an interpreter. The words are
in `translations/<language>.yaml`, a file for each language; `en.yaml` is what they were translated from.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from fairgate.delivery.letter import Letter, Way
from fairgate.delivery.reading import Block, Box, Heading, Listed, Paragraph, Run, Runs, Translation
from fairgate.engine.words import Decision, Kind
from fairgate.policy.decode import decode
from fairgate.policy.located import read_yaml

FOLDER = Path(__file__).parent / "translations"
LANGUAGES = ("pl", "ur", "ar", "cy", "ro", "uk")
"""The languages that letters can be had in, by their codes (BCP 47)."""

_ISOLATE, _END = "\u2068", "\u2069"  # what is between them keeps its own direction, and moves nothing around it
_ENDING = frozenset({Decision.LIFT, Decision.END})
_GOES_ON = frozenset({Decision.CONFIRM, Decision.UPHOLD})
_CONTACT = frozenset({Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP})
_MEASURES = frozenset({Kind.BAR}) | _CONTACT


_WHAT = {  # a letter of a pack -> the passage that says what it is. A new letter needs its line here, and its passage
    "meeting_invitation": "what.meeting",
    "mediation_offer": "what.mediation",
    "desist_letter": "what.warning",
    "warning": "what.warning",
    "removal_request": "what.removal_request",
    "legal_warning": "what.legal_warning",
    "intention_notice": "what.intention",
    "ban_notice": "what.bar",
    "bar_notice": "what.bar",
    "order_notice": "what.order_notice",
    "channel_notice": "what.channel_restriction",
    "contact_notice": "what.contact_cap",
    "acknowledgement": "what.acknowledgement",
    "ban_ended": "what.ended",
    "measure_ended": "what.ended",
    "code_of_conduct": "what.code_of_conduct",
    "concern_reply": "what.concern_reply",
}
NOTICES = frozenset({"what.bar", "what.order_notice", "what.channel_restriction", "what.contact_cap"})


class Language(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of translations. `checked_by` and `checked_on`: which native reader went through it; empty: none yet."""

    language: str
    name: str  # in itself: 'polski'
    english_name: str
    direction: str
    checked_by: str = ""
    checked_on: str = ""
    weekdays: list[str]  # from Monday
    months: list[str]  # as they stand in a date
    day: str  # "{weekday}, {day} {month} {year}"
    channels: dict[str, str]  # what packs call them in English, and here
    passages: dict[str, str]

    def day_in_full(self, day: date) -> str:
        """A date with its weekday."""
        named = {"weekday": self.weekdays[day.weekday()], "month": self.months[day.month - 1]}
        return self.day.format(day=day.day, year=day.year, **named)


@cache
def language(code: str) -> Language:
    """The file of that language. Raises `KeyError` for one that there is none of, `PackError` for a faulty one."""
    if code not in (*LANGUAGES, "en"):
        raise KeyError(code)
    return decode(read_yaml(FOLDER / f"{code}.yaml"), Language)


def translated(letter: Letter, code: str) -> Translation:
    """The courtesy translation of the letter into that language."""
    words = language(code)
    return Translation(
        language=code,
        name=words.name,
        english_name=words.english_name,
        direction=words.direction,
        blocks=tuple(_Writer(letter, words).blocks()),
    )


def for_sheets(translation: Translation) -> str:
    """The translation as the JSON that `layout.typ` sets after the letter."""
    return msgspec.json.encode(translation).decode()


def about(letter: Letter) -> str:
    """The id of the passage that says what the letter is; 'what.other' where no passage was written for it."""
    if letter.decision is not None and letter.kind in _MEASURES:
        word = letter.decision.word
        done = "goes_on" if word in _GOES_ON else word.value
        return f"decision.{'bar' if letter.kind is Kind.BAR else 'contact'}.{done}"
    passage = _WHAT.get(letter.id, "what.other")
    return f"{passage}.{'bar' if letter.sites else 'contact'}" if passage == "what.ended" else passage


class _Writer:
    """Writes one letter's translation, passage by passage."""

    def __init__(self, letter: Letter, words: Language) -> None:
        self._letter = letter
        self._words = words
        self._mark = "، " if words.direction == "rtl" else ", "
        self._about = about(letter)
        decided = letter.decision is not None and letter.kind in _MEASURES
        ending = letter.decision is not None and letter.decision.word in _ENDING
        self._measure = self._about in NOTICES or (decided and not ending)
        self._dated = self._measure or decided or self._about.startswith("what.ended")
        self._intended = self._about == "what.intention"

    def blocks(self) -> Iterator[Block]:
        """All of it, in order."""
        yield self._heading("title", level=1)
        named = f"Courtesy translation into {self._words.english_name}. The letter in English is the one that binds."
        yield Paragraph(runs=(Run(named),))  # for whoever handles the letter and does not read the language
        yield self._paragraph("binds", strong=True)
        yield self._paragraph("english_inside", contact=self._contact_named())
        yield self._heading("what.heading")
        yield self._paragraph(self._about, subject=self._letter.subject)
        if self._about in NOTICES and self._letter.provisional:
            yield self._paragraph("what.provisional")
        yield self._terms()
        if self._measure:
            yield from self._meaning()
            yield from self._child()
        yield from self._reach()
        yield from self._heard()
        yield from self._rights()

    # ---- the parts ------------------------------------------------------------------------------------------------

    def _terms(self) -> Block:
        letter = self._letter
        meeting, taken, hearing = letter.meeting, letter.decision, letter.representations
        shown: list[tuple[str, str]] = [
            ("reference", self._kept(letter.reference)),
            ("dated", self._day(letter.dated)),
        ]
        if meeting is not None:
            at = self._mark + self._kept(meeting.time) if meeting.time else ""
            shown += [("meeting_when", self._day(meeting.on) + at), ("meeting_where", self._kept(meeting.place))]
        if self._dated or self._intended:
            shown.append(("premises", self._mark.join(map(self._kept, letter.sites))))
        if letter.kind in _CONTACT and self._measure:
            shown.append(("closed", self._channels(letter.channels_closed)))
            shown.append(("open", self._channels(letter.channels_open)))
            shown.append(("at_most", self._kept(letter.cap)))
        if self._dated or self._intended:
            at = self._mark + self._kept(letter.from_time) if letter.from_time and self._about in NOTICES else ""
            first = "intended_from" if self._intended else "from"
            shown.append((first, self._day(letter.from_on) + at if letter.from_on else ""))
        if self._measure or self._intended or self._about.startswith("what.ended"):
            shown.append(("intended_until" if self._intended else "until", self._last_day(letter.until)))
        if self._measure or self._intended:
            shown.append(("review", self._day(letter.review_on)))
        if taken is not None:
            shown.append(("decided_on", self._day(taken.on)))
        elif letter.decider is not None and self._measure:
            who = filter(None, (letter.decider.name, letter.decider.office))
            shown.append(("decided_by", self._mark.join(map(self._kept, who))))
        if hearing is not None and self._is_heard():
            shown.append(("your_side", self._last_day(hearing.by)))
        shown.append(("answer_by", self._last_day(letter.reply_by)))
        pairs = tuple(((Run(self._text(f"label.{label}")),), (Run(said),)) for label, said in shown if said)
        return Box(role="terms", pairs=pairs, **self._own())

    def _meaning(self) -> Iterator[Block]:
        letter = self._letter
        yield self._heading("meaning.heading")
        if letter.kind is Kind.BAR:
            yield self._paragraph("meaning.bar")
        if letter.conditions:
            yield self._paragraph("meaning.conditions", lead=True)
            yield self._english(letter.conditions)
        if letter.kind in _CONTACT:
            yield self._paragraph("meaning.emergency")
        yield self._paragraph("meaning.alone")
        if letter.exceptions and letter.kind is Kind.BAR:
            yield self._paragraph("meaning.exceptions", lead=True)
            yield self._english(letter.exceptions)
        elif letter.kind is Kind.BAR:
            yield self._paragraph("meaning.no_exceptions")

    def _child(self) -> Iterator[Block]:
        letter = self._letter
        if not letter.children or letter.kind is not Kind.BAR:
            return
        yield self._heading("child.heading", children=self._mark.join(map(self._kept, letter.children)))
        if letter.arrangements:
            yield self._paragraph("child.own", lead=True)
            yield self._english(tuple(f"{one.about}. {one.text}" for one in letter.arrangements))
        else:
            yield self._paragraph("child.usual")

    def _reach(self) -> Iterator[Block]:
        contact = self._letter.contact
        if contact is None:
            return
        yield self._heading("contact.heading")
        yield self._paragraph("contact.text", lead=True)
        lines = [Run(self._mark.join(map(self._kept, filter(None, (contact.person, contact.office)))), strong=True)]
        for label, value in (("email", contact.email), ("phone", contact.phone)):
            if value:
                lines.append(Run(f"\n{self._text('label.' + label)}: {self._kept(value)}"))
        yield Paragraph(runs=tuple(lines), role="lines", **self._own())

    def _heard(self) -> Iterator[Block]:
        hearing = self._letter.representations
        if hearing is None or not self._is_heard():
            return
        yield self._heading("heard.heading")
        yield self._paragraph("heard.text", to=hearing.to)
        yield self._paragraph("heard.by" if hearing.by else "heard.any_time", lead=True, by=self._day(hearing.by))
        ways = tuple((Run(self._way(way)),) for way in hearing.how)
        yield Listed(items=ways, numbered=False, **self._own())
        yield self._paragraph("heard.outcome", heard_by=hearing.heard_by)
        if not self._intended:
            yield self._paragraph("heard.independent")

    def _rights(self) -> Iterator[Block]:
        letter = self._letter
        yield self._heading("rights.heading")
        if letter.complaints is not None and letter.complaints.name:
            yield self._paragraph("rights.complaint", complaints=letter.complaints.name)
        if self._measure or self._intended:
            yield self._paragraph("rights.courts")
        if letter.id == "legal_warning":
            yield self._paragraph("rights.advice")
        yield self._paragraph("rights.help", contact=self._contact_named())

    def _is_heard(self) -> bool:
        """Whether the letter gives a right to be heard: a notice, an intention, a measure that is made longer."""
        taken = self._letter.decision
        return self._intended or self._about in NOTICES or (taken is not None and taken.word is Decision.EXTEND)

    def _way(self, way: Way) -> str:
        letter, hearing, contact = self._letter, self._letter.representations, self._letter.contact
        assert hearing is not None  # noqa: S101  # asked by the caller
        mails = (hearing.email, contact.email if contact else "", letter.school.email)
        phones = (hearing.phone, contact.phone if contact else "", letter.school.phone)
        address = ", ".join((letter.school.name, *letter.school.address))
        email, phone = next(filter(None, mails), ""), next(filter(None, phones), "")
        unknown = (way is Way.EMAIL and not email) or (way is Way.PHONE and not phone)
        passage = f"way.{way.value}_unknown" if unknown else f"way.{way.value}"
        return self._text(passage, address=address, email=email, phone=phone)

    # ---- words ----------------------------------------------------------------------------------------------------

    def _own(self) -> dict[str, str]:
        return {"language": self._words.language, "direction": self._words.direction}

    def _text(self, passage: str, **slots: str) -> str:
        """A passage with its slots filled; what fills them keeps its own direction."""
        kept = {name: self._kept(value) for name, value in slots.items()}
        return self._words.passages[passage].strip().format(**kept)

    def _heading(self, passage: str, *, level: int = 2, **slots: str) -> Heading:
        return Heading(level=level, text=self._text(passage, **slots), **self._own())

    def _paragraph(self, passage: str, *, strong: bool = False, lead: bool = False, **slots: str) -> Paragraph:
        runs: Runs = (Run(self._text(passage, **slots), strong=strong),)
        return Paragraph(runs=runs, role="lead-in" if lead else "", **self._own())

    def _english(self, items: tuple[str, ...]) -> Listed:
        """What was written for this letter, as it stands in it."""
        return Listed(items=tuple((Run(item),) for item in items))

    def _kept(self, value: str) -> str:
        if self._words.direction == "ltr" or not value or value.startswith(_ISOLATE):
            return value
        return f"{_ISOLATE}{value}{_END}"

    def _day(self, day: date | None) -> str:
        return self._kept(self._words.day_in_full(day)) if day else ""

    def _last_day(self, day: date | None) -> str:
        return self._text("included", day=self._day(day)) if day else ""

    def _channels(self, names: tuple[str, ...]) -> str:
        return self._mark.join(self._words.channels.get(name) or self._kept(name) for name in names)

    def _contact_named(self) -> str:
        contact = self._letter.contact
        return (contact.person or contact.office) if contact else self._letter.school.name
