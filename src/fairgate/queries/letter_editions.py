"""The editions of an issued letter beside the one that is sent: large print, its page, a translation beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models.functions import Length

from fairgate.delivery.courtesy import LANGUAGES, language
from fairgate.delivery.editions import LARGE, PAGE, Needs, needs
from fairgate.delivery.reading import Reading, Translation, opened
from fairgate.records.models import IssuedLetter, LetterEdition


@dataclass(frozen=True)
class EditionTold:
    """One edition that is a PDF. `needed`: it is the one that suits what the person has asked for."""

    kind: str
    words: str
    size: int
    sha256: str
    needed: bool


@dataclass(frozen=True)
class LanguageTold:
    """A language in which the letter's page can be read. `checked_by`: '' while no native reader has checked it."""

    code: str
    name: str
    english_name: str
    checked_by: str


def pdfs_of(letter: IssuedLetter) -> tuple[EditionTold, ...]:
    """The editions that are PDFs, large print first: one query."""
    suits = needs_of(letter).edition
    rows = letter.editions.exclude(kind__in=(PAGE, LetterEdition.EDITED)).annotate(size=Length("body")).order_by("id")
    return tuple(
        EditionTold(kind, words_for(kind), size, sha256, kind == suits)
        for kind, size, sha256 in rows.values_list("kind", "size", "sha256")
    )


def needs_of(letter: IssuedLetter) -> Needs:
    """What the person to whom the letter is written needs of it, by what is on record of them now."""
    person = letter.case.subject.kept
    return needs(person.adjustments, person.languages)


def body_of(letter: IssuedLetter, kind: str) -> bytes | None:
    """The PDF of that kind; None where none was made."""
    if kind == PAGE:
        return None
    found = letter.editions.filter(kind=kind).values_list("body", flat=True).first()
    return bytes(found) if found is not None else None


def reading_of(letter: IssuedLetter) -> Reading | None:
    """The letter's page, with its translations; None for a letter that was issued before there were pages."""
    found = letter.editions.filter(kind=PAGE).values_list("body", flat=True).first()
    return opened(bytes(found)) if found is not None else None


def translation_of(reading: Reading | None, code: str) -> Translation | None:
    """The translation into that language; None where there is none."""
    return next((one for one in reading.translations if one.language == code), None) if reading else None


def languages(only: tuple[str, ...] = LANGUAGES) -> tuple[LanguageTold, ...]:
    """The languages of these codes, and who checked each."""
    return tuple(_languages(only))


def languages_of(reading: Reading | None) -> tuple[LanguageTold, ...]:
    """The languages that a letter's page has; none for a letter without a page, or one to another body."""
    return languages(tuple(one.language for one in reading.translations)) if reading else ()


def unchecked_words(translation: Translation | None) -> str:
    """What a translation's page says of itself, in its language, while no native reader has checked it; else ''."""
    if translation is None or language(translation.language).checked_by:
        return ""
    return language(translation.language).passages["unchecked"]


def _languages(only: tuple[str, ...]) -> Iterator[LanguageTold]:
    for code in only:
        known = language(code)
        yield LanguageTold(code, known.name, known.english_name, known.checked_by)


def words_for(kind: str) -> str:
    """What an edition is called: 'Large print', 'English with Polish'."""
    if kind == LetterEdition.EDITED:
        return "The copy edited outside"
    return "Large print" if kind == LARGE else f"English with {language(kind).english_name}"
