"""Reports in the rig: straight into a case by who may, else for a leader to read; and those that were only begun."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fairgate.ops.rig_house import House
from fairgate.ops.rig_invented import cast
from fairgate.ops.rig_lines import Line, Story, Told, Waiting, act_of

if TYPE_CHECKING:
    from fairgate.actions.incident import Allegation
    from fairgate.records.models import LedgerEntry


def _allegation(told: Told, line: Line, text: str, clauses: Sequence[str]) -> "Allegation":
    from fairgate.actions.incident import Allegation
    from fairgate.engine.words import Setting

    in_words = told.house.invented.told
    return Allegation(
        clauses=tuple(clauses),
        setting=Setting(line.setting),
        text=text,
        affected=in_words(line.affected),
        witnesses=in_words(line.witnesses),
        serious=line.serious,
        safeguarding=line.safeguarding,
        defamatory=line.defamatory,
        found=line.found,
    )


def report(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    """Report what happened, straight into a case: the open one, or a new one."""
    from fairgate.actions.incident import Report, record_incident, report_incident

    house = told.house
    allegation = _allegation(told, line, house.invented.told(line.text), line.report)
    if story.id in told.cases:
        return record_incident(act_of(told, story, line, place), allegation=allegation)
    return report_incident(
        Report(house.schools[story.school], house.people[story.subject].pk, allegation),
        by=house.users[line.who],
        now=house.at(line.day, place),
        operation_key=f"rig {house.slug} {story.id} {place}",
    )


def tell(told: Told, story: Story, line: Line, place: int) -> None:
    """Report what happened, for a leader to read."""
    house = told.house
    text = house.invented.told(line.tell)
    about = house.people[story.subject].pk
    told.incidents[story.id, line.name] = _sent(house, story.school, line.who, text, about, line.day, place)


def accept(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    """Take what somebody reported into a case."""
    from fairgate.actions.incident import Report
    from fairgate.actions.review import accept_incident
    from fairgate.records.models import Incident

    house = told.house
    incident = Incident.objects.get(reference=told.incidents[story.id, line.accept])
    allegation = _allegation(told, line, incident.text, line.under)
    return accept_incident(
        incident.reference,
        Report(house.schools[story.school], house.people[story.subject].pk, allegation),
        by=house.users[line.who],
        now=house.at(line.day, place),
        operation_key=f"rig {house.slug} {story.id} {place}",
        seen=0,
    )


def _sent(house: House, site: str, who: str, text: str, about: int | None, day: int, place: int) -> str:
    from fairgate.actions.report import Somebody, Telling, send_report
    from fairgate.engine.words import Setting
    from fairgate.records.models import Role

    now = house.at(day, place)
    someone = Somebody(Role.SUBJECT, person=about, description="" if about else "A man in a grey coat")
    telling = Telling(house.schools[site], text, Setting.PREMISES, now.date(), (someone,))
    key = f"rig {house.slug} report {day} {place}"
    return send_report(telling, by=house.users[who], now=now, operation_key=key).reference


def wait(told: Told, row: Waiting, number: int) -> None:
    """Report something that nobody will have read when the rig is built."""
    house = told.house
    about = house.people[row.subject].pk if row.subject else None
    text = house.invented.told(row.text)
    told.incidents["", str(number)] = _sent(house, row.school, row.who, text, about, row.day, 600 + number)


def draft(house: House) -> None:
    """Begin the reports that nobody sends."""
    from django.urls import reverse

    from fairgate.actions.draft import save_draft

    for key, begun in zip(house.invented.draft_keys, cast().drafts, strict=True):
        text = house.invented.told(begun.text)
        path, typed = reverse("report_for_review"), urlencode({"text": text, "page": "tell"})
        save_draft(house.users[begun.who], key, path, typed, text, now=house.at(-1, 700))
