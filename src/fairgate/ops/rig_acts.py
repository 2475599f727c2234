"""What a line does in a case of the rig: each by the act of the page on which somebody would do it."""

import io
from collections.abc import Callable
from datetime import date, time, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from fairgate.ops import rig_reports
from fairgate.ops.rig_house import House, picture
from fairgate.ops.rig_lines import Line, Story, Told, act_of

if TYPE_CHECKING:
    from fairgate.engine.entry import Weighing
    from fairgate.records.models import LedgerEntry

_DATES = ("until", "reply_by", "review_on")


def _account(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.account import take_account
    from fairgate.engine.acts.account import Agreed, Part

    in_words = told.house.invented.told
    return take_account(
        act_of(told, story, line, place),
        of=told.refs[story.id, line.account],
        part=Part(line.part),
        text=in_words(line.text),
        teller=in_words(line.teller),
        agreed=Agreed.YES,
    )


def _step(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.arrangements import ABOUT, joined
    from fairgate.actions.step import take_step

    in_words = told.house.invented.told
    given = {key: in_words(getattr(line, key)) for key in ("text", "reasons", "contact", "to", "address")}
    fields: dict[str, Any] = {key: value for key, value in given.items() if value} | _dated(told.house, line)
    if line.channels:
        fields["channels"] = tuple(line.channels)
    fields["weighing"] = _weighing()
    fields["arrangements"] = joined(dict.fromkeys(ABOUT, "It stays as it is; the grandmother brings the child."))
    return take_step(act_of(told, story, line, place), step=line.step, outcome=line.outcome, **fields)


def _weighing() -> "Weighing":
    """What was weighed; kept only with what imposes, keeps or lengthens a measure."""
    from fairgate.engine.entry import Weighing

    needs = "He reads large print more easily: the letter is set in it."
    return Weighing(alternatives="A letter alone, which had not helped.", child="It comes as before.", needs=needs)


def _serve(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.service import serve_letter
    from fairgate.engine.words import Method

    of = told.refs[story.id, line.serve]
    return serve_letter(act_of(told, story, line, place), of=of, method=Method(line.by))


def _outcome(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.outcome import record_outcome

    of = told.refs[story.id, line.of]
    return record_outcome(act_of(told, story, line, place), of=of, outcome=line.outcome, text=line.text)


def _represent(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.representations import make_representations

    of, text = told.refs[story.id, line.represent], told.house.invented.told(line.text)
    return make_representations(act_of(told, story, line, place), of=of, text=text)


def _decide(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.body import AtMeeting
    from fairgate.actions.decision import decide_measure
    from fairgate.engine.words import Decision

    days = _dated(told.house, line)
    return decide_measure(
        act_of(told, story, line, place),
        of=told.refs[story.id, line.of],
        decision=Decision(line.decide),
        reasons=line.reasons,
        until=days.get("until"),
        review_on=days.get("review_on"),
        weighing=_weighing(),
        met=AtMeeting(told.meetings[line.meeting].pk) if line.meeting else None,
    )


def _except(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    """An appointment for half an hour on the line's `until`."""
    from fairgate.actions.exception import make_exception
    from fairgate.engine.exceptions import BarException, Hours
    from fairgate.engine.words import Occasion

    on = _dated(told.house, line)["until"]
    hours = (Hours(time(14), time(14, 30)),)
    one = BarException(kind=Occasion.APPOINTMENT, where="the office", since=on, until=on, hours=hours)
    of = told.refs[story.id, line.excepts]
    return make_exception(act_of(told, story, line, place), of=of, exception=one, reasons=line.reasons)


def _override(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    """Let in on the line's day, to the school of the story."""
    from fairgate.actions.override import override_bar

    act, of = act_of(told, story, line, place), told.refs[story.id, line.override]
    site = told.cases[story.id].school.slug
    return override_bar(act, of=of, site=site, terms=line.text, reasons=line.reasons)


def _strike(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.correction import strike_breach

    return strike_breach(act_of(told, story, line, place), of=told.refs[story.id, line.strike], reasons=line.reasons)


def _close(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.closing import close_case

    return close_case(act_of(told, story, line, place), outcome=line.close, reasons=line.reasons)


def _reopen(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.closing import reopen_case

    return reopen_case(act_of(told, story, line, place), reasons=line.reasons)


def _dated(house: House, line: Line) -> dict[str, date]:
    days = {key: getattr(line, key) for key in _DATES}
    return {key: house.today + timedelta(days=day) for key, day in days.items() if day is not None}


def _evidence(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.evidence import Upload, add_evidence

    house = told.house
    is_email = line.evidence == "email"
    body = _email(house, line) if is_email else picture(f"{story.id} {line.name}")
    return add_evidence(
        act_of(told, story, line, place),
        Upload(io.BytesIO(body), "message.eml" if is_email else "noticeboard.png"),
        about=(told.refs[story.id, line.about],),
        text=house.invented.told(line.text),
    )


def _email(house: House, line: Line) -> bytes:
    """A message as a mail program saves it, with the planted string in a line of its own."""
    sent = house.at(line.day)
    message = EmailMessage()
    message["From"], message["To"] = "a.parent@example.org", "office@example.org"
    message["Subject"], message["Date"] = "What happened today", sent.strftime("%a, %d %b %Y %H:%M:%S +0000")
    planted = house.invented.planted[line.planted or "safeguarding"]
    message.set_content(f"I have told you before.\n{planted} was there as well.\nPlease do something.\n")
    return message.as_bytes()


def _mask(told: Told, story: Story, line: Line, place: int) -> "LedgerEntry":
    from fairgate.actions.evidence_mask import Quoted, mask_evidence

    act, of = act_of(told, story, line, place), told.refs[story.id, line.mask]
    passage = Quoted(told.house.invented.planted[line.planted])
    return mask_evidence(act, of=of, passage=passage, reasons=line.reasons)


ACTS: dict[str, Callable[[Told, Story, Line, int], "LedgerEntry | None"]] = {
    "report": rig_reports.report,
    "tell": rig_reports.tell,
    "accept": rig_reports.accept,
    "account": _account,
    "step": _step,
    "serve": _serve,
    "outcome": _outcome,
    "represent": _represent,
    "decide": _decide,
    "excepts": _except,
    "override": _override,
    "evidence": _evidence,
    "mask": _mask,
    "strike": _strike,
    "close": _close,
    "reopen": _reopen,
}
"""What a line can do, by the key that names it; where two are there, the one that stands first here."""
