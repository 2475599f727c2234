"""Whether every paragraph is carried out, and what the edition says of itself (law.md I1, I12)."""

from datetime import date

from fairgate.policy.code_text import NORMATIVE
from fairgate.policy.names import listed
from fairgate.policy.notes import Notes
from fairgate.policy.pack import CARRIED
from fairgate.policy.rules import rules_by_paragraph


def check_paragraphs(notes: Notes, today: date) -> None:
    """Paragraphs that nothing carries out, waivers, the edition's dates, readings, faults and letters."""
    _carried_out(notes)
    _edition(notes, today)
    _said_to_be_so(notes)
    _letters(notes)


def _carried_out(notes: Notes) -> None:
    code = notes.code
    cited = set(rules_by_paragraph(code)) | _cited_by_the_edition(notes)
    for ref, paragraph in code.paragraphs.items():
        if paragraph.kind in NORMATIVE and ref not in cited and ref not in code.waivers:
            what = f'nothing carries out paragraph {ref}, a {paragraph.kind}: "{_short(paragraph.text)}"'
            mend = (
                f"Give the rule that carries it out 'paragraph: {ref}', "
                f"or say under 'waivers:' of pack.yaml why nothing does"
            )
            notes.of_text("nothing-carries-out", ref, what, mend)
    for ref in code.waivers:
        if ref in cited:
            what = f"paragraph {ref} is waived, although a rule carries it out"
            notes.warning("needless-waiver", ("waivers", ref), what, "Take out the waiver, or the citation", (ref,))


def _cited_by_the_edition(notes: Notes) -> set[str]:
    """Citations of what is no rule of the engine: whom the code binds, and its own review."""
    written = notes.pack.written
    return {*listed(written.applies_to_paragraph), *listed(written.review_paragraph)}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}..."


def _edition(notes: Notes, today: date) -> None:
    code, folder = notes.code, notes.pack.folder
    if code.review_by is None:
        mend = "Add 'review_by:' with the date by which the trust looks at its code again"
        notes.warning("no-review-date", (), "the code has no date for its own review", mend)
    elif code.review_by < today:
        what = f"the code's own review was due by {code.review_by.isoformat()} and has gone by"
        notes.warning("review-gone-by", ("review_by",), what, "Review the code, and publish a new edition")
    if code.review_by and code.review_by <= code.in_force_from:
        what = f"the review date is not after {code.in_force_from.isoformat()}, when the edition comes into force"
        notes.error("dates", ("review_by",), what, "Correct one of the two dates")
    if not code.owner:
        notes.warning("no-owner", (), "no office owns the code", "Add 'owner:' with the office that answers for it")
    if folder.resolve().parent.parent == CARRIED.resolve():
        for key, value, name in (("edition", code.edition, folder.name), ("pack", code.id, folder.parent.name)):
            if value != name:
                what = f"{key} '{value}' lies in the folder '{name}', and would not be found"
                notes.error("folder", (key,), what, "Give the folder the same name")


def _said_to_be_so(notes: Notes) -> None:
    """Readings taken and faults declared: the code cannot be carried out without them, so they are always told."""
    taken = {reading.id: reading.taken for reading in notes.code.readings}
    for index, fault in enumerate(listed(notes.pack.written.faults)):
        what = f"the document is at fault: {_clause(fault.what)}"
        mend = f"Read as: {_clause(taken.get(fault.reading, fault.reading))}"
        notes.warning("document-fault", ("faults", index), what, mend, tuple(listed(fault.paragraph)))
    for index, found in enumerate(notes.code.readings):
        what = f"the code is silent (reading '{found.id}'): {_clause(found.silent)}"
        mend = f"Read as: {_clause(found.taken)}"
        notes.warning("reading", ("readings", index), what, mend, found.paragraphs)


def _clause(text: str) -> str:
    return text.strip().removesuffix(".")


def _letters(notes: Notes) -> None:
    code, pack = notes.code, notes.pack
    sent = {letter for step in code.steps.values() for letter in (step.letter, step.cover_note)}
    for step in code.steps.values():
        heard = step.measure.representations if step.measure else step.representations
        sent.add(heard.letter if heard else None)
        if step.measure:
            sent.add(step.measure.lapse.letter if step.measure.lapse else None)
            reviews = step.measure.review.outcomes if step.measure.review else ()
            sent.update(rule.letter for rule in (*step.measure.decision.outcomes, *reviews))
    sent.update(one.letter for one in code.writings.values())
    for letter in sorted(code.letters):
        if not pack.letter(letter).is_file():
            what = f"the letter '{letter}' has no file letters/{letter}.typ"
            notes.error("no-letter-file", ("letters",), what, "Write the letter there, or take it out of 'letters:'")
        if letter not in sent:
            what = f"no step or decision sends the letter '{letter}'"
            mend = "Name it under 'letter:' where it is sent, or take it out of 'letters:'"
            notes.warning("unsent-letter", ("letters",), what, mend)
