"""Two people decide at once: one wins, the other is told; on both databases, in real transactions."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from fairgate.records import append as writer
from fairgate.records.append import LedgerMoved
from fairgate.records.models import Case, LedgerEntry
from tests.guards_down import guards_down
from tests.house import House, add, talk

pytestmark = pytest.mark.django_db(transaction=True)


class Told(threading.Thread):
    """Runs something on a connection of its own and keeps what came of it."""

    def __init__(self, does: Callable[[], object]) -> None:
        super().__init__()
        self._does = does
        self.result: object = None

    def run(self) -> None:
        try:
            self.result = self._does()
        except Exception as error:
            self.result = error
        finally:
            connection.close()


def second_while_first_is_open(case: Case, second: Callable[[], object]) -> tuple[list[LedgerEntry], Told, bool]:
    """The first writer's rows; the second, ended; whether it had to wait for the first to commit."""
    teller = Told(second)
    with transaction.atomic():
        first = add(case, talk("first"), seq=0, key="post-1")
        teller.start()
        teller.join(0.4)
        waited = teller.is_alive()
    teller.join(30)
    assert not teller.is_alive()
    return first, teller, waited


def test_the_second_waits_and_is_shown_what_the_first_wrote(house: House) -> None:
    case = house.case()
    first, second, waited = second_while_first_is_open(case, lambda: add(case, talk("second"), seq=0))
    assert waited
    assert isinstance(second.result, LedgerMoved)
    assert second.result.newer == first
    assert [row.ref for row in case.entries.all()] == ["first"]


def test_the_same_post_twice_at_once_is_one_operation(house: House) -> None:
    case = house.case()
    first, second, waited = second_while_first_is_open(case, lambda: add(case, talk("first"), seq=0, key="post-1"))
    assert waited
    assert second.result == first
    assert case.entries.count() == 1


def test_of_many_at_once_one_wins(house: House) -> None:
    case = house.case_with(1)
    start = threading.Barrier(6)

    def decide(ref: str) -> object:
        start.wait(10)
        return add(case, talk(ref), seq=1)

    tellers = [Told(lambda ref=f"d{n}": decide(ref)) for n in range(6)]  # type: ignore[misc]  # bound now
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join(30)
    won = [teller.result for teller in tellers if isinstance(teller.result, list)]
    lost = [teller.result for teller in tellers if isinstance(teller.result, LedgerMoved)]
    assert (len(won), len(lost)) == (1, 5)
    assert all(one.newer == won[0] for one in lost)
    assert case.entries.count() == 2


def test_two_cases_do_not_move_each_other(house: House) -> None:
    case, other = house.case(), house.case(house.hollins)
    _, second, _ = second_while_first_is_open(case, lambda: add(other, talk("second"), seq=0))
    assert isinstance(second.result, list)
    assert (case.entries.count(), other.entries.count()) == (1, 1)


def test_the_unique_keys_have_the_last_word(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that saw nothing newer, since the other had not committed yet, is stopped by the database."""
    case = house.case()
    add(case, talk("first"), seq=0)
    seen: list[int] = []
    real = writer._newer

    def blind_once(case: Case, expected_seq: int) -> list[LedgerEntry]:
        seen.append(expected_seq)
        return [] if len(seen) == 1 else real(case, expected_seq)

    monkeypatch.setattr(writer, "_newer", blind_once)
    with pytest.raises(LedgerMoved) as moved:
        add(case, talk("second"), seq=0)
    assert [row.ref for row in moved.value.newer] == ["first"]
    assert len(seen) == 2


def test_unique_keys_alone_refuse_a_second_entry_of_a_number(house: House) -> None:
    """Control: with the triggers away, the table's own constraints still refuse; each of them by itself."""
    case = house.case_with(1)
    row = case.entries.get()
    with guards_down(connection):
        for change in (
            {"ref": "e2", "operation_key": "k2"},  # the number again
            {"seq": 2, "operation_key": "k2"},  # the reference again
            {"seq": 2, "ref": "e2"},  # the operation again
        ):
            values = {field.attname: getattr(row, field.attname) for field in LedgerEntry._meta.concrete_fields}
            with pytest.raises(IntegrityError):
                LedgerEntry(**values | {"id": None} | change).save(force_insert=True)
        LedgerEntry(**values | {"id": None, "seq": 2, "ref": "e2", "operation_key": "k2"}).save(force_insert=True)
    assert case.entries.count() == 2
