"""Evidence: a file is handed in, masked and shown again, removed for good; the ledger holds none of its bytes."""

import msgspec
import pytest

from fairgate.engine.acts.evidence import AT_ONCE, Basis, EvidenceAdded, EvidenceMasked, EvidenceRedacted
from fairgate.engine.acts.evidence import EvidenceUnmasked as Unmasked
from fairgate.engine.entries import LedgerError, decode_many, encode
from fairgate.engine.fold import fold
from fairgate.engine.telling import paragraphs, sentence
from tests.engine.told import Builder, Told, actor, breach, closes, day, step, strikes

PHOTO, MAIL, SOUND = "image/jpeg", "message/rfc822", "audio/mpeg"


def adds(on: str, media_type: str = PHOTO, sha: str = "a", name: str = "Photograph", **fields: object) -> Builder:
    return lambda told, ref: msgspec.convert(
        {
            "ref": ref,
            "on": on,
            "by": {"office": "staff", "person": "the staff"},
            "name": f"{name} {ref}",
            "media_type": media_type,
            "size": 10,
            "sha256": sha * 64,
            "type": "evidence_added",
            **fields,
        },
        EvidenceAdded,
    )


def masks(on: str, of: str, by: str = "headteacher", reasons: str = "another child", **where: object) -> Builder:
    where = where or {"page": 1, "box": (100, 100, 900, 900)}
    return lambda told, ref: EvidenceMasked(ref=ref, on=day(on), by=actor(by), of=of, reasons=reasons, **where)


def shows(on: str, of: str, by: str = "headteacher", reasons: str = "it matters after all") -> Builder:
    return lambda told, ref: Unmasked(ref=ref, on=day(on), by=actor(by), of=of, reasons=reasons)


def removes(
    on: str,
    of: str,
    basis: Basis = Basis.NOT_NEEDED,
    by: str = "headteacher",
    reasons: str = "another matter",
) -> Builder:
    return lambda told, ref: EvidenceRedacted(ref=ref, on=day(on), by=actor(by), of=of, basis=basis, reasons=reasons)


@pytest.fixture
def told() -> Told:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    return told


def test_a_file_is_in_the_case_from_its_day(told: Told) -> None:
    ref = told.add(adds("2024-10-02", about=("e1",), said="b" * 64))
    assert told.case("2024-10-01").evidence == {}
    assert told.case("2024-10-02").evidence[ref].sha256 == "a" * 64
    entry = told.ledger[-1]
    assert sentence(told.case("2024-10-02"), entry) == "Evidence added: Photograph e2."
    assert decode_many([encode(entry)]) == (entry,)


def test_the_same_file_is_added_once_until_it_was_removed(told: Told) -> None:
    ref = told.add(adds("2024-10-02"))
    told.refuse(adds("2024-10-03"), says="in the case already: Photograph e2, added on 2 October 2024")
    told.add(removes("2024-10-03", ref))
    told.add(adds("2024-10-04"))


@pytest.mark.parametrize(
    "fields", [{"size": 0}, {"sha256": "a"}, {"sha256": "A" * 64}, {"sha256": "a" * 64 + "\n"}, {"sha256": ""}]
)
def test_what_has_no_bytes_or_no_hash_is_refused(told: Told, fields: dict[str, object]) -> None:
    told.refuse(adds("2024-10-02", **fields), says="empty, or its hash is not one", change="Choose the file again")


def test_it_bears_on_what_is_in_the_case(told: Told) -> None:
    told.refuse(adds("2024-10-02", about=("e1", "e9")), says="no breach or step called 'e9'", change="It has: e1")


def test_what_came_in_an_email_says_so(told: Told) -> None:
    mail = told.add(adds("2024-10-02", MAIL, name="E-mail"))
    part = told.add(adds("2024-10-02", sha="b", part_of=mail))
    said = sentence(told.case("2024-10-02"), told.ledger[-1])
    assert said == "Evidence added: Photograph e3, which came in E-mail e2."
    told.refuse(adds("2024-10-02", sha="c", part_of=part), says="Photograph e3 is no e-mail")
    told.refuse(adds("2024-10-02", sha="c", part_of="e7"), says="no evidence called 'e7'")


def test_a_mask_hides_until_it_is_lifted(told: Told) -> None:
    ref = told.add(adds("2024-10-02"))
    mask = told.add(masks("2024-10-03", ref))
    assert [one.ref for one in told.case("2024-10-03").evidence[ref].masked] == [mask]
    assert told.case("2024-10-02").evidence[ref].masked == []
    assert sentence(told.case("2024-10-03"), told.ledger[-1]) == "A passage of Photograph e2 was masked."
    assert paragraphs(told.case("2024-10-03"), told.ledger[-1]) == told.code.findings.paragraphs
    told.add(shows("2024-10-04", mask))
    assert told.case("2024-10-04").evidence[ref].masked == []
    said = sentence(told.case("2024-10-04"), told.ledger[-1])
    assert said == "A masked passage of Photograph e2 is shown again."
    told.refuse(shows("2024-10-05", mask), says="shown again already, on 4 October 2024")
    told.refuse(shows("2024-10-05", "e77"), says="no mask called 'e77'", change=f"It has: {mask}")


@pytest.mark.parametrize(
    "where",
    [
        {"span": (0, 5)},
        {"page": 0, "box": (0, 0, 10, 10)},
        {"page": 1},
        {"page": 1, "box": (10, 0, 10, 10)},
        {"page": 1, "box": (0, 10, 10, 0)},
        {"page": 1, "box": (-1, 0, 10, 10)},
        {"page": 1, "box": (0, 0, 10, 10_001)},
    ],
)
def test_a_mask_on_a_picture_lies_on_a_page(told: Told, where: dict[str, object]) -> None:
    ref = told.add(adds("2024-10-02"))
    told.refuse(masks("2024-10-03", ref, **where), says="a rectangle that lies on one of its pages")
    told.add(masks("2024-10-03", ref, page=2, box=(0, 0, 10_000, 10_000)))
    assert sentence(told.case("2024-10-03"), told.ledger[-1]) == "A passage on page 2 of Photograph e2 was masked."


@pytest.mark.parametrize(
    "where", [{"page": 1, "box": (0, 0, 10, 10)}, {"span": (5, 5)}, {"span": (-1, 5)}, {"span": (9, 5)}]
)
def test_a_mask_on_an_email_is_a_passage_of_its_text(told: Told, where: dict[str, object]) -> None:
    ref = told.add(adds("2024-10-02", MAIL))
    told.refuse(masks("2024-10-03", ref, **where), says="a passage of its text")
    told.add(masks("2024-10-03", ref, span=(0, 5)))


def test_a_sound_is_not_masked_in_part(told: Told) -> None:
    ref = told.add(adds("2024-10-02", SOUND, name="Recording"))
    told.refuse(masks("2024-10-03", ref), says="Recording e2 is not shown as text or as a picture")


def test_masking_is_for_those_who_make_findings_and_takes_reasons(told: Told) -> None:
    ref = told.add(adds("2024-10-02"))
    told.refuse(masks("2024-10-03", ref, by="class_teacher"), cites="2.5b.1", says="may mask evidence")
    told.refuse(masks("2024-10-03", ref, reasons=" "), says="A mask needs written reasons")
    mask = told.add(masks("2024-10-03", ref))
    told.refuse(shows("2024-10-03", mask, by="reception"), says="may lift a mask")
    told.refuse(shows("2024-10-03", mask, by="subject"), says="may lift a mask")
    told.refuse(shows("2024-10-03", mask, reasons=""), says="Lifting a mask needs written reasons")


def test_a_removal_leaves_its_marker_and_takes_nothing_more(told: Told) -> None:
    ref = told.add(adds("2024-10-02"))
    mask = told.add(masks("2024-10-02", ref))
    told.add(removes("2024-10-03", ref))
    entry = told.ledger[-1]
    assert sentence(told.case("2024-10-03"), entry) == (
        "Photograph e2 was removed for good: it has nothing to do with the case."
    )
    assert paragraphs(told.case("2024-10-03"), entry) == told.code.closing.paragraphs
    assert told.case("2024-10-03").evidence[ref].removed_on == day("2024-10-03")
    assert told.case("2024-10-02").evidence[ref].removed_on is None
    for act in (removes("2024-10-04", ref), masks("2024-10-04", ref), shows("2024-10-04", mask)):
        told.refuse(act, says="Photograph e2 was removed on 3 October 2024")


@pytest.mark.parametrize("basis", list(Basis))
def test_every_basis_reads_as_a_sentence(told: Told, basis: Basis) -> None:
    ref = told.add(adds("2024-10-02"))
    told.add(removes("2024-10-03", ref, basis))
    said = sentence(told.case("2024-10-03"), told.ledger[-1])
    assert said.startswith("Photograph e2 was removed for good: ")
    assert said.endswith(".")


def test_removal_is_for_those_who_close_cases_and_takes_reasons(told: Told) -> None:
    ref = told.add(adds("2024-10-02"))
    told.refuse(removes("2024-10-03", ref, by="class_teacher"), cites="2.5b.1", says="may have evidence removed")
    told.refuse(removes("2024-10-03", ref, reasons=""), says="A removal needs written reasons")
    told.refuse(removes("2024-10-03", "e9"), says="no evidence called 'e9'")


@pytest.mark.parametrize("basis", list(Basis))
def test_nothing_is_removed_while_a_measure_that_may_rest_on_it_holds(told: Told, basis: Basis) -> None:
    ref = told.add(adds("2024-10-02"))
    told.add(step("2024-10-02", "bar", until="2024-11-15"))
    if basis in AT_ONCE:
        told.add(removes("2024-10-03", ref, basis))
        return
    told.refuse(removes("2024-10-03", ref, basis), says="is in force until 15 November 2024", change="Mask what")
    told.add(removes("2024-11-18", ref, basis))


def test_what_an_email_still_holds_is_not_gone_by_removing_the_attachment(told: Told) -> None:
    mail = told.add(adds("2024-10-02", MAIL, name="E-mail"))
    part = told.add(adds("2024-10-02", sha="b", part_of=mail))
    told.refuse(removes("2024-10-03", part), says="came in E-mail e2, which still holds it", change="Remove E-mail e2")
    told.add(removes("2024-10-03", mail))
    assert told.case("2024-10-03").evidence[part].removed_on is None
    told.add(removes("2024-10-03", part))


def test_a_closed_case_takes_no_evidence_and_can_be_made_ready_to_hand_over() -> None:
    told = Told("oak")
    happened = told.add(breach("2024-10-01", "threat"))
    ref = told.add(adds("2024-10-01"))
    told.add(strikes("2024-10-02", happened, "headteacher"))
    told.add(closes("2024-10-02", "headteacher"))
    told.refuse(adds("2024-10-03", sha="b"), says="This case is closed", change="Reopen it first")
    mask = told.add(masks("2024-10-03", ref))
    told.add(shows("2024-10-03", mask))
    told.add(removes("2024-10-03", ref, Basis.RETENTION_ENDED))


def test_evidence_changes_nothing_that_the_code_says(told: Told) -> None:
    before = told.position("2024-10-04")
    ref = told.add(adds("2024-10-02"))
    told.add(masks("2024-10-02", ref))
    told.add(removes("2024-10-03", ref))
    after = told.position("2024-10-04")
    assert [one.id for one in before.may] == [one.id for one in after.may]
    assert before.duties == after.duties
    assert [one.reason.text for one in before.must_not] == [one.reason.text for one in after.must_not]


def test_control_a_ledger_that_masks_nothing_is_seen(told: Told) -> None:
    told.add(adds("2024-10-02"))
    stray = [masks("2024-10-03", "e9"), shows("2024-10-03", "e9"), removes("2024-10-03", "e9")]
    for build in stray:
        with pytest.raises(LedgerError, match="'e9'"):
            fold(told.code, told.calendar, [*told.ledger, build(told, "x")], day("2024-11-01"))
