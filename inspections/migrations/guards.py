"""Triggers that refuse to change, replace or delete what the ledger recorded. Only the erasable text may become NULL.

They stop mistakes and statements slipped in; whoever owns the database can take them off.
"""

from sqlalchemy import inspect

FIXED = "seq, at, type, actor_id, office_id, canonical"
ERASABLE = "NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL"
KEYS = {
    "entry": "seq = NEW.seq",
    "entry_subject": "seq = NEW.seq AND position = NEW.position",
    "leaf": "seq = NEW.seq",
    "ledger_key": "number = NEW.number",
    "checkpoint": "size = NEW.size",
    "cosignature": "size = NEW.size AND witness = NEW.witness",
    "fork": "id = NEW.id",
}
REFUSAL = "the ledger is append-only"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)


def create(connection):
    """Put the guards on the ledger's tables that exist."""
    is_sqlite = connection.dialect.name == "sqlite"
    for table in _present(connection):
        if not is_sqlite:
            connection.exec_driver_sql(FUNCTION)
        for name, event in _guards(table, is_sqlite):
            connection.exec_driver_sql(_sqlite(table, name, *event) if is_sqlite else _postgresql(table, name, *event))


def drop(connection):
    """Take the guards off while tables are rebuilt; in the same transaction they come back."""
    is_sqlite = connection.dialect.name == "sqlite"
    for table in _present(connection):
        on = "" if is_sqlite else f" ON {table}"
        for name, _ in _guards(table, is_sqlite):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{name}{on}")


def _present(connection):
    return [table for table in KEYS if inspect(connection).has_table(table)]


def _guards(table, is_sqlite):
    """What is refused on *table*: ``(name, (event, condition or None))``."""
    yield "update", (f"UPDATE OF {FIXED}" if table == "entry" else "UPDATE", None)
    yield "delete", ("DELETE", None)
    if table == "entry":
        yield "rewrite", ("UPDATE OF payload, salt", ERASABLE)
    if is_sqlite:  # INSERT OR REPLACE deletes without a word to the trigger on DELETE
        yield "replace", ("INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]})")
    else:
        yield "truncate", ("TRUNCATE", None)


def _sqlite(table, name, event, condition):
    when = f" WHEN {condition}" if condition else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table}{when} {refuse}"


def _postgresql(table, name, event, condition):
    when = f" WHEN ({condition})" if condition else ""
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} FOR EACH {each}{when} "
        "EXECUTE FUNCTION ledger_is_append_only()"
    )
