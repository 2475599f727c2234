"""The pages that are lists, with one open case and with hundreds, and how the database finds its way in 20,000.

`python -m bench.lists` on SQLite, in a folder that is thrown away; on PostgreSQL by
`python -m tests.postgres -- python -m bench.lists`. `--plans` also prints the plan of every question that a list asks.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from django.test import Client

    from fairgate.engine.entry import Entry
    from fairgate.records.models import School, User

SCHOOLS, STORED, OPEN_AT_ONE = 30, int(os.environ.get("STORED", "20000")), 500
ROUNDS = int(os.environ.get("ROUNDS", "25"))
PAGES = (
    "/worklist",
    "/worklist?whose=yours",
    "/worklist?whose=headteacher",
    "/cases",
    "/cases?state=open",
    "/cases?state=closed&page=7",
    "/cases?sort=changed",
    "/cases?step=bar",
    "/cases?setting=online",
    "/cases?measure=bar&state=open",
    "/cases?due=overdue",
    "/cases?whose=yours&sort=due",
    "/reports",
    "/people/duplicates",
)


def main() -> None:
    """Print what each list costs a head of one school, as it fills; and of the whole trust, what the database does."""
    with tempfile.TemporaryDirectory() as state:
        os.environ["FAIRGATE_STATE"] = state
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _run(Path(state))


def _run(state: Path) -> None:
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    trust = Trusts()
    head = trust.client(trust.staff("headteacher", trust.schools[0]))
    rows: dict[str, list[str]] = {page: [] for page in PAGES}
    sizes = (1, OPEN_AT_ONE)
    before = 0
    for size in sizes:
        trust.fill([trust.schools[0]], size - before, closed=0)
        before = size
        for page, told in timed(head).items():
            rows[page].append(told)
    trust.fill(trust.schools[1:], STORED - OPEN_AT_ONE, closed=9)
    leader = trust.client(trust.staff("ceo", None))
    for client in (head, leader):
        for page, told in timed(client).items():
            rows[page].append(told)
    print(f"\n{connection.vendor}: p50 / p95 in ms of our CPU time, and queries, of the whole page")
    print(f"{'':36}{'1 case':>20}{'500 open':>20}{'500 of 20,000':>20}{'all 20,000':>20}")
    for page, told_of in rows.items():
        print(f"{page:36}" + "".join(f"{told:>20}" for told in told_of))
    if "--plans" in sys.argv:
        plans(leader)


def timed(client: "Client") -> dict[str, str]:
    """Each page's p50, p95 and queries, the pages in turns."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken: dict[str, list[float]] = {page: [] for page in PAGES}
    queries: dict[str, int] = {}
    for page in PAGES:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        queries[page] = len(asked)
    for _ in range(ROUNDS):
        for page in PAGES:
            began = time.process_time()
            answer = client.get(page)
            taken[page].append((time.process_time() - began) * 1000)
            assert answer.status_code == 200, (page, answer.status_code)
    return {
        page: f"{median(took):.0f} / {quantiles(took, n=20)[-1]:.0f} ({queries[page]})" for page, took in taken.items()
    }


def plans(client: "Client") -> None:
    """How the database answers each question of each list."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, COSTS OFF)"
    seen: set[str] = set()
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        print(f"\n== {page}")
        for query in asked:
            sql = query["sql"]
            if not sql.startswith("SELECT") or sql in seen or "django_session" in sql:
                continue
            seen.add(sql)
            print(f"-- {sql[:160]} ... ({query['time']} s)")
            with connection.cursor() as cursor:
                cursor.execute(f"{explain} {sql.replace('%', '%%')}")
                for row in cursor.fetchall():
                    print(f"     {row[-1]}")


class Trusts:
    """A trust under Oak's code with thirty schools, and cases of every kind in their ledgers."""

    def __init__(self) -> None:
        from fairgate.records.models import HalfTerm, School, Trust

        self.today = date.today()
        self.now = datetime.now().astimezone()
        self.trust = Trust.objects.create(slug="oak", name="Oak Learning Partnership")
        self.schools = [
            School.objects.create(trust=self.trust, urn=f"{700000 + n}", slug=f"school-{n}", name=f"School {n}")
            for n in range(SCHOOLS)
        ]
        monday = self.today - timedelta(days=self.today.weekday())
        for half in range(-20, 20):
            first = monday + timedelta(weeks=8 * half)
            HalfTerm.objects.create(trust=self.trust, first=first, last=first + timedelta(days=46))

    def staff(self, office: str, at: "School | None") -> "User":
        """Somebody who holds that office there, or throughout the trust."""
        from fairgate.records.models import Holding, User

        user = User.objects.create_user(f"{office}@oak.example", name=office, trust=self.trust)
        Holding.objects.create(user=user, trust=self.trust, school=at, office=office, since=date(2020, 1, 1))
        return user

    def client(self, user: "User") -> "Client":
        """A browser in which they are signed in, with the second step taken."""
        from allauth.mfa.models import Authenticator
        from django.test import Client
        from tests.second_step import force_login

        client = Client()
        force_login(client, user)
        assert Authenticator.objects.filter(user=user).exists()
        return client

    def fill(self, schools: "list[School]", count: int, closed: int) -> None:
        """So many cases more, spread over the schools; `closed` of ten are closed."""
        from fairgate.engine.entries import encode, type_name
        from fairgate.records.append import row_hash
        from fairgate.records.models import Case, LedgerEntry, Person

        people = Person.objects.bulk_create(
            [Person(trust=self.trust, name=f"Jo Penrose{n:05}") for n in range(count)], batch_size=500
        )
        cases = Case.objects.bulk_create(
            [
                Case(
                    trust=self.trust,
                    school=schools[n % len(schools)],
                    subject=person,
                    pack="oak",
                    opened_at=self.now - timedelta(days=n % 400, minutes=n),
                )
                for n, person in enumerate(people)
            ],
            batch_size=500,
        )
        rows: list[LedgerEntry] = []
        for n, case in enumerate(cases):
            before = ""
            for seq, entry in enumerate(self.story(n, case.school, closed=n % 10 < closed), start=1):
                row = LedgerEntry(
                    case=case,
                    seq=seq,
                    type=type_name(entry),
                    ref=entry.ref,
                    on=entry.on,
                    payload=encode(entry),
                    recorded_at=self.now,
                    operation_key=uuid4().hex,
                    prev_hash=before,
                )
                before = row.hash = row_hash(case, row)
                rows.append(row)
        LedgerEntry.objects.bulk_create(rows, batch_size=500)

    def story(self, n: int, school: "School", *, closed: bool) -> "Iterator[Entry]":
        """One case in four is an allegation alone, the others were barred; all had conversations before."""
        from fairgate.engine.acts.bar import BarImposed
        from fairgate.engine.acts.closing import CaseClosed
        from fairgate.engine.acts.conversation import ConversationHeld
        from fairgate.engine.acts.incident import BreachRecorded
        from fairgate.engine.acts.service import LetterServed
        from fairgate.engine.entry import Actor
        from fairgate.engine.words import Method, Setting

        head, day = Actor("headteacher", "user 0"), self.today - timedelta(days=5 + n % 50)
        setting = Setting.ONLINE if n % 5 == 0 else Setting.PREMISES
        told = {"text": "He shouted and banged on the window of the office.", "serious": "A direct threat."}
        yield BreachRecorded(
            ref="e1", on=day, by=head, clauses=("threat",), setting=setting, alleged=n % 4 == 0, **told
        )
        for talk in range(2, 5):
            yield ConversationHeld(ref=f"e{talk}", on=day, by=head, step="conversation", text="We spoke of it.")
        if n % 4 and not closed:
            yield BarImposed(
                ref="e5",
                on=day,
                by=head,
                step="bar",
                reasons="He threatened a member of staff.",
                until=day + timedelta(days=60),
                sites=(school.slug,),
                contact="school_business_manager",
                rests_on=("e1",),
            )
            yield LetterServed(ref="e6", on=day, by=head, of="e5", method=Method.HAND, deemed_on=day)
        if closed:
            yield CaseClosed(ref="e9", on=day, by=head, outcome="resolved")


if __name__ == "__main__":
    main()
