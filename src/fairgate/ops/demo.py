"""`fairgate demo load | people`: two trusts with their schools, invented people, and a case at every stage.

Every line of every case is put to the engine as if it were done on its day: what the code does not allow stops the
set-up and says why. All of it or none of it is loaded.
"""

import argparse
import csv
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fairgate.ops.demo_body import councils
from fairgate.ops.demo_incidents import report
from fairgate.policy.located import Document, read_yaml
from fairgate.policy.problems import PackError

if TYPE_CHECKING:
    from fairgate.records.models import Case, Person, School, Trust, User

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DATA = Path(__file__).parent / "demo_data"
TRUSTS = {
    "aspire": ("Aspire Academy Trust", "#12436d", "#f5b335"),
    "oak": ("Oak Learning Partnership", "#2f5d3a", "#d9c27a"),
}
"""Name and colours of each trust; the slug is the id of its pack."""

_OFFSETS = ("until", "reply_by", "review_on", "happened_on")


def add_parser(subparsers: "Subparsers") -> None:
    """Add this command."""
    demo = subparsers.add_parser("demo", help="the demonstration: two trusts, invented people and cases")
    commands = demo.add_subparsers(title="commands", metavar="COMMAND", required=True)
    load = commands.add_parser("load", help="load it into an empty database")
    load.set_defaults(run=lambda args: _load())
    people = commands.add_parser("people", help="say who to sign in as")
    people.set_defaults(run=lambda args: _people())


def _start_django() -> None:
    # Here, not at import, so that the commands that need no database start without it.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django

    django.setup()


def _load() -> int:
    """Load the demonstration; 1 when the database is not empty or a case cannot be told."""
    _start_django()
    from django.db import transaction

    from fairgate.records.models import Trust

    if Trust.objects.exists():
        print("The database has trusts in it already; nothing was loaded.", file=sys.stderr)
        return 1
    today = _today()
    try:
        with transaction.atomic():
            schools = _schools()
            staff = _staff(schools, today)
            parents = _parents(schools, staff, today)
            for number, told in enumerate(_rows(read_yaml(DATA / "cases.yaml"), "cases")):
                _case(told, number, today, schools, staff, parents)
            rows = _rows(read_yaml(DATA / "incidents.yaml"), "incidents")
            report(rows, partial(_instant, today, place=30), schools, staff, parents)
            councils(_rows(read_yaml(DATA / "people.yaml"), "bodies"), staff, _now())
    except _NotTold as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _now() -> datetime:
    """The instant by the site's own clock, which FAIRGATE_NOW can stop."""
    from django.conf import settings

    now: datetime = settings.FAIRGATE_CLOCK()
    return now


def _today() -> date:
    """Its day in London."""
    from django.utils import timezone

    return timezone.localdate(_now())


class _NotTold(Exception):
    """A case of the demonstration that its code does not allow."""


def _rows(document: Document, key: str) -> Iterator[dict[str, Any]]:
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get(key), list):
        raise PackError(document.file, 1, f"there is no list '{key}'", "Restore the demonstration's data")
    for row in data[key]:
        if isinstance(row, dict):
            yield row


def _schools() -> dict[str, "School"]:
    from django.utils.text import slugify

    from fairgate.records.models import HalfTerm, School, Trust

    trusts: dict[str, Trust] = {}
    for slug, (name, header, accent) in TRUSTS.items():
        trusts[slug] = Trust.objects.create(slug=slug, name=name, header_colour=header, accent_colour=accent)
    schools: dict[str, School] = {}
    with (DATA / "schools.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            trust = trusts[row["trust"]]
            schools[row["urn"]] = School.objects.create(
                trust=trust,
                urn=row["urn"],
                slug=slugify(row["name"]),
                name=row["name"],
                phase=row["phase"],
                la=row["la"],
                street=row["street"],
                locality=row["locality"],
                town=row["town"],
                postcode=row["postcode"],
                phone=f"01632 960{number + 100:03}",
                email=f"office@{slugify(row['name'])}.example.org",
            )
    areas = {(school.trust_id, school.la) for school in schools.values()}
    with (DATA / "terms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for trust_id, la in areas:
                if la == row["la"]:
                    HalfTerm.objects.create(trust_id=trust_id, la=la, first=row["first_day"], last=row["last_day"])
    for slug, trust in trusts.items():
        _address(trust, next(school for school in schools.values() if school.trust.slug == slug))
    return schools


def _address(trust: "Trust", school: "School") -> None:
    """The trust writes from its first school in the demonstration."""
    trust.address = "\n".join(school.address_lines)
    trust.postcode = school.postcode
    trust.phone = "01632 960001"
    trust.email = f"office@{trust.slug}.example.org"
    trust.save()


def _staff(schools: dict[str, "School"], today: date) -> dict[str, "User"]:
    from django.conf import settings
    from django.contrib.auth.hashers import make_password

    from fairgate.actions import second_factor
    from fairgate.records.models import Holding, Trust, User

    trusts = {trust.slug: trust for trust in Trust.objects.all()}
    password = make_password(settings.FAIRGATE_DEMO_PASSWORD)  # one password for all, so one hash serves
    staff: dict[str, User] = {}
    for row in _rows(read_yaml(DATA / "people.yaml"), "staff"):
        trust = trusts[row["trust"]]
        user = User.objects.create(email=row["email"], name=row["name"], trust=trust, password=password)
        staff[row["id"]] = user
        where: list[School | None] = [schools[urn] for urn in row.get("schools", ())]
        for office in row["offices"]:
            for school in where or [None]:
                Holding.objects.create(
                    user=user, trust=trust, school=school, office=office, since=today - timedelta(days=700)
                )
        if row["offices"] != ["reception"]:
            second_factor.publish(user)
    return staff


def _parents(schools: dict[str, "School"], staff: dict[str, "User"], today: date) -> dict[str, "Person"]:
    from fairgate.records.models import OtherName, Person, Trust, Vehicle, Visitor
    from fairgate.records.search.keep import keep_person

    trusts = {trust.slug: trust for trust in Trust.objects.all()}
    parents: dict[str, Person] = {}
    for row in _rows(read_yaml(DATA / "people.yaml"), "parents"):
        person = Person.objects.create(
            trust=trusts[row["trust"]],
            name=row["name"],
            address="\n".join(row.get("address", ())),
            address_protected=row.get("address_protected", "") == "true",
            no_fixed_abode=row.get("no_fixed_abode", "") == "true",
            email=row.get("email", ""),
            phone=row.get("phone", ""),
            email_service_agreed=row.get("email_service_agreed", "") == "true",
            languages=row.get("languages", ""),
            adjustments=row.get("adjustments", ""),
        )
        for other in row.get("other_names", ()):
            OtherName.objects.create(person=person, name=other["name"], kind=other["kind"])
        for car in row.get("vehicles", ()):
            Vehicle.objects.create(person=person, registration=car["registration"], description=car["description"])
        for visit in row.get("visits", ()):
            Visitor.objects.create(
                person=person, school=schools[visit["school"]], kind=visit["kind"], note=visit["note"]
            )
        for child in row.get("children", ()):
            _tie(child, person, schools, staff, today)
        keep_person(person)
        parents[row["id"]] = person
    return parents


def _tie(
    told: dict[str, Any], person: "Person", schools: dict[str, "School"], staff: dict[str, "User"], today: date
) -> None:
    """What a parent is to a child, with what the school saw of it: days are counted from today."""
    from fairgate.records.models import Capacity, Child, CourtOrder, Relationship

    pupil, _ = Child.objects.get_or_create(
        school=schools[told["school"]], name=told["name"], defaults={"year": told.get("year", "")}
    )
    tie = Relationship.objects.create(child=pupil, person=person, relationship=told["relationship"])
    for fact in told.get("rights", ()):
        grounds = _grounds(fact, staff, today)
        Capacity.objects.create(relationship=tie, kind=fact["kind"], agreed_by=fact.get("agreed_by", ""), **grounds)
    for order in told.get("orders", ()):
        CourtOrder.objects.create(relationship=tie, says=order["says"], **_grounds(order, staff, today))


def _grounds(told: dict[str, Any], staff: dict[str, "User"], today: date) -> dict[str, Any]:
    days: dict[str, Any] = {key: today + timedelta(days=int(told[key])) for key in ("since", "until") if key in told}
    seen = {"seen": told["seen"], "seen_note": told.get("note", "")}
    return {**days, **seen, "by": staff[told["who"]], "at": _instant(today, -60, 0)}


def _case(
    told: dict[str, Any],
    number: int,
    today: date,
    schools: dict[str, "School"],
    staff: dict[str, "User"],
    parents: dict[str, "Person"],
) -> None:
    from fairgate.records.models import Case

    school = schools[told["school"]]
    lines = told["story"]
    opened = _instant(today, int(lines[0]["day"]), number)
    case = Case.objects.create(
        trust=school.trust,
        school=school,
        subject=parents[told["subject"]],
        pack=school.trust.slug,
        opened_at=opened,
    )
    for place, line in enumerate(lines):
        _line(
            case, line, _instant(today, int(line["day"]), place), f"case {told['id']}, line {place + 1}", today, staff
        )


def _line(case: "Case", raw: dict[str, Any], now: datetime, where: str, today: date, staff: dict[str, "User"]) -> None:
    from django.utils import timezone

    from fairgate.actions import letter
    from fairgate.actions.acting import person
    from fairgate.engine.decide import Accepted, decide
    from fairgate.engine.entry import SUBJECT, Actor
    from fairgate.engine.refusal import Reason
    from fairgate.policy.rehearse import entry_of
    from fairgate.policy.story_shape import Line
    from fairgate.records.append import append
    from fairgate.records.standing import standing

    on = timezone.localdate(now)
    stands = standing(case, on)
    line = msgspec.convert(_dated(raw, on, today), Line, strict=False)
    proposed = entry_of(stands.code, stands.folded, line, on, case.school.slug, f"e{stands.seq + 1}")
    if isinstance(proposed, Reason):
        raise _NotTold(f"{where}: {proposed.text}")
    user = staff.get(raw.get("who", ""))
    by = Actor(line.office, person(user)) if user else Actor(SUBJECT, f"subject {case.subject_id}")
    answer = decide(stands.code, stands.calendar, stands.entries, msgspec.structs.replace(proposed, by=by))
    if not isinstance(answer, Accepted):
        raise _NotTold(f"{where}: {answer}")
    row = append(case, [answer.entry], by=user, now=now, operation_key=where[:64], expected_seq=stands.seq)[0]
    if user is not None:
        letter.issue(standing(case, on), row, answer.entry, by=user, now=now)


def _dated(raw: dict[str, Any], on: date, today: date) -> dict[str, Any]:
    """The line as a story has it: its days counted from today made into dates."""
    told = {key: value for key, value in raw.items() if key != "day"}
    told["on"] = on.isoformat()
    for key in _OFFSETS:
        if key in told:
            told[key] = (today + timedelta(days=int(told[key]))).isoformat()
    return told


def _instant(today: date, day: int, place: int) -> datetime:
    """Some time of that day, one line after the other; what would fall on a weekend was done on the Friday."""
    on = today + timedelta(days=day)
    on -= timedelta(days=max(0, on.weekday() - 4))
    return datetime.combine(on, time_of_day(7, 30), UTC) + timedelta(minutes=7 * place)


def _people() -> int:
    """Print who to sign in as: one person to an office in each trust, the password, and the code that counts now."""
    _start_django()
    from django.conf import settings

    from fairgate.actions.second_factor import published_code
    from fairgate.records.models import Holding

    print(f"\nSign in as any of these; the password is {settings.FAIRGATE_DEMO_PASSWORD}")
    print(
        f"All but reception are asked for a code: the page shows it (it is {published_code(time.time())} now; "
        f"an app can have it from the key {settings.FAIRGATE_DEMO_SECRET})\n"
    )
    held = Holding.objects.on(_today()).select_related("user", "trust", "school")
    for trust in sorted({holding.trust.name for holding in held}):
        print(f"  {trust}")
        seen: set[str] = set()
        for holding in held.order_by("pk"):
            if holding.trust.name != trust or holding.office in seen:
                continue
            seen.add(holding.office)
            where = holding.school.name if holding.school else "the whole trust"
            office = holding.office.replace("_", " ")
            print(f"    {holding.user.email:<42} {office}, {where}")
        print()
    return 0
