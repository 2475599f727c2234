"""Each check that a test elsewhere notices, taken out of the house as it runs: that test fails."""

import pytest
from tests.web.who_may.elsewhere import NAMED, fails, run
from tests.web.who_may.mutants import every
from tests.web.who_may.noticing import known

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CHECKS = {str(one): one for one in every()}
BY = {check: by for check, by in known().noticed.items() if by.startswith(NAMED) and check in CHECKS}


@pytest.mark.parametrize("by", sorted(set(BY.values())))
def test_a_check_that_is_gone_is_noticed_by(by: str) -> None:
    run(by)  # the control: with nothing gone it passes
    assert [check for check, one in BY.items() if one == by and not fails(by, CHECKS[check])] == []


@pytest.mark.parametrize("check", sorted(known().behind))
def test_what_stands_behind_another_check_is_noticed_with_both_gone(check: str) -> None:
    """Alone it is noticed by nothing: whatever it would let through, the other stops."""
    behind = known().behind[check]
    run(behind["by"])
    with CHECKS[behind["of"]].taken_out():
        assert fails(behind["by"], CHECKS[check])
