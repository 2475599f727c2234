"""`policy check`: whether a pack can be carried out, ends, hears people and is fair (law.md section 2, I1 to I12).

Errors must be mended before a pack is used. Warnings are for the trust to know and to decide on: where the code is
silent, where its own document is at fault, and where law is wider than its words.
"""

from datetime import date
from pathlib import Path

from msgspec import Struct

from fairgate.policy.check_law import check_law
from fairgate.policy.check_measures import check_measures
from fairgate.policy.check_paragraphs import check_paragraphs
from fairgate.policy.check_steps import check_steps
from fairgate.policy.notes import Notes
from fairgate.policy.pack import Pack, open_pack
from fairgate.policy.problems import Problem


class Findings(Struct, frozen=True):
    """What checking a pack found, in the order of its files. `complete` is False when it stopped at unknown ids."""

    pack: Pack
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    complete: bool


def check_folder(folder: Path, today: date) -> Findings:
    """Read and check the pack in `folder` as on `today`. PackError when it cannot be read as a pack at all."""
    pack, problems = open_pack(folder)
    if problems:  # what the rest would say of unknown ids and lengths would only mislead
        return Findings(pack, problems, (), complete=False)
    found = check(pack, today)
    errors = tuple(problem for problem in found if problem.is_error)
    return Findings(pack, errors, tuple(problem for problem in found if not problem.is_error), complete=True)


def check(pack: Pack, today: date) -> tuple[Problem, ...]:
    """The errors and warnings of a pack that was read without any, in the order of its files."""
    notes = Notes(pack)
    check_paragraphs(notes, today)
    check_steps(notes)
    check_measures(notes)
    check_law(notes)
    return tuple(sorted(notes.problems))
