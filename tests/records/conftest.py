"""Each database has tests of its own guards; those of the other one are not collected."""

import os

collect_ignore = ["on_sqlite" if os.environ.get("DATABASE_URL") else "on_postgresql"]
