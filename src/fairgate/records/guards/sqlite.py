"""The guards on SQLite: triggers. The connection's own guard (records/sqlite) keeps them from being dropped.

INSERT OR REPLACE takes a row away without firing a delete trigger, unless recursive_triggers is on; so an
insert that would collide with any row, by any of its keys, is refused before SQLite resolves the conflict.
"""

from fairgate.records.guards.tables import Guarded


def triggers(guarded: Guarded) -> dict[str, str]:
    """The triggers of one table: name to the one statement that makes it."""
    table = guarded.table
    collides = " OR ".join(_is_there(table, key) for key in (("id",), *guarded.uniques))
    made = {
        f"{table}_no_update": _refusing(table, "UPDATE", "", "a row is never changed"),
        f"{table}_no_delete": _refusing(table, "DELETE", "", "a row is never deleted"),
        f"{table}_no_replace": _refusing(table, "INSERT", f"WHEN {collides}", "such a row is there already"),
    }
    if guarded.chained:
        last = f'FROM "{table}" WHERE "case_id" = NEW."case_id" ORDER BY "seq" DESC LIMIT 1'
        follows = (
            f'WHEN NEW."seq" IS NOT COALESCE((SELECT "seq" {last}), 0) + 1 '
            f'OR NEW."prev_hash" IS NOT COALESCE((SELECT "hash" {last}), \'\')'
        )
        made[f"{table}_next"] = _refusing(table, "INSERT", follows, "an entry follows the last one of its case")
    return {name: sql.replace("NAME", name, 1) for name, sql in made.items()}


def install(guarded: Guarded) -> list[str]:
    """The statements that put the triggers of one table in place, whatever was there."""
    made = triggers(guarded)
    return [f'DROP TRIGGER IF EXISTS "{name}"' for name in made] + list(made.values())


def remove(guarded: Guarded) -> list[str]:
    """The statements that take them away (a migration going back)."""
    return [f'DROP TRIGGER IF EXISTS "{name}"' for name in triggers(guarded)]


def _is_there(table: str, key: tuple[str, ...]) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - the names are constants of tables.py


def _refusing(table: str, event: str, when: str, why: str) -> str:
    return (
        f'CREATE TRIGGER "NAME" BEFORE {event} ON "{table}" {when} '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {why}'); END"
    )
