"""Triggers that refuse to change or delete what the ledger has recorded. Only the erasable text may become NULL."""

from sqlalchemy import inspect

FIXED = ("seq", "at", "type", "actor_id", "office_id", "canonical")
TABLES = ("entry", "entry_subject")
REFUSAL = "the ledger is append-only"


def create(connection):
    """Put the guards on the ledger's tables that exist."""
    for table in _present(connection):
        for statement in _statements(connection.dialect.name, table):
            connection.exec_driver_sql(statement)


def drop(connection):
    """Take the guards off while tables are rebuilt; in the same transaction they come back."""
    for table in _present(connection):
        for act in ("update", "delete"):
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _present(connection):
    return [table for table in TABLES if inspect(connection).has_table(table)]


def _statements(dialect, table):
    columns = f" OF {', '.join(FIXED)}" if table == "entry" else ""
    acts = {"update": f"UPDATE{columns}", "delete": "DELETE"}
    if dialect == "sqlite":
        for name, act in acts.items():
            refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            yield f"CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} {refuse}"
        return
    yield (
        "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for name, act in acts.items():
        yield (
            f"CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
        )
