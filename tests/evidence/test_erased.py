"""What was removed is nowhere: in no row, no index, no file of the store."""

import io

from django.forms.models import model_to_dict
from pytest_django import DjangoCaptureOnCommitCallbacks

from fairgate.actions.acting import Act
from fairgate.actions.evidence import Upload, add_evidence, redact_evidence
from fairgate.actions.evidence_mask import Passage, mask_evidence
from fairgate.delivery.evidence.store import Store
from fairgate.engine.acts.evidence import Basis
from fairgate.queries.search import search
from fairgate.records.models import Case, Evidence, LedgerEntry, SearchRow, User
from fairgate.records.verify import verify
from tests.evidence import files
from tests.house import NOW, House, add, breach

CANARY = "quetzalcoatl"
MAIL = files.eml(f"Ask {CANARY} about the gate.\r\n".encode())


def handed_in(house: House) -> tuple[User, Case, Evidence]:
    """An e-mail whose text, own name and description hold the canary, of which a passage is masked."""
    head = house.user("headteacher", house.prestfield)
    case = house.case()
    add(case, breach("e1"), seq=0)
    upload = Upload(io.BytesIO(MAIL), f"{CANARY}.eml")
    row = add_evidence(Act(case.reference, head, NOW, "add", 1), upload, text=f"It names {CANARY}")
    passage = Passage(span=(0, 4))
    mask_evidence(Act(case.reference, head, NOW, "mask", 2), of=row.ref, passage=passage, reasons="Another child")
    return head, case, Evidence.objects.get(entry=row)


def removed(head: User, case: Case) -> None:
    act = Act(case.reference, head, NOW, "remove", 3)
    redact_evidence(act, of="e2", basis=Basis.ERASURE_REQUEST, reasons="Asked for, and right")


def rows() -> str:
    kept = [*Evidence.objects.all(), *LedgerEntry.objects.all(), *SearchRow.objects.all()]
    return " ".join(str(model_to_dict(one)) for one in kept)


def test_no_row_and_no_file_holds_a_word_of_it_and_the_chain_is_whole(
    house: House,
    store: Store,
    looked_at_here: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    head, case, item = handed_in(house)
    assert CANARY not in "".join(LedgerEntry.objects.values_list("payload", flat=True))
    assert (item.text, SearchRow.objects.filter(words__contains=CANARY).count()) == (f"It names {CANARY}", 1)
    (found,) = search(head, CANARY, now=NOW).texts
    assert "".join(bit.text for bit in found.text) == f"It names {CANARY}"
    with django_capture_on_commit_callbacks(execute=True):
        removed(head, case)
    assert CANARY not in rows()
    assert list(store.items()) == []
    assert search(head, CANARY, now=NOW).count == 0
    assert verify().intact
    assert [row.type for row in case.entries.order_by("seq")][-1] == "evidence_redacted"
