"""Many rows at once, as the driver takes them: what the ORM does for each value is done here for each column.

Columns hold texts (days in ISO 8601, JSON, ids as `ids` and `bound` give them), numbers, booleans and None.
"""

from contextlib import contextmanager
from itertools import islice, repeat
from operator import ne

import uuid_utils
from sqlalchemy import func, select

AT_ONCE = 2_000
SHORT = 200  # characters of a value that is said in a statement


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
    shared = {name: bound(session, table.c[name], value) for name, value in same.items()}
    shared |= {name: values[0] for name, values in columns.items() if _alike(values)}
    quoted = _quoted(session, {name: value for name, value in shared.items() if len(str(value)) <= SHORT})
    names = [name for name in (*columns, *same) if name not in quoted]
    marks = [_mark(session)] * len(names) + list(quoted.values())
    statement = f"INSERT INTO {table.name} ({', '.join([*names, *quoted])}) VALUES ({', '.join(marks)})"
    handed = (repeat(shared[name]) if name in shared else columns[name] for name in names)
    _run(session, statement, zip(*handed, strict=False), told)


def _alike(values):
    return len(values) > 1 and not any(map(ne, values, repeat(values[0])))


def _quoted(session, values):
    """What all rows share as it stands in a statement: SQLite takes as long to be handed a value as to store it."""
    connection = session.connection()
    if connection.dialect.name != "sqlite" or not values:
        return {}
    quoted = ", ".join(["quote(?)"] * len(values))  # by SQLite itself
    return dict(zip(values, connection.exec_driver_sql(f"SELECT {quoted}", tuple(values.values())).one(), strict=True))


def update(session, table, key: str, columns: dict[str, list], same: dict, only: str = ""):
    """Update rows by the column *key*, which is one of *columns*; *only* is a further condition in SQL."""
    keys = {key: columns[key]}
    changed = {name: values for name, values in columns.items() if name != key}
    sets = ", ".join(f"{name} = {_mark(session)}" for name in (*same, *changed))
    statement = f"UPDATE {table.name} SET {sets} WHERE {key} = {_mark(session)}" + (only and f" AND {only}")
    rows = zip(*_repeated(session, table, same), *changed.values(), *keys.values(), strict=False)
    _run(session, statement, rows, lambda done: None)


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
