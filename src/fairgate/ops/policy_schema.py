"""`fairgate policy schema`: the JSON Schema of pack.yaml, for editors."""

import argparse
import json
from typing import TYPE_CHECKING

from fairgate.policy.schema import schema

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Add this command."""
    parser = subparsers.add_parser(
        "schema",
        help="print the JSON Schema of pack.yaml",
        description="Prints the JSON Schema (2020-12) of pack.yaml; editors use it to complete and check.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0
