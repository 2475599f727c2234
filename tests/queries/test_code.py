"""The code as it is published: every paragraph once, in order, with the rules and readings that are its own."""

from datetime import date

import pytest
from tests.house import TODAY, House

from fairgate.policy.pack import carried
from fairgate.policy.rules import rules
from fairgate.queries.code import code_page
from fairgate.records.door import Hidden
from fairgate.records.models import Trust


@pytest.mark.parametrize("trust", ["oak", "aspire"])
def test_every_paragraph_rule_and_reading_is_shown(house: House, trust: str) -> None:
    page = code_page(house.user("reception", getattr(house, trust)), TODAY)
    code = carried(trust, "2022-09").code
    clauses = [clause for section in page.sections for clause in section.clauses]
    assert [clause.paragraph.ref for clause in clauses] == list(code.paragraphs)
    shown = {sentence for clause in clauses for sentence in clause.rules}
    assert shown == {rule.sentence for rule in rules(code)}
    assert len(shown) > 50
    assert {one.id for clause in clauses for one in clause.readings} == {one.id for one in code.readings}
    assert [one.number for one in page.readings] == list(range(1, len(code.readings) + 1))
    assert len({section.id for section in page.sections}) == len(page.sections)


def test_a_rule_stands_under_its_own_paragraph(house: House) -> None:
    page = code_page(house.user("ceo", house.oak), TODAY)
    clauses = {clause.paragraph.ref: clause for section in page.sections for clause in section.clauses}
    assert any("review" in sentence.lower() for sentence in clauses["5.4a"].rules)
    assert clauses["1.1"].rules == ()


def test_each_trust_sees_its_own(house: House) -> None:
    assert code_page(house.user("ceo", house.oak), TODAY).code.trust == "Oak Learning Partnership"
    assert code_page(house.user("ceo", house.aspire), TODAY).code.trust == "Aspire Academy Trust"


def test_a_review_of_the_code_that_is_overdue_is_told(house: House) -> None:
    user = house.user("ceo", house.aspire)
    assert code_page(user, date(2025, 1, 31)).overdue == ""
    assert "31 January 2025" in code_page(user, date(2025, 2, 1)).overdue


def test_without_a_trust_or_a_pack_there_is_no_code(house: House) -> None:
    other = Trust.objects.create(slug="elsewhere", name="Elsewhere")
    for user in (house.user("ceo", other), house.user()):
        if user.trust == house.oak:
            user.trust = None
        with pytest.raises(Hidden):
            code_page(user, TODAY)
