"""A pack becomes the engine's code; an id that nothing defines, or a length without its unit, is refused."""

from datetime import date
from pathlib import Path

import pytest

from fairgate.engine.code import Channel, Competence, Opener, Span
from fairgate.engine.words import Decision, Field, Mark, Method, OfficeKind, Setting, Unit
from fairgate.policy.pack import load_pack, open_pack
from fairgate.policy.problems import PackError, Problem
from fairgate.policy.spans import read_span

from .good import PACK, line_of, with_change, write


def errors(folder: Path, pack: str) -> tuple[Problem, ...]:
    return open_pack(write(folder, pack))[1]


def test_the_good_pack_reads_as_the_engine_wants_it(tmp_path: Path) -> None:
    code = load_pack(write(tmp_path)).code
    assert (code.id, code.edition, code.owner) == ("small", "2026-09", "chair")
    assert code.in_force_from == date(2026, 9, 1)
    assert code.offices["staff"].kind is OfficeKind.ANYONE
    meeting, warning, bar, lawyers = (code.steps[name] for name in ("meeting", "warning", "bar", "lawyers"))
    assert meeting.by.offices == ("staff",)
    assert meeting.by.paragraphs == meeting.silence_paragraphs == ("3.1",), "a part without its own cites the step's"
    assert (meeting.silence, meeting.reply_within) == ("refused", Span(5, Unit.SCHOOL_DAYS))
    assert warning.opens == (
        Opener(paragraphs=("3.2",), after="meeting", outcomes=frozenset({"refused"})),
        Opener(paragraphs=("3.2",), since="meeting"),
    )
    assert bar.opens[1] == Opener(paragraphs=("3.4",), marked=Mark.SERIOUS)
    assert bar.measure is not None
    assert bar.measure.first == bar.measure.later, "a later measure is as the first unless the pack says otherwise"
    assert bar.measure.first.longest == Span(12, Unit.MONTHS)
    assert bar.measure.decision.outcomes[0].decision is Decision.CONFIRM
    assert bar.measure.decision.outcomes[0].needs == (Field.UNTIL, Field.REVIEW_ON)
    assert bar.measure.decision.outcomes[0].paragraphs == ("3.5",)
    assert lawyers.must is not None
    assert (lawyers.must.owners, lawyers.must.within) == (("headteacher",), Span(5, Unit.WORKING_DAYS))
    assert code.channels[1] == Channel("letter", "Letter", frozenset({"post"}))
    assert code.service == {Method.HAND: None, Method.EMAIL: None, Method.POST: Span(2, Unit.WORKING_DAYS)}
    assert code.waivers == {"3.7": "the governors have adopted nothing yet"}


def test_how_far_back_a_code_looks_is_a_year_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert load_pack(write(tmp_path / "silent")).code.looks_back == Span(12, Unit.MONTHS)
    pack = with_change(PACK, "owner: chair\n", "owner: chair\nlooks_back: 26 weeks\n")
    assert load_pack(write(tmp_path / "says", pack)).code.looks_back == Span(26, Unit.WEEKS)
    for length, says in (("2 half-terms", "half-terms"), ("90 days", "which kind of day")):
        found = errors(tmp_path / length, with_change(pack, "26 weeks", length))
        assert [(one.line, says in one.what) for one in found] == [(8, True)], found


def test_who_stands_in_and_who_signs_too_is_read_or_refused(tmp_path: Path) -> None:
    signed = with_change(
        PACK, "    needs: [until]\n    letter", "    needs: [until]\n    countersigned_by: legal\n    letter"
    )
    pack = with_change(
        signed, "owner: chair\n", "owner: chair\nsubstitute: {headteacher: {offices: [chair], paragraph: 3.5}}\n"
    )
    code = load_pack(write(tmp_path / "right", pack)).code
    assert code.steps["bar"].countersigned_by == ("legal",)
    assert code.substitutes == {"headteacher": Competence(("chair",), ("3.5",))}
    for old, new, says in (
        ("{headteacher: {offices: [chair]", "{headteacher: {offices: [head]", "unknown office 'head'"),
        ("{headteacher: {offices: [chair]", "{head: {offices: [chair]", "unknown office 'head'"),
        ("{headteacher: {offices: [chair]", "{headteacher: {offices: [headteacher]", "cannot take its own place"),
        ("countersigned_by: legal", "countersigned_by: lawyer", "unknown office 'lawyer'"),
    ):
        found = errors(tmp_path / says.replace("'", ""), with_change(pack, old, new))
        assert [says in one.what for one in found] == [True], found


def test_the_other_openers_and_times_read_too(tmp_path: Path) -> None:
    notice = """\
  notice:
    name: Notice
    kind: intention
    paragraph: 3.3
    by: [headteacher]
    opens: {when: strikes, count: 3, within: 12 months, settings: [online, private_group], breaches: threat}
    reply_within: 1 half-term
    letter: warning
    representations: {to: headteacher, heard_by: chair}
"""
    pack = with_change(PACK, "  lawyers:\n", notice + "  lawyers:\n")
    pack = with_change(pack, "{when: breach_since, step: warning}", "{when: heard, step: notice}")
    pack = with_change(pack, "      within: 5 working days\n", "      within: at once\n")
    code = load_pack(write(tmp_path, pack)).code
    assert code.steps["notice"].opens == (
        Opener(
            paragraphs=("3.3",),
            count=3,
            within=Span(12, Unit.MONTHS),
            settings=frozenset({Setting.ONLINE, Setting.PRIVATE_GROUP}),
            breaches=frozenset({"threat"}),
        ),
    )
    representations = code.steps["notice"].representations
    assert representations is not None
    assert representations.heard_by == ("chair",)
    assert code.steps["bar"].opens[0].heard == "notice"
    must = code.steps["lawyers"].must
    assert must is not None
    assert must.within is None


@pytest.mark.parametrize(
    ("old", "new", "says", "mends"),
    [
        ("by: staff", "by: staf", "unknown office 'staf' in step 'meeting', under by", "Did you mean 'staff'?"),
        (
            "owner: [chair]\n        paragraph: 3.5\n        opens",
            "owner: [board]\n        paragraph: 3.5\n        opens",
            "unknown office 'board'",
            "known are staff, headteacher, chair, legal",
        ),
        ("owner: chair\n", "owner: head\n", "unknown office 'head'", "offices"),
        ("threat: {paragraph: 2.1", "threat: {paragraph: 2.10", "unknown paragraph '2.10'", "Did you mean '2.1'?"),
        ("letter: warning\n", "letter: warnin\n", "unknown letter 'warnin'", "Did you mean 'warning'?"),
        ("step: warning}", "step: warnings}", "unknown step 'warnings'", "Did you mean 'warning'?"),
        (
            "outcomes: [refused]}",
            "outcomes: [declined]}",
            "'declined'",
            "the outcomes of step 'meeting': attended, refused",
        ),
        ("reads_as: refused", "reads_as: no_reply", "'no_reply'", "the step's outcomes"),
        ("channels: [email, post]", "channels: [fax]", "unknown channel 'fax'", "email, letter, post"),
        ("marked: serious,", "marked: serious, breaches: [threats],", "unknown breach 'threats'", "'threat'"),
        ("  3.7: the", "  3.9: the", "unknown paragraph '3.9'", "code.md"),
        ("reply_within: 5 school days", "reply_within: 5 days", "which kind of day", "5 working days"),
        ("reply_within: 5 school days", "reply_within: soon", "not a length of time", "such as '10 school days'"),
        ("within: 5 working days", "within: 1 day", "which kind of day", "'1 calendar days'"),
        ("beyond: 6 weeks", "beyond: 0 weeks", "not a length of time", "above 0"),
        ("longest: 12 months, reasons: beyond, beyond: 6 weeks", "reasons: beyond", "names none", "beyond:"),
        ("by: staff", "by: []", "names nobody", "at least one office"),
        ("{when: breach_since, step: warning}", "{when: breach_since}", "without 'step'", "Add 'step:'"),
        ("{when: breach_since, step: warning}", "{when: strikes, within: 6 weeks}", "without 'count'", "Add 'count:'"),
        ("{when: breach_since, step: warning}", "{when: breach, step: warning}", "says nothing beside", "Take it out"),
        ("{when: breach_since, step: warning}", "{when: breach, within: 6 weeks}", "says nothing beside", "strikes"),
        (
            "{when: breach_since, step: warning}",
            "{when: heard, step: warning}",
            "not a notice of intention",
            "intention",
        ),
        ("findings: {offices: [headteacher], paragraph: 3.1}", "findings: {offices: [headteacher]}", "cites no", "Add"),
        ("id: letter, name", "id: email, name", "the id 'email' stands twice", "another id"),
        ("confirm: {needs", "confirm: {notice_within: 2 weeks, needs", "times a notice", "notice:"),
        ("lift: {letter: bar_decision}", "lift: {notice: told}", "no letter carries", "letter:"),
        ("        due: review_on\n", "        due: every\n", "does not say how often", "Add 'every:'"),
        (
            "setting: premises}",
            "setting: premises, serious_in: online}",
            "where it is no breach",
            "Take that setting out",
        ),
    ],
)
def test_each_id_and_length_is_resolved_or_refused(tmp_path: Path, old: str, new: str, says: str, mends: str) -> None:
    pack = with_change(PACK, old, new)
    found = [problem for problem in errors(tmp_path, pack) if says in problem.what]
    assert len(found) == 1, errors(tmp_path, pack)
    assert mends in found[0].mend
    rows = enumerate(zip(PACK.splitlines(), pack.splitlines(), strict=True), start=1)
    changed = next(number for number, (was, now) in rows if was != now)
    near = {changed, line_of(pack, "      review:")} if "how often" in says else {changed}
    assert found[0].line in near
    with pytest.raises(PackError):
        load_pack(tmp_path)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("      lasts:", "beyond: 6 weeks}", "has no end"),
        ("      representations:", "paragraph: 3.5}", "gives no way to make representations"),
        ("      decision:", "lift: {letter: bar_decision}", "has no decision"),
        ("    measure:", "end: {}", "says nothing of its end"),
    ],
)
def test_a_measure_that_lacks_a_part_is_refused(tmp_path: Path, first: str, last: str, says: str) -> None:
    start = PACK.index(first)
    stop = PACK.index(last, start) + len(last) + 1
    pack = PACK[:start] + PACK[stop:]
    found = [problem for problem in errors(tmp_path, pack) if says in problem.what]
    assert len(found) == 1
    assert "'bar'" in found[0].what
    assert found[0].line == line_of(pack, "    measure:" if "    measure:" in pack else "  bar:")


def test_a_measure_belongs_to_a_step_that_imposes(tmp_path: Path) -> None:
    pack = with_change(PACK, "    kind: bar\n", "    kind: warning\n")
    (problem,) = errors(tmp_path, pack)
    assert "imposes nothing" in problem.what
    assert problem.line == line_of(pack, "    measure:")


@pytest.mark.parametrize("text", ["10 school days", "1 school day", "48 hours", "2 half-terms", "6 weeks"])
def test_lengths_read_in_one_and_many(text: str) -> None:
    span = read_span(text)
    assert span.amount == int(text.split()[0])
    assert span.unit.value.startswith(text.split(" ", 1)[1].rstrip("s"))


@pytest.mark.parametrize(
    "text", ["10 days", "1 day", "10days", "ten school days", "-1 weeks", "1.5 weeks", "weeks", " 1 week"]
)
def test_what_is_no_length_is_refused_with_its_mending(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_span(text)
    what, mend = caught.value.args
    assert repr(text) in what
    assert mend
