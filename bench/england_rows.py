"""Invented rows for bench/gate_england.py: schools, adults and bars; on PostgreSQL the database makes them itself.

Nobody's data: names are put together from beginnings and endings.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

_FIRST = """
Oliver Amelia Mohammed Sarah David Emma Aisha Daniel Sophie James Fatima Thomas Charlotte Ali Katarzyna Joanne
William Grace Tariq Michael Rebecca Connor Stephen Nicola Yusuf Margaret Paul Jessica Hamza Lucy Christopher Zainab
Robert Chloe Andrew Natalie Ibrahim Hannah Rachel Simon
"""
_BEGIN = """
Ald Ash Bar Ben Bil Bol Bra Brad Bur Cal Car Chad Clay Col Crow Dal Den Dun Eas Ell Far Fen Gar Gil Gold Hal Har Hay
Hil Hol Hun Ken Kil Lang Lin Mal Mar Mil Mor Nor Oak Pen Pil Pol Rad Ram Red Ros Sal Sil Stan Tan Thorn Tre Wal War
West Whit Win Wood
"""
_END = """
berry bourne bridge brook bury combe cott croft dale den field ford gate gill grove ham hurst king land leigh ley
lock man mere more mouth ney nock pole rick ridge ron row sall shaw shore smith stead stock stone stow street sworth
ton trice ville wall ward water way well wick win wood worth yard yeo
"""
FIRST, BEGIN, END = _FIRST.split(), _BEGIN.split(), _END.split()
SCHOOLS_OF_A_TRUST = 10
TERMS = (
    *(("2026-09-03", "2026-10-23"), ("2026-11-02", "2026-12-18")),
    *(("2027-01-04", "2027-02-12"), ("2027-02-22", "2027-03-25")),
)
CHILDREN = 0.6
"""Children for each adult."""


class Size(NamedTuple):
    """How much there is."""

    schools: int
    adults: int
    bars: int

    @property
    def trusts(self) -> int:
        """Trusts of ten schools."""
        return -(-self.schools // SCHOOLS_OF_A_TRUST)


def name_of(adult: int) -> str:
    """The name of the adult with that number, the same in SQL and here."""
    first = FIRST[adult * 7 % len(FIRST)]
    return f"{first} {BEGIN[adult // 3 % len(BEGIN)]}{END[adult // 5 % len(END)]}"


def school_of(adult: int, size: Size) -> int:
    """Adults are dealt out to the schools in turn."""
    return adult % size.schools + 1


def barred(size: Size) -> Iterator[int]:
    """Who is barred: adults that lie evenly among the others."""
    step = max(size.adults // size.bars, 1)
    return iter(range(step, size.adults + 1, step))


def payloads(on: date, slug: str) -> tuple[str, str]:
    """The two entries of a bar at the school of that slug."""
    from fairgate.engine.acts.bar import BarImposed
    from fairgate.engine.acts.incident import BreachRecorded
    from fairgate.engine.entries import encode
    from fairgate.engine.entry import Actor
    from fairgate.engine.words import Setting

    by = Actor("headteacher", "user 0")
    happened = BreachRecorded(
        ref="e1",
        on=on,
        by=by,
        clauses=("threat",),
        setting=Setting.PREMISES,
        serious="He raised a fist.",
        text="x" * 400,
    )
    bar = BarImposed(
        ref="e2",
        on=on,
        by=by,
        step="bar",
        reasons="y" * 400,
        until=on + timedelta(days=90),
        sites=(slug,),
        contact="school_business_manager",
        exceptions=("voting, when the school is a polling station",),
        rests_on=("e1",),
    )
    return encode(happened), encode(bar)


def fill_postgresql(size: Size, now: datetime) -> None:
    """Fill an empty database, by INSERT ... SELECT; as its superuser, whom no trigger and no foreign key holds up."""
    from django.db import connection

    from fairgate.records import models as m

    on = now.date() - timedelta(days=20)
    happened, bar = payloads(on, "SLUG")
    first, begin, end = (f"ARRAY{words!r}" for words in (FIRST, BEGIN, END))
    name = (
        f"({first})[n * 7 % {len(FIRST)} + 1] || ' ' || ({begin})[n / 3 % {len(BEGIN)} + 1]"
        f" || ({end})[n / 5 % {len(END)} + 1]"
    )
    trust = f"(n % {size.schools}) / {SCHOOLS_OF_A_TRUST} + 1"
    at, step = f"'{now.isoformat()}'", max(size.adults // size.bars, 1)
    adults = f"generate_series(1, {size.adults}) n"
    bars = f"generate_series({step}, {size.adults}, {step}) n"
    children = f"generate_series(1, {int(size.adults * CHILDREN)}) n"
    works: list[tuple[Any, dict[str, str], str]] = [
        (m.Trust, {"id": "n", "slug": "'t' || n", "name": "'Trust ' || n"}, f"generate_series(1, {size.trusts}) n"),
        (
            m.School,
            {
                "id": "n",
                "trust_id": f"(n - 1) / {SCHOOLS_OF_A_TRUST} + 1",
                "urn": "lpad(n::text, 6, '0')",
                "slug": "'s' || n",
                "name": "'School ' || n",
                "phone": "'01632 960100'",
            },
            f"generate_series(1, {size.schools}) n",
        ),
        (
            m.HalfTerm,
            {"trust_id": "t", "first": "f::date", "last": "l::date"},
            f"generate_series(1, {size.trusts}) t, (VALUES {', '.join(map(str, TERMS))}) AS terms (f, l)",
        ),
        (m.Person, {"id": "n", "trust_id": trust, "name": name, "phone": "'07700 9' || lpad(n::text, 8, '0')"}, adults),
        (m.NameKey, {"trust_id": trust, "key": f"lower({name})", "person_id": "n"}, adults),
        (
            m.Child,
            {"id": "n", "school_id": f"n % {size.schools} + 1", "name": f"({first})[n % {len(FIRST)} + 1] || ' ' || n"},
            children,
        ),
        (
            m.Relationship,
            {"child_id": f"n % {int(size.adults * CHILDREN)} + 1", "person_id": "n", "relationship": "'mother'"},
            adults,
        ),
        (
            m.Case,
            {
                "id": "n / " + str(step),
                "trust_id": trust,
                "school_id": f"n % {size.schools} + 1",
                "subject_id": "n",
                "reference": "lpad((n / " + str(step) + ")::text, 8, 'B')",
                "pack": "'oak'",
                "opened_at": at,
            },
            bars,
        ),
        *(
            (
                m.LedgerEntry,
                {
                    "case_id": "n / " + str(step),
                    "seq": str(seq),
                    "type": f"'{kind}'",
                    "ref": f"'e{seq}'",
                    "on": f"'{on}'",
                    "payload": f"replace('{text}', 'SLUG', 's' || (n % {size.schools} + 1))",
                    "recorded_at": at,
                    "operation_key": f"'k{seq}'",
                    "hash": f"md5(n || '-{seq}')",
                    "prev_hash": f"md5(n || '-{seq - 1}')" if seq > 1 else "''",
                },
                bars,
            )
            for seq, kind, text in ((1, "breach_recorded", happened), (2, "bar_imposed", bar))
        ),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for model, given, source in works:
            _insert(cursor, model, given, source)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def _insert(cursor: Any, model: Any, given: dict[str, str], source: str) -> None:
    """Insert what a SELECT gives; whatever it leaves out has the model's own default. Indexes are made afterwards."""
    columns = dict(given)
    for field in model._meta.concrete_fields:
        if field.column in columns or field.primary_key:
            continue
        value = field.get_default()
        columns[field.column] = "NULL" if value is None else repr(value) if isinstance(value, str) else str(value)
    table = model._meta.db_table
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname JOIN pg_index ON indexrelid ="
        " pg_class.oid WHERE tablename = %s AND NOT indisunique",
        [table],
    )
    indexes = cursor.fetchall()
    for index, _ in indexes:
        cursor.execute(f'DROP INDEX "{index}"')
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {", ".join(columns.values())} FROM {source}')
    for _, made in indexes:
        cursor.execute(made)
    if "id" in given:
        cursor.execute(f"""SELECT setval(pg_get_serial_sequence('"{table}"', 'id'), (SELECT max(id) FROM "{table}"))""")


def fill_sqlite(size: Size, now: datetime) -> None:
    """The same people as one trust's, by the house's own writers: a database of one trust."""
    from fairgate.records import models as m

    trust = m.Trust.objects.create(slug="t1", name="Trust 1")
    schools = [
        m.School(trust=trust, urn=f"{n:06}", slug=f"s{n}", name=f"School {n}", phone="01632 960100")
        for n in range(1, size.schools + 1)
    ]
    m.School.objects.bulk_create(schools)
    for first, last in TERMS:
        m.HalfTerm.objects.create(trust=trust, first=first, last=last)
    people = [m.Person(trust=trust, name=name_of(n)) for n in range(1, size.adults + 1)]
    m.Person.objects.bulk_create(people, batch_size=500)
    m.NameKey.objects.bulk_create(
        (m.NameKey(trust=trust, key=one.name.lower(), person=one) for one in people), batch_size=500
    )
    count = int(size.adults * CHILDREN)
    children = [
        m.Child(school=schools[n % size.schools], name=f"{FIRST[n % len(FIRST)]} {n}") for n in range(1, count + 1)
    ]
    m.Child.objects.bulk_create(children, batch_size=500)
    m.Relationship.objects.bulk_create(
        (
            m.Relationship(child=children[n % count], person=people[n - 1], relationship="mother")
            for n in range(1, size.adults + 1)
        ),
        batch_size=500,
    )
    from fairgate.engine.entries import decode_many
    from fairgate.records.append import append

    on = now.date() - timedelta(days=20)
    for n in barred(size):
        school = schools[school_of(n, size) - 1]
        case = m.Case.objects.create(
            trust=trust, school=school, subject=people[n - 1], pack="oak", opened_at=now, reference=f"{n:0>8}"
        )
        append(case, decode_many(payloads(on, school.slug)), by=None, now=now, operation_key=f"bar {n}", expected_seq=0)
