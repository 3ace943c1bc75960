"""Many rows at once, as the driver takes them: what the ORM does for each value is done here for each column.

Columns hold texts (days in ISO 8601, JSON, ids as `ids` and `bound` give them), numbers, booleans and None.
"""

from contextlib import contextmanager
from itertools import islice, repeat

import uuid_utils
from sqlalchemy import func, select

AT_ONCE = 10_000


def ids(count: int) -> list[str]:
    """Fresh UUIDv7s as texts."""
    return [uuid_utils.uuid7().hex for _ in range(count)]


def bound(session, column, value):
    """A value of one of a table's columns as the driver takes it."""
    return all_bound(session, column, [value])[0]


def all_bound(session, column, values) -> list:
    """Values of one of a table's columns as the driver takes them."""
    dialect = session.connection().dialect
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return [process(value) for value in values] if process else list(values)


@contextmanager
def indexed_later(session, table, count: int):
    """While *count* rows go into a table that holds fewer, leave its indexes off, and build them at once at the end.

    On SQLite only, in the same transaction; on PostgreSQL it would lock readers out.
    """
    connection = session.connection()
    held = connection.scalar(select(func.count()).select_from(table))
    indexes = list(table.indexes) if connection.dialect.name == "sqlite" and held < count else []
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def insert(session, table, columns: dict[str, list], same: dict, told=lambda done: None):
    """Insert rows from *columns* of equal length; *same* are Python values that all rows share."""
    names = [*columns, *same]
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join([_mark(session)] * len(names))})"
    _run(session, statement, _rows(session, table, columns, same), told)


def update(session, table, key: str, columns: dict[str, list], same: dict, only: str = ""):
    """Update rows by the column *key*, which is one of *columns*; *only* is a further condition in SQL."""
    keys = {key: columns[key]}
    changed = {name: values for name, values in columns.items() if name != key}
    sets = ", ".join(f"{name} = {_mark(session)}" for name in (*same, *changed))
    statement = f"UPDATE {table.name} SET {sets} WHERE {key} = {_mark(session)}" + (only and f" AND {only}")
    rows = zip(*_repeated(session, table, same), *changed.values(), *keys.values(), strict=False)
    _run(session, statement, rows, lambda done: None)


def _rows(session, table, columns, same):
    return zip(*columns.values(), *_repeated(session, table, same), strict=False)


def _repeated(session, table, same):
    return [repeat(bound(session, table.c[name], value)) for name, value in same.items()]


def _mark(session):
    return "?" if session.connection().dialect.paramstyle == "qmark" else "%s"


def _run(session, statement, rows, told):
    done, rows = 0, iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        session.connection().exec_driver_sql(statement, batch)
        done += len(batch)
        told(done)
