"""The `fairgate` command line.

Exit status: 0 when all is well, 1 when what was asked about has something wrong in it, 2 when it could not be read
or the command was not understood. Nothing ever ends in a trace: what is wrong with a file is a sentence.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from fairgate.ops import (
    bounce,
    database,
    demo,
    evidence,
    explain,
    ledger,
    letter,
    notify,
    policy_check,
    policy_schema,
    policy_show,
    rehearse,
    rig,
    send,
    serve,
    trust,
    visitors,
)
from fairgate.policy.problems import PackError

# A command is a module with `add_parser(subparsers)` and `run(args) -> int`. It imports Django, if it needs it, in
# `run` alone, so that what needs no database starts without one. To add one, name it here.
POLICY: tuple[ModuleType, ...] = (policy_check, policy_schema, policy_show)
COMMANDS: tuple[ModuleType, ...] = (
    rehearse,
    explain,
    ledger,
    letter,
    evidence,
    database,
    serve,
    demo,
    rig,
    notify,
    send,
    bounce,
    trust,
    visitors,
)

UNREADABLE = 2


def parser() -> argparse.ArgumentParser:
    """All the commands, with their help."""
    top = argparse.ArgumentParser(prog="fairgate", description="Runs a school trust's parent code of conduct, fairly.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add_parser(commands)
    policy = commands.add_parser("policy", help="read, check and show a code of conduct")
    group = policy.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in POLICY:
        module.add_parser(group)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without the character shows '?', and goes on
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except PackError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return UNREADABLE
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = error.filename or "the file"
        print(f"{name}: {(error.strerror or 'it cannot be used').lower()}. Check it, and try again.", file=sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
