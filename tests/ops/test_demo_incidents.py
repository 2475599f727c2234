"""The reports of the demonstration wait, in both trusts, for whoever would read them; none is told by who could not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from tests.house import NOW, House

from fairgate.ops import demo
from fairgate.ops.demo_incidents import report
from fairgate.policy.located import read_yaml
from fairgate.records import door
from fairgate.records.models import Became, Incident, User


def rows() -> Iterator[dict[str, object]]:
    yield from demo._rows(read_yaml(demo.DATA / "incidents.yaml"), "incidents")


def test_each_trust_has_some_to_read_and_one_that_waits_for_its_reporter(db: None) -> None:
    on = demo._today()
    schools = demo._schools()
    staff = demo._staff(schools, on)
    parents = demo._parents(schools, staff, on)
    report(rows(), partial(demo._instant, on, place=30), schools, staff, parents)
    assert Incident.objects.unsettled().count() == len(list(rows()))
    for slug, head in (("aspire", "l.adeyemi@aspire.example.org"), ("oak", "j.satterthwaite@oak.example.org")):
        of_trust = Incident.objects.unsettled().listed().filter(trust__slug=slug)
        assert {None, Became.RETURNED} == {one.last for one in of_trust}
        assert all(one.at <= demo._now() for one in of_trust)
        assert door.incidents_for(User.objects.get(email=head), on).unsettled().exists()


def test_nobody_tells_of_a_school_at_which_they_do_not_work(house: House) -> None:
    row = next(iter(rows()))
    staff = {row["who"]: house.user("class_teacher", house.prestfield)}
    schools = {row["school"]: house.prestfield}
    strangers = {row.get("subject"): house.person("Sam Stranger")}

    def moment(day: int) -> datetime:
        return NOW + timedelta(days=day)

    with pytest.raises(door.Hidden):
        report([row], moment, schools, staff, strangers)
    assert not Incident.objects.exists()
