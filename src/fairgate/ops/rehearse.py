"""`fairgate rehearse FILE...`: tells stories to the engine, and says where the two first differ."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fairgate.policy.problems import PackError
from fairgate.policy.rehearse import rehearse
from fairgate.policy.stories import read_story

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Add this command."""
    parser = subparsers.add_parser(
        "rehearse",
        help="tell stories to the engine",
        description="Tells each story to the engine under its pack. "
        "Exit status: 0 all as told, 1 one differs, 2 one cannot be read.",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a story, or a folder of stories")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print 'ok' or the first difference for each story; the worst exit status of them all."""
    status = 0
    for file in _files(args.files):
        try:
            story = read_story(file)
        except PackError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)
            status = 2
            continue
        difference = rehearse(story)
        if difference is None:
            print(f"ok    {story.file}: {story.scenario}")
        else:
            print(f"differs  {story.file}:{difference.line.at}: {story.scenario}\n    {difference}")
            status = max(status, 1)
    return status


def _files(paths: list[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        files += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return files
