"""Makes a database ready to be looked at: `python -m fairgate.ops.setup_demo`.

Brings the tables up to date; when no trust is in them, loads the demonstration; says who to sign in as. What is
there already stays as it is.
"""

import os
import sys

from fairgate.ops.serve import PRIVATE


def is_empty() -> bool:
    """Whether no trust has been set up in the database yet."""
    from fairgate.records.models.trust import Trust

    return not Trust.objects.exists()


def bring_up_to_date() -> None:
    """Make or change the tables; nothing happens to those that are as they should be."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def main() -> int:
    """The command: 0 when the database is ready, else what the command that failed gave."""
    os.umask(PRIVATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django

    django.setup()
    from fairgate.ops.cli import main as fairgate

    bring_up_to_date()
    if is_empty():
        print("Loading the demonstration: two trusts, their schools, invented people and cases", flush=True)
        code = fairgate(["demo", "load"])
        if code:
            return code
    return fairgate(["demo", "people"])


if __name__ == "__main__":
    sys.exit(main())
