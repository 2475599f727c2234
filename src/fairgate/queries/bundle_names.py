"""Who else is named in a case, and a text with all of them covered: for the copy of the person it is about."""

import re

from fairgate.engine.acts.account import AccountTaken
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.records.models import IncidentPerson, Role, User
from fairgate.records.standing import Standing

COVER = "[name left out]"
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_NO_NAMES = """mr mrs ms miss mx dr sir lady the and who saw heard with year reception school class teacher teachers
teaching assistant parent parents carer mother father staff office pupil pupils child children several some two three
other others nobody unknown headteacher head deputy caretaker receptionist business manager lead our their his her
from at in on of by to was were had has have all both also near"""
_NO_NAME = frozenset(_NO_NAMES.split())


def names_of_others(stands: Standing) -> frozenset[str]:
    """Each word, in small letters, that is part of the name of somebody who told, saw, reported or was affected.

    What is typed of witnesses is free text: its words with a capital count as names, or all of them where none has one.
    The person's own names do not.
    """
    names: list[str] = []
    words: set[str] = set()
    incidents, users = set(), set()
    for entry in stands.entries:
        if isinstance(entry, BreachRecorded):
            words |= _in_prose(entry.witnesses) | _in_prose(entry.affected)
            names.append(entry.behalf_of)
            incidents.add(entry.incident)
            users.add(entry.reported_by)
        elif isinstance(entry, AccountTaken):
            names += [entry.teller, entry.taken_by]
    people = IncidentPerson.objects.filter(incident__reference__in=incidents - {""}).exclude(role=Role.SUBJECT)
    for row in people.values_list("name", "person__name", "user__name"):
        names += [name for name in row if name]
    numbers = [one.rpartition(" ")[2] for one in users if one.startswith("user ")]
    names += User.objects.filter(pk__in=[int(one) for one in numbers if one.isdigit()]).values_list("name", flat=True)
    own = _words(stands.record.subject.kept.name) | _words(stands.record.subject.name)
    found = words.union(*(_words(name) for name in names))
    return frozenset(found - own - _NO_NAME)


def without_names(text: str, names: frozenset[str]) -> str:
    """The text with every one of these words covered, however it is written; a word beside another is one cover."""
    if not names:
        return text
    one = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{one})(?:['’]s)?(?!\w)(?:[\s-]+(?:{one})(?:['’]s)?(?!\w))*", re.IGNORECASE)
    return found.sub(COVER, text)


def _in_prose(text: str) -> set[str]:
    capitals = {word for word in _WORD.findall(text) if word[0].isupper()}
    return _words(" ".join(capitals)) - _NO_NAME or _words(text)


def _words(text: str) -> set[str]:
    return {word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)}
