"""The two stages of every act: what was filled in is checked by the engine and shown, and only then done.

A page is one address. Its POST says its `stage`: `check` (nothing is written), `confirm` (it is done), or `change`
(the form again, with everything as it was typed). Between the stages all that was typed is carried by the page; what
answers a POST is a page of its own (typed.py), to which Back and Reload come without a question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.countersigning import DraftMoved
from fairgate.actions.letter import checklist, sketch
from fairgate.delivery.letter import LetterRefused
from fairgate.delivery.requirements import Point
from fairgate.engine import phrases
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided
from fairgate.engine.refusal import Reason
from fairgate.queries.acting import Asked, happened_since, is_done
from fairgate.queries.deciding import Before
from fairgate.queries.worked_out import worked_out
from fairgate.records.append import LedgerMoved
from fairgate.records.models import DraftedAct, LedgerEntry
from fairgate.web.shared.forms import ActForm, Form
from fairgate.web.shared.request import Request
from fairgate.web.staff.acting.answers import answers
from fairgate.web.staff.acting.calm import HELP
from fairgate.web.staff.acting.shown import Shown, shown, told
from fairgate.web.staff.acting.typed import forget, keep, typed
from fairgate.web.staff.acting.unfit import put_on_fields, with_why

AnyForm = TypeVar("AnyForm", bound=Form)

CHECK, CONFIRM, CHANGE, SHOW = "check", "confirm", "change", "show"


@dataclass(frozen=True)
class Doing:
    """What differs from act to act.

    `form` makes the form from what was posted (or None) and the initial values; `fields` turns its cleaned data into
    what `check` and `perform` take; `done` is said when it is done; `initial` fills the form at first. `button`,
    `warning` and `note` are the last page's, where others than its own are right; `typed` is what was posted before,
    where the form goes on from there. `before` reads what is shown above the form of a decision. `letter_at` is
    where its letter is shown while it is written; empty where it sends none.
    """

    template: str
    form: Callable[..., ActForm]
    fields: Callable[[dict[str, Any]], dict[str, Any]]
    check: Callable[..., tuple[AnyEntry, ...]]
    perform: Callable[..., LedgerEntry | DraftedAct]
    done: str
    initial: Mapping[str, Any] = field(default_factory=dict)
    button: str = ""
    warning: str = ""
    note: str = ""
    typed: QueryDict | None = None
    before: Callable[[], Before] | None = None
    letter_at: str = ""


def page(request: Request, asked: Asked, doing: Doing) -> HttpResponse:
    """The page of an act, whatever its stage."""
    if request.method == "POST":
        done = _done(request, asked, doing) if request.POST.get("stage") == CONFIRM else None
        return done or keep(request) or _answered(request, asked, doing, request.POST)
    posted = typed(request)
    if posted is not None:
        return _answered(request, asked, doing, posted)
    if doing.typed is not None:
        return _fill(request, asked, doing, as_typed(doing.form(doing.typed, initial=doing.initial)), again=True)
    return _fill(request, asked, doing, doing.form(None, initial={"seen": asked.seen, **doing.initial}))


def _done(request: Request, asked: Asked, doing: Doing) -> HttpResponse | None:
    """Do the act, and the way back to its case; None where it cannot be done: the page that answers says why.

    What checking would not find once more is answered here.
    """
    if is_done(asked.stands, request.POST.get("operation", "")):
        return _back_to_case(request, asked, doing)
    form = doing.form(request.POST, initial=doing.initial)
    if not form.is_valid():
        return None
    try:
        row = doing.perform(_act(request, asked, form), **doing.fields(form.cleaned_data))
    except (LedgerMoved, NotAllowed):
        return None
    except DraftMoved:
        form.add_error(None, "Somebody has drafted this meanwhile. Open it again to see their draft, and change that.")
        return _fill(request, asked, doing, form)
    except LetterRefused as refused:
        return _letter_refused(request, asked, doing, form, refused)
    return _back_to_case(request, asked, doing, row)


def _answered(request: Request, asked: Asked, doing: Doing, posted: QueryDict) -> HttpResponse:
    """The page that answers what was typed: what it means, or what is wrong with it. Nothing is entered."""
    seen = posted.get("seen", "")
    if seen.isascii() and seen.isdigit() and len(seen) < 10 and int(seen) < asked.seen:
        return conflict(request, asked, int(seen), posted)
    form = doing.form(posted, initial=doing.initial)
    if posted.get("stage") == CHANGE:
        return _fill(request, asked, doing, as_typed(form))
    if posted.get("stage") == SHOW and doing.letter_at:
        letter = shown(partial(checked_entries, request, asked, doing), doing.form, asked, posted, doing.initial)
        return _fill(request, asked, doing, as_typed(form), letter=letter)
    if not form.is_valid():
        return _fill(request, asked, doing, form)
    return _checked(request, asked, doing, form, posted)


def _act(request: Request, asked: Asked, form: ActForm) -> Act:
    said = form.cleaned_data
    return Act(
        reference=asked.reference,
        by=request.user,
        now=request.now,
        operation_key=str(said["operation"]),
        expected_seq=said["seen"],
        on=said.get("on"),
    )


def checked_entries(request: Request, asked: Asked, doing: Doing, form: ActForm) -> tuple[AnyEntry, ...]:
    """What a valid form would enter; nothing is written. Raises as `doing.check`."""
    return doing.check(_act(request, asked, form), **doing.fields(form.cleaned_data))


def _checked(request: Request, asked: Asked, doing: Doing, form: ActForm, posted: QueryDict) -> HttpResponse:
    try:
        entries = checked_entries(request, asked, doing, form)
        letter = sketch(asked.stands.after(entries), entries, by=request.user) if doing.letter_at else None
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return _fill(request, asked, doing, form, refusal=refused.refusal.reasons)
    except LetterRefused as refused:
        return _letter_refused(request, asked, doing, form, refused)
    states = _letter_states(request, asked, entries)
    context = {
        "asked": asked,
        "cites": asked.stands.cites,
        "letter_states": states,
        "lacking": not all(one.stated for one in states),
        "answers": answers(form),
        "carried": carried(form, posted),
        "operation": uuid4(),
        "seen": asked.seen,
        "worked": worked_out(asked.stands, entries),
        "letter": told(letter, asked) if letter else None,
        "letter_at": doing.letter_at,
        "office": office_of(asked, entries[0]),
        "page": doing.template,
        "button": doing.button,
        "warning": doing.warning,
        "note": doing.note,
    }
    return render(request, "staff/acting/check.html", context)


def _letter_refused(
    request: Request, asked: Asked, doing: Doing, form: ActForm, refused: LetterRefused
) -> HttpResponse:
    return _fill(request, asked, doing, form, letter_refused=with_why(put_on_fields(form, refused), refused))


def _letter_states(request: Request, asked: Asked, entries: Sequence[AnyEntry]) -> tuple[Point, ...]:
    """What the letter of the act has to state, and whether it does."""
    after = asked.stands.after(entries, entries[0].on)
    found = (checklist(after, one, by=request.user, today=request.today) for one in entries)
    return next((one for one in found if one), ())


def office_of(asked: Asked, entry: AnyEntry) -> str:
    """In which office the act is done, in words; empty where the person themself speaks."""
    office = asked.code.offices.get(entry.by.office)
    if isinstance(entry, MeasureDecided) and entry.meeting is not None:
        return f"{entry.meeting.entered_as}, for {phrases.office(asked.code, entry.by.office)}"
    return office.name if office else ""


def _fill(
    request: Request,
    asked: Asked,
    doing: Doing,
    form: ActForm,
    *,
    refusal: tuple[Reason, ...] = (),
    letter_refused: Sequence[Mapping[str, Any]] = (),
    again: bool = False,
    letter: Shown | None = None,
) -> HttpResponse:
    shut = asked.shut if again or not form.is_bound else ()
    context = {
        "asked": asked,
        "cites": asked.stands.cites,
        "form": form,
        "before": doing.before() if doing.before and (asked.informs or not shut) else None,
        "refusal": refusal,
        "letter_refused": letter_refused,
        "shut": shut,
        "letter": letter,
        "letter_at": doing.letter_at,
        "letter_help": HELP,
        "back": reverse("case", args=[asked.reference]),
        "back_text": "Back to the case",
    }
    return render(request, doing.template, context)


def _back_to_case(
    request: Request, asked: Asked, doing: Doing, row: LedgerEntry | DraftedAct | None = None
) -> HttpResponse:
    forget(request)
    said = doing.done
    if isinstance(row, LedgerEntry) and row.letters.exists():
        said += _AND_THE_NOTE if row.type in _TO_ANOTHER_BODY else _AND_THE_LETTER
    messages.success(request, said)
    return redirect("case", asked.reference)


_TO_ANOTHER_BODY = ("referred", "platform_reported")
_AND_THE_LETTER = " The letter is issued: open it below, and record how it was served."
_AND_THE_NOTE = " The note that goes with it is made: open it below, and send it to them."


def conflict(request: Request, asked: Asked, seen: int, posted: QueryDict | None = None) -> HttpResponse:
    """409: what happened meanwhile; what was typed is not lost, and can be taken on to the case as it stands now."""
    context = {
        "happened": happened_since(asked.stands, seen),
        "go_to": reverse("case", args=[asked.reference]),
        "kept": [pair for pair in pairs(posted or request.POST) if pair[0] not in _OF_THE_POST],
        "seen": asked.seen,
    }
    return render(request, "staff/acting/conflict.html", context, status=409)


_OF_THE_POST = ("seen", "stage", "csrfmiddlewaretoken")


def as_typed(form: AnyForm) -> AnyForm:
    """The form with what was typed in it, and no word yet about what may be wrong."""
    vars(form)["_errors"] = ErrorDict()  # Django's own store: set, nothing is cleaned and nothing is reported
    return form


def carried(form: Form, posted: QueryDict) -> list[tuple[str, str]]:
    """All that was posted for the fields of a form, value by value, as it was typed; not what only names the POST."""
    names = {field.name for field in form} - {"operation", "seen"}
    return [(name, value) for name, value in pairs(posted) if name in names or name.rpartition("-")[0] in names]


def pairs(posted: QueryDict) -> list[tuple[str, str]]:
    """What was posted, value by value."""
    return [(name, value) for name, values in posted.lists() for value in values]
