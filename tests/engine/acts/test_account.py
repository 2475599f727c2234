"""Accounts: who can be heard of what; a finding names those it weighed; nothing follows from one by itself."""

from typing import Any

import msgspec
import pytest

from fairgate.engine.account import accounts_of
from fairgate.engine.acts.account import AccountTaken, Agreed, Part
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.entries import decode_many, encode
from fairgate.engine.telling import sentence
from tests.engine.told import Builder, Told, actor, breach, day, finds, served, step, strikes

DAY = "2024-10-02"


def tells(
    of: str, part: Part = Part.SUBJECT, teller: str = "", on: str = DAY, text: str = "I did.", **more: Any
) -> Builder:
    """Somebody's account; `taken_on` as text."""
    if "taken_on" in more:
        more["taken_on"] = day(more["taken_on"])
    return lambda told, ref: AccountTaken(
        ref=ref, on=day(on), by=actor("staff"), of=of, part=part, teller=teller, text=text, **more
    )


def weighs(of: str, *weighed: str) -> Builder:
    """A finding that names the accounts it rests on."""
    return lambda told, ref: BreachFound(
        ref=ref, on=day(DAY), by=actor("headteacher"), of=of, reasons="two accounts agree", weighed=weighed
    )


def alleged(code: str = "oak", **fields: Any) -> tuple[Told, str]:
    told = Told(code)
    return told, told.add(breach("2024-10-01", "threat", alleged=True, **fields))


def test_each_persons_account_stands_beside_the_others() -> None:
    told, of = alleged(incident="R-7PQ2MVR")
    refs = [
        told.add(tells(of)),
        told.add(tells("R-7PQ2MVR", Part.WITNESS, "B. Kilgour", agreed=Agreed.YES)),
        told.add(tells(of, Part.AFFECTED, "A. Clerk", taken_on="2024-10-01", taken_by="C. Ames")),
    ]
    case = told.case(DAY)
    assert [one.ref for one in accounts_of(case.accounts, case.breaches[of])] == refs
    assert [sentence(case, entry) for entry in told.ledger[1:]] == [
        "Account taken: the person's own.",
        "Account taken: of a witness.",
        "Account taken: of somebody affected, told on 1 October 2024.",
    ]


@pytest.mark.parametrize("code", ["oak", "aspire"])
def test_nothing_follows_from_an_account(code: str) -> None:
    """Before and after: the same that may be done, must be done and must not, and the same measures in force."""
    told, of = alleged(code, serious="said to have raised a fist")
    bar = told.add(step("2024-10-01", "bar" if code == "oak" else "ban", until="2024-10-18"))
    told.add(served("2024-10-01", bar))
    days = (DAY, "2024-10-09", "2024-12-02")
    before = [(told.may(on), told.duties(on), told.state(bar, on), told.case(on).breaches[of].counts) for on in days]
    for part in Part:
        told.add(tells(of, part, "" if part is Part.SUBJECT else "B. Kilgour", agreed=Agreed.YES))
    after = [(told.may(on), told.duties(on), told.state(bar, on), told.case(on).breaches[of].counts) for on in days]
    assert after == before
    # The control: what a finding changes, these would have seen.
    told.add(finds(DAY, of, "headteacher" if code == "oak" else "head_of_school"))
    assert [(told.may(on), told.duties(on), told.state(bar, on), True) for on in days] != before


def test_whoever_tells_is_named_but_for_the_subject() -> None:
    told, of = alleged()
    told.refuse(tells(of, Part.WITNESS), says="Nobody is named")
    told.refuse(tells(of, text="  "), says="needs the words")
    told.add(tells(of))


def test_it_is_told_after_it_happened_and_before_it_is_entered() -> None:
    told, of = alleged()
    told.refuse(tells(of, taken_on="2024-10-03"), says="after the day of the record")
    told.refuse(tells(of, taken_on="2024-09-30"), says="before what it tells of")
    told.add(tells(of, taken_on="2024-10-01"))


def test_it_is_of_something_in_the_case_that_still_counts() -> None:
    told, of = alleged(incident="R-7PQ2MVR")
    told.refuse(tells("e9"), says="no breach called 'e9'")
    told.refuse(tells(""), says="no breach called ''")
    told.refuse(tells("R-XXXXXXX"), says="no breach called 'R-XXXXXXX'")
    told.add(strikes(DAY, of, "headteacher"))
    told.refuse(tells(of), says="was struck")
    told.refuse(tells("R-7PQ2MVR"), says="was struck")


def test_of_an_incident_with_two_breaches_one_struck_it_is_of_the_other() -> None:
    told, of = alleged(incident="R-7PQ2MVR")
    other = told.add(breach("2024-10-01", "disruption", alleged=True, incident="R-7PQ2MVR"))
    told.add(strikes(DAY, of, "headteacher"))
    ref = told.add(tells("R-7PQ2MVR"))
    told.add(weighs(other, ref))


def test_an_account_is_put_right_by_another_of_the_same_teller_and_stays() -> None:
    told, of = alleged()
    first = told.add(tells(of, Part.WITNESS, "B. Kilgour"))
    told.refuse(tells(of, Part.WITNESS, "C. Ames", corrects=first), says="by whoever gave it")
    told.refuse(tells(of, corrects=first), says="by whoever gave it")
    told.refuse(tells(of, Part.WITNESS, "B. Kilgour", corrects="e9"), says="no account called 'e9'")
    later = told.add(tells(of, Part.WITNESS, "B. Kilgour", corrects=first))
    accounts = told.case(DAY).accounts
    assert (accounts[first].corrected_by, accounts[later].corrected_by) == (later, "")
    assert sentence(told.case(DAY), told.ledger[-1]) == "An earlier account was put right: of a witness."


def test_a_finding_names_the_accounts_it_weighed_and_no_others() -> None:
    told, of = alleged()
    other = told.add(breach("2024-10-01", "disruption", alleged=True))
    mine, elsewhere = told.add(tells(of)), told.add(tells(other))
    told.refuse(weighs(of, "e9"), cites="2.5b.1", says="no account of this called 'e9'")
    told.refuse(weighs(of, mine, elsewhere), says=f"no account of this called '{elsewhere}'")
    told.add(weighs(of, mine))
    assert sentence(told.case(DAY), told.ledger[-1]).endswith("; 1 account weighed.")
    told.add(weighs(other))
    assert "weighed" not in sentence(told.case(DAY), told.ledger[-1])


def test_a_closed_case_takes_no_account() -> None:
    from fairgate.engine.acts.closing import CaseClosed

    told, of = alleged()
    told.add(strikes(DAY, of, "headteacher"))
    told.add(lambda _, ref: CaseClosed(ref=ref, on=day(DAY), by=actor("headteacher"), outcome="resolved", reasons="x"))
    told.refuse(tells(of), says="This case is closed")


def test_it_is_read_from_the_ledger_as_it_was_written_and_older_entries_too() -> None:
    told, of = alleged(incident="R-7PQ2MVR", reported_by="user 7", affected="A. Clerk")
    ref = told.add(tells(of, Part.WITNESS, "B. Kilgour", taken_on="2024-10-01", agreed=Agreed.NO))
    told.add(weighs(of, ref))
    assert decode_many([encode(entry) for entry in told.ledger]) == tuple(told.ledger)
    older = BreachFound(ref="e2", on=day(DAY), by=actor("headteacher"), of="e1", reasons="x")
    assert set(msgspec.json.decode(encode(older))) == {"type", "ref", "on", "by", "of", "reasons"}
    assert told.case(DAY).breaches[of].reported_by == "user 7"
