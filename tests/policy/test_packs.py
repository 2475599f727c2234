"""Packs are found by id, edition and path; those that Fairgate carries have nothing wrong in them."""

from datetime import date
from pathlib import Path

import pytest

from fairgate.policy.check import check_folder
from fairgate.policy.pack import carried, editions, find, ids, load_pack
from fairgate.policy.problems import PackError
from fairgate.policy.rules import rules, rules_by_paragraph

from .good import PACK, with_change, write

DAY = date(2026, 11, 2)


def test_the_carried_packs_are_these() -> None:
    assert set(ids()) == {"aspire", "model", "oak"}
    for name in ids():
        assert load_pack(name).code.edition == editions(name)[-1]
        assert load_pack(name).code.id == name


@pytest.mark.parametrize("name", ["aspire", "model", "oak"])
def test_nothing_is_wrong_in_a_carried_pack(name: str) -> None:
    found = check_folder(find(name), DAY)
    assert found.complete
    assert [str(problem) for problem in found.errors] == []


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("aspire", "review-gone-by", "2025-01-31"),
        ("aspire", "assistance-dog", "Equality Act"),
        ("aspire", "lawful-criticism", "challenging"),
        ("oak", "document-fault", "2.5 is used twice"),
        ("oak", "document-fault", "section 4"),
        ("oak", "lawful-criticism", "Negative comments"),
        ("oak", "no-review-date", "own review"),
    ],
)
def test_the_known_faults_of_the_two_documents_are_told(name: str, kind: str, says: str) -> None:
    warnings = check_folder(find(name), DAY).warnings
    assert any(warning.kind == kind and says.lower() in str(warning).lower() for warning in warnings)


@pytest.mark.parametrize("name", ["aspire", "oak"])
def test_every_reading_is_a_warning(name: str) -> None:
    found = check_folder(find(name), DAY)
    told = [warning for warning in found.warnings if warning.kind == "reading"]
    assert len(told) == len(found.pack.code.readings) > 0


@pytest.mark.parametrize("name", ["aspire", "model", "oak"])
def test_every_rule_is_a_sentence_under_paragraphs_that_exist(name: str) -> None:
    code = load_pack(name).code
    assert rules(code)
    for rule in rules(code):
        assert rule.paragraphs, rule
        assert set(rule.paragraphs) <= set(code.paragraphs), rule
        assert rule.sentence[0] in "'" or rule.sentence[0].isupper(), rule
        assert "  " not in rule.sentence
        assert "_" not in rule.sentence, rule
    under = rules_by_paragraph(code)
    assert {rule for found in under.values() for rule in found} == set(rules(code))


def test_a_pack_is_found_by_path_and_the_newest_of_a_folder_of_editions(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "2026-09")
    write(tmp_path / "mine" / "2027-09", with_change(PACK, '2026-09"', '2027-09"'))
    assert load_pack(tmp_path / "mine" / "2026-09").code.edition == "2026-09"
    assert load_pack(str(tmp_path / "mine")).code.edition == "2027-09"
    assert load_pack(tmp_path / "mine", "2026-09").code.edition == "2026-09"
    assert load_pack(tmp_path / "mine" / "2026-09" / "pack.yaml").code.edition == "2026-09"
    with pytest.raises(PackError, match="no edition '2028-09'"):
        load_pack(tmp_path / "mine", "2028-09")


def test_what_is_no_pack_is_refused_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="Did you mean 'aspire'"):
        load_pack("aspir")
    with pytest.raises(PackError, match=r"there is no pack\.yaml"):
        load_pack(tmp_path)
    (write(tmp_path) / "code.md").unlink()
    with pytest.raises(PackError, match="there is no such file"):
        load_pack(tmp_path)


@pytest.mark.parametrize(("name", "edition"), [("oak", "../../oak/2022-09"), ("../oak", "2022-09"), ("oak", "1999-01")])
def test_carried_packs_are_found_by_name_alone(name: str, edition: str) -> None:
    with pytest.raises(PackError, match="carries no such"):
        carried(name, edition)


def test_letters_are_found_by_their_id_alone(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path))
    assert pack.letter("warning") == tmp_path / "letters" / "warning.typ"
    with pytest.raises(KeyError):
        pack.letter("../pack")
