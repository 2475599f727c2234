"""The guards on PostgreSQL: triggers that fire even for a session that says it is a replica.

They hold against mistakes and against the application's own role. The owner of the tables could drop them; so
the application signs in as a role that owns nothing (guards/grants.py).
"""

from fairgate.records.guards.tables import Guarded


def triggers(guarded: Guarded) -> tuple[str, ...]:
    """The names of the triggers of one table."""
    table = guarded.table
    return (f"{table}_no_change", f"{table}_next") if guarded.chained else (f"{table}_no_change",)


def install(guarded: Guarded, schema: str) -> list[str]:
    """The statements that put the triggers of one table of `schema` in place, whatever was there."""
    table = f'"{schema}"."{guarded.table}"'
    refuse = f'"{schema}"."{guarded.table}_refuse"'
    statements = [
        f"""CREATE OR REPLACE FUNCTION {refuse}() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '{guarded.table} is append-only: % is refused', TG_OP USING ERRCODE =
    'restrict_violation';
END $$""",
        *_trigger(table, f"{guarded.table}_no_change", "UPDATE OR DELETE OR TRUNCATE", "STATEMENT", refuse),
    ]
    if guarded.chained:
        follows = f'"{schema}"."{guarded.table}_follows"'
        last = f'FROM {table} WHERE "case_id" = NEW."case_id" ORDER BY "seq" DESC LIMIT 1'
        statements += [
            f"""CREATE OR REPLACE FUNCTION {follows}() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW."seq" IS DISTINCT FROM COALESCE((SELECT "seq" {last}), 0) + 1
       OR NEW."prev_hash" IS DISTINCT FROM COALESCE((SELECT "hash" {last}), '') THEN
        RAISE EXCEPTION '{guarded.table} is append-only: an entry follows the last one of its case'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$""",  # noqa: S608 - the names are constants of tables.py
            *_trigger(table, f"{guarded.table}_next", "INSERT", "ROW", follows),
        ]
    return statements


def remove(guarded: Guarded, schema: str) -> list[str]:
    """The statements that take them away (a migration going back)."""
    dropped = [f'DROP TRIGGER IF EXISTS "{name}" ON "{schema}"."{guarded.table}"' for name in triggers(guarded)]
    functions = ("refuse", "follows") if guarded.chained else ("refuse",)
    return dropped + [f'DROP FUNCTION IF EXISTS "{schema}"."{guarded.table}_{name}"()' for name in functions]


def _trigger(table: str, name: str, events: str, each: str, function: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS "{name}" ON {table}',
        f'CREATE TRIGGER "{name}" BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()',
        f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{name}"',
    ]
