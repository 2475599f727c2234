"""The checker finds what cannot be carried out, has no end, hears nobody, or reaches what law protects."""

from datetime import date
from pathlib import Path

import pytest

from .good import CODE, PACK, checked, line_of, with_change, write


def test_the_good_pack_has_nothing_wrong_in_it(tmp_path: Path) -> None:
    """The control: every test below breaks this one, so it must be whole."""
    found = checked(tmp_path)
    assert (found.errors, found.warnings, found.complete) == ((), (), True)


REVIEW = PACK[PACK.index("      review:") : PACK.index("  lawyers:")]


TWO_DUTIES = "duty: chair_review\n        name: The chair's review\n        owner: [chair]"
OWED_TWICE = "duty: chair_decision\n        name: The chair's review\n        owner: [legal]"
ANY_BREACH = "{when: breach, paragraph: 3.4}"
IN_A_CIRCLE = "when: {when: breach_since, step: lawyers}"


@pytest.mark.parametrize(
    ("kind", "old", "new", "at", "says"),
    [
        ("no-end", "    needs: [until]\n", "", "      lasts:", "the measure of step 'bar' has no end"),
        ("no-letter", "    letter: bar_notice\n", "", "  bar:", "without a letter"),
        ("own-judge", "heard_by: [chair]", "heard_by: [chair, headteacher]", "heard_by", "'headteacher' both"),
        (
            "own-judge",
            "by: {offices: [headteacher], paragraph: 3.3}",
            "by: staff",
            "heard_by",
            "'chair' both takes step 'bar' and hears",
        ),
        (
            "own-judge",
            "by: {offices: [headteacher], paragraph: 3.3}",
            "by: chair",
            "owner: [chair]",
            "'chair' both takes step 'bar' and decides",
        ),
        (
            "own-judge",
            "by: {offices: [headteacher], paragraph: 3.3}",
            "by: chair",
            "owner: [chair]",
            "'chair' both takes step 'bar' and reviews",
        ),
        ("no-way-out", "          lift: {letter: bar_decision}\n", "", "        outcomes:", "neither lift nor end"),
        ("no-way-out", "          end: {}\n", "", "          extend:", "the review on step 'bar'"),
        ("no-way-out", "      owner: headteacher\n", "      owner: legal\n", "owner: legal", "'legal', who may not"),
        ("nothing-opens", "    opens: {when: breach}\n", "", "  meeting:", "nothing opens step 'meeting'"),
        (
            "unreachable",
            "{when: breach}",
            "{when: breach_since, step: warning}",
            "    opens: {when",
            "'meeting' can never",
        ),
        (
            "unreachable",
            "when: {when: breach, marked: defamatory}",
            IN_A_CIRCLE,
            IN_A_CIRCLE,
            "the duty 'lawyers' can never arise",
        ),
        (
            "skip",
            "{when: breach, marked: serious, paragraph: 3.4}",
            ANY_BREACH,
            ANY_BREACH,
            "a skip without seriousness",
        ),
        (
            "countersigned",
            "    needs: [until]\n    letter",
            "    needs: [until]\n    countersigned_by: chair\n    letter",
            "countersigned_by: chair",
            "every office that decides about step 'bar' countersigns it",
        ),
        ("skip", "marked: serious", "marked: defamatory", "marked: defamatory, paragraph", "a skip without"),
        ("no-effect", "step: meeting}\n    letter: warning\n", "step: meeting}\n", "step: warning}", "sends no letter"),
        (
            "never-due",
            "within: 10 school days, paragraph: 3.5",
            "paragraph: 3.5",
            "counted_from",
            "no such time is set",
        ),
        ("never-due", "counted_from: window", "counted_from: representations", "counted_from", "nobody makes"),
        (
            "never-due",
            "needs: [until, review_on], letter",
            "needs: [until], letter",
            "due: review_on",
            "nothing makes sure",
        ),
        (
            "clash",
            "beyond: 6 weeks",
            "beyond: 6 weeks, default: 13 months",
            "        first:",
            "clashes with its 'longest'",
        ),
        ("clash", "reasons: beyond", "reasons: always", "        first:", "clashes with 'reasons: always'"),
        ("clash", TWO_DUTIES, OWED_TWICE, "    measure:", "owners differ"),
        ("aimed-at-child", "[parents, carers, visitors]", "[parents, pupils]", "applies_to", "applied to 'pupils'"),
        ("aimed-at-child", "    name: Bar\n", "    name: Bar of the parent and child\n", "  bar:", "aimed at a child"),
        ("outside-body", "name: Shouting", "name: Reporting the school to Ofsted", "  shouting:", "outside body"),
        ("dates", "review_by: 2027-08-31", "review_by: 2026-08-31", "review_by", "is not after 2026-09-01"),
        ("no-letter-file", "letters: [warning,", "letters: [farewell, warning,", "letters: [", "letters/farewell.typ"),
    ],
)
def test_each_error_is_found_at_its_line(tmp_path: Path, kind: str, old: str, new: str, at: str, says: str) -> None:
    pack = with_change(PACK, old, new)
    found = [problem for problem in checked(tmp_path, pack).errors if says in problem.what]
    assert len(found) == 1, checked(tmp_path, pack).errors
    assert found[0].kind == kind
    assert found[0].mend
    lines = pack.splitlines()
    start = line_of(pack, "  bar:") if at.startswith("        outcomes") else 1
    assert at in "\n".join(lines[found[0].line - 1 : found[0].line + 1]), (found[0], lines[found[0].line - 1])
    assert found[0].line >= start


def test_a_paragraph_that_nothing_carries_out_is_an_error_in_the_words(tmp_path: Path) -> None:
    pack = with_change(PACK, "waivers:\n  3.7: the governors have adopted nothing yet\n", "")
    (problem,) = checked(tmp_path, pack).errors
    assert (problem.kind, problem.paragraphs) == ("nothing-carries-out", ("3.7",))
    assert problem.file.endswith("code.md")
    assert problem.line == line_of(CODE, "[3.7 rule]")
    assert "The governors may look" in problem.what


def test_a_paragraph_of_no_stated_kind_is_a_rule_and_a_statement_needs_nothing(tmp_path: Path) -> None:
    code = with_change(CODE, "[1.1 statement]", "[1.1]")
    (problem,) = checked(tmp_path, code=code).errors
    assert problem.paragraphs == ("1.1",)


def test_scope_and_review_can_be_cited_by_the_edition(tmp_path: Path) -> None:
    code = with_change(CODE, "[1.1 statement]", "[1.1 scope]")
    assert len(checked(tmp_path, code=code).errors) == 1
    pack = with_change(PACK, "offices:\n  staff", "applies_to_paragraph: 1.1\noffices:\n  staff")
    assert checked(tmp_path, pack, code).errors == ()


def test_an_intention_must_be_answerable_in_writing_and_in_time(tmp_path: Path) -> None:
    notice = """\
  notice:
    name: Notice
    kind: intention
    paragraph: 3.3
    by: [headteacher]
    opens: {when: breach}
"""
    pack = with_change(PACK, "  lawyers:\n", notice + "  lawyers:\n")
    assert {problem.kind for problem in checked(tmp_path, pack).errors} == {"no-representations", "no-letter"}
    answerable = notice + "    letter: warning\n    representations: {to: headteacher, heard_by: chair}\n"
    pack = with_change(PACK, "  lawyers:\n", answerable + "  lawyers:\n")
    assert {problem.kind for problem in checked(tmp_path, pack).errors} == {"no-way-out"}
    timed = answerable + "    reply_within: 5 school days\n"
    assert checked(tmp_path, with_change(PACK, "  lawyers:\n", timed + "  lawyers:\n")).errors == ()


def test_settings_that_no_breach_can_meet_leave_a_step_unreachable(tmp_path: Path) -> None:
    pack = with_change(PACK, "{when: breach}", "{when: breach, settings: online, breaches: shouting}")
    found = [problem for problem in checked(tmp_path, pack).errors if "'meeting'" in problem.what]
    assert "no breach of the code can happen in the settings" in found[0].what


def test_a_bar_that_follows_a_step_needs_no_seriousness(tmp_path: Path) -> None:
    pack = with_change(
        PACK, "{when: breach, marked: serious, paragraph: 3.4}", "{when: strikes, count: 3, paragraph: 3.4}"
    )
    assert checked(tmp_path, pack).errors == ()


def test_no_measure_is_left_without_review_or_decision(tmp_path: Path) -> None:
    assert checked(tmp_path, PACK.replace(REVIEW, "")).errors == (), "a decision and an end are enough"


READING = "readings: {id: r, paragraph: 3.1, silent: No time., taken: A week., why: So}\nletters: [warning,"
FAULT = "faults: {paragraph: 3.1, what: Two 3.1., reading: The first}\nletters: [warning,"
REGISTERED = "name: Dogs, exception: A registered assistance dog,"


@pytest.mark.parametrize(
    ("kind", "old", "new", "at", "says"),
    [
        ("no-review-date", "review_by: 2027-08-31\n", "", "pack: small", "no date for its own review"),
        ("no-owner", "owner: chair\n", "", "pack: small", "no office owns"),
        ("lawful-criticism", "name: Shouting", "name: Negative comments", "  shouting:", "which law protects"),
        (
            "lawful-criticism",
            "name: Shouting,",
            "name: Shouting, prompts: lawful_criticism,",
            "  shouting:",
            "law protects",
        ),
        ("assistance-dog", "name: Shouting", "name: Bringing a dog", "  shouting:", "Equality Act"),
        ("assistance-dog", "name: Shouting,", REGISTERED, "  shouting:", "fewer"),
        ("reading", "letters: [warning,", READING, "readings:", "the code is silent (reading 'r'): No time"),
        ("document-fault", "letters: [warning,", FAULT, "faults:", "the document is at fault: Two 3.1"),
        ("needless-waiver", "  3.7: the", "  3.1: it is met\n  3.7: the", "  3.1:", "a rule carries it out"),
        (
            "unlimited",
            "longest: 12 months, reasons: beyond, beyond: 6 weeks",
            "reasons: never",
            "        first:",
            "no longest",
        ),
        ("unsent-letter", "letter: bar_notice", "letter: warning", "letters: [", "sends the letter 'bar_notice'"),
    ],
)
def test_each_warning_is_found_at_its_line(tmp_path: Path, kind: str, old: str, new: str, at: str, says: str) -> None:
    pack = with_change(PACK, old, new)
    found = [problem for problem in checked(tmp_path, pack).warnings if says in problem.what]
    assert [problem.kind for problem in found] == [kind], checked(tmp_path, pack).warnings
    assert found[0].line == line_of(pack, at)


def test_a_code_that_protects_nothing_is_a_warning(tmp_path: Path) -> None:
    pack = with_change(PACK, "protected:\n  - {id: complaint, name: A complaint, paragraph: 1.2}\n", "")
    found = checked(tmp_path, pack)
    assert [warning.kind for warning in found.warnings] == ["nothing-protected"]
    assert [error.paragraphs for error in found.errors] == [("1.2",)], (
        "and the guarantee is then carried out by nothing"
    )


def test_a_review_date_that_has_gone_by_is_a_warning_from_the_day_after(tmp_path: Path) -> None:
    assert checked(tmp_path, on=date(2027, 8, 31)).warnings == ()
    (warning,) = checked(tmp_path, on=date(2027, 9, 1)).warnings
    assert warning.kind == "review-gone-by"
    assert warning.line == line_of(PACK, "review_by")


@pytest.mark.parametrize(
    "words",
    [
        "Negative comments about the school. Honest criticism is not a breach.",
        "Complaining abusively; a complaint to us never counts.",
    ],
)
def test_words_that_draw_the_line_to_criticism_themselves_need_no_warning(tmp_path: Path, words: str) -> None:
    code = with_change(CODE, "Shouting on the premises,\nover two lines.", words)
    assert checked(tmp_path, code=code).warnings == ()


def test_the_published_dog_paragraph_is_warned_of_though_the_pack_reads_it_widely(tmp_path: Path) -> None:
    pack = with_change(PACK, "name: Shouting,", "name: Dogs, exception: 'Any assistance dog, registered or not',")
    narrow = with_change(CODE, "Shouting on the premises,\nover two lines.", "Dogs, guide dogs excepted.")
    (warning,) = checked(tmp_path, pack, narrow).warnings
    assert warning.what.startswith("the paragraph on 'Dogs' excepts fewer")
    wide = with_change(CODE, "Shouting on the premises,\nover two lines.", "Dogs, assistance dogs excepted.")
    assert checked(tmp_path, pack, wide).warnings == ()


def test_a_duty_with_one_owner_who_may_act_is_a_warning_alone(tmp_path: Path) -> None:
    pack = with_change(PACK, "      owner: headteacher\n", "      owner: [headteacher, legal]\n")
    found = checked(tmp_path, pack)
    assert found.errors == ()
    assert [warning.kind for warning in found.warnings] == ["owner"]


def test_checking_stops_at_unknown_ids_and_says_so(tmp_path: Path) -> None:
    found = checked(tmp_path, with_change(PACK, "by: staff", "by: staf"))
    assert not found.complete
    assert [problem.kind for problem in found.errors] == ["unknown-office"]


def test_a_missing_letter_file_is_found(tmp_path: Path) -> None:
    write(tmp_path)
    assert checked(tmp_path).errors == ()
    pack = with_change(PACK, "[warning, bar_notice, bar_decision]", "[warning, bar_notice, bar_decision, bar_end]")
    assert [problem.kind for problem in checked(tmp_path, pack).errors] == ["no-letter-file"]
