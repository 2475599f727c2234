"""A small pack with nothing wrong in it, and the means to break one thing in it at a time."""

from datetime import date
from pathlib import Path

from fairgate.policy.check import Findings, check_folder

ON = date(2026, 11, 2)

CODE = """\
# Code of Conduct

## 1. Aims

[1.1 statement] We are a friendly school.

[1.2 guarantee] You may always complain.

## 2. What we expect

[2.1 breach] Threatening anybody.

[2.2 breach] Shouting on the premises,
over two lines.

## 3. What we do

[3.1 step] We meet you first.

[3.2 step] If it goes on, we write.

[3.3 step] If it still goes on, the Headteacher bars you.

[3.4 exception] Serious cases may be barred at once.

[3.5 right] You may answer, and the chair decides.

[3.6 duty] What is defamatory goes to the lawyers.

[3.7 rule] The governors may look at all this one day.
"""

PACK = """\
pack: small
edition: "2026-09"
title: Code of Conduct
trust: A Small Trust
in_force_from: 2026-09-01
review_by: 2027-08-31
owner: chair
applies_to: [parents, carers, visitors]
offices:
  staff: {name: Any member of staff, kind: anyone}
  headteacher: {name: Headteacher}
  chair: {name: Chair of Governors}
  legal: {name: Legal team}
breaches:
  threat: {paragraph: 2.1, name: Threatening somebody, setting: any}
  shouting: {paragraph: 2.2, name: Shouting, setting: premises}
steps:
  meeting:
    name: Meeting
    kind: meeting
    paragraph: 3.1
    by: staff
    opens: {when: breach}
    outcomes: [attended, refused]
    silence: {reads_as: refused}
    reply_within: 5 school days
  warning:
    name: Written warning
    kind: warning
    paragraph: 3.2
    by: [headteacher]
    opens:
      - {when: outcome, step: meeting, outcomes: [refused]}
      - {when: breach_since, step: meeting}
    letter: warning
  bar:
    name: Bar
    kind: bar
    paragraph: 3.3
    by: {offices: [headteacher], paragraph: 3.3}
    opens:
      - {when: breach_since, step: warning}
      - {when: breach, marked: serious, paragraph: 3.4}
    needs: [until]
    letter: bar_notice
    measure:
      lasts:
        first: {longest: 12 months, reasons: beyond, beyond: 6 weeks}
      contact: {offices: [headteacher], channels: [email, post]}
      representations: {to: [headteacher], heard_by: [chair], within: 10 school days, paragraph: 3.5}
      decision:
        duty: chair_decision
        name: The chair's decision
        owner: [chair]
        paragraph: 3.5
        opens: imposed
        counted_from: window
        within: 10 school days
        outcomes:
          confirm: {needs: [until, review_on], letter: bar_decision}
          lift: {letter: bar_decision}
      review:
        duty: chair_review
        name: The chair's review
        owner: [chair]
        paragraph: 3.5
        due: review_on
        outcomes:
          extend: {needs: [until, review_on, reasons]}
          end: {}
  lawyers:
    name: Referral to the lawyers
    kind: referral
    paragraph: 3.6
    by: [headteacher]
    must:
      when: {when: breach, marked: defamatory}
      within: 5 working days
      owner: headteacher
findings: {offices: [headteacher], paragraph: 3.1}
closing: {offices: [headteacher], paragraph: 3.1}
protected:
  - {id: complaint, name: A complaint, paragraph: 1.2}
channels:
  - {id: email, name: E-mail}
  - {id: letter, name: Letter, also: [post]}
letters: [warning, bar_notice, bar_decision]
waivers:
  3.7: the governors have adopted nothing yet
"""

LETTERS = ("warning", "bar_notice", "bar_decision")


def write(folder: Path, pack: str = PACK, code: str = CODE) -> Path:
    """The folder of a pack with these two files and its letters."""
    (folder / "letters").mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    (folder / "code.md").write_text(code, encoding="utf-8")
    for letter in LETTERS:
        (folder / "letters" / f"{letter}.typ").write_text("= Letter\n", encoding="utf-8")
    return folder


def with_change(text: str, old: str, new: str) -> str:
    """`text` with its one `old` exchanged; a test that changes nothing, or two places, is itself wrong."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
    return text.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The number of the first line that holds `part`."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def checked(folder: Path, pack: str = PACK, code: str = CODE, on: date = ON) -> Findings:
    """What checking such a pack finds."""
    return check_folder(write(folder, pack, code), on)
