"""`fairgate explain FILE --on DATE`: a story's position on a day, as a person would want to read it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fairgate.ops.policy_check import day
from fairgate.policy.explain import explain
from fairgate.policy.stories import read_story

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Add this command."""
    parser = subparsers.add_parser("explain", help="say where a story stands on a day")
    parser.add_argument("file", metavar="FILE", type=Path, help="a story")
    parser.add_argument("--on", metavar="DATE", type=day, help="the day (2026-11-02); otherwise the story's last")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the position."""
    story = read_story(args.file)
    on = args.on or max(told.on for told in story.lines)
    print(explain(story, on))
    return 0
