"""The whole database as one file, as it was at one moment, and back: SQLite's backup, PostgreSQL's own programs."""

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, inspect, select, text

from . import db

SQLITE, POSTGRESQL = "lanjian.db", "lanjian.dump"


class Failed(RuntimeError):
    """A program of PostgreSQL is missing or failed; the message is what it said."""


def name(database) -> str:
    """What the file is called: it fits the kind of database that it is restored to."""
    return SQLITE if database.is_sqlite else POSTGRESQL


@contextmanager
def moment(database, folder: Path):
    """A session on the database as it is now, and ``write()``, which gives the file of the same moment."""
    path = folder / name(database)
    if database.is_sqlite:
        database.copy(path)
        copy = db.Database(f"sqlite:///{path}")
        try:
            with copy.read() as session:
                yield session, lambda: path
        finally:
            copy.close()
        return
    with database.read() as session:
        snapshot = session.scalar(select(func.pg_export_snapshot()))  # lives as long as this transaction
        yield session, lambda: _dump(database.url, snapshot, path)


def _dump(url, snapshot, path):
    _run("pg_dump", url, "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
    return path


def is_empty(database) -> bool:
    return not inspect(database.engine).get_table_names()


def restore(database, path: Path):
    """Fill the empty PostgreSQL *database* from a dump, wholly or not at all. Raises Failed."""
    _run("pg_restore", database.url, "--single-transaction", "--exit-on-error", str(path))


def clear(database):
    """Take back a restore that did not hold."""
    database.engine.dispose()
    with database.schema_change() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def _run(program, url, *options):
    """The password goes by a file: others on the machine can read what is on a command line."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "passwords"
        known.touch(mode=0o600)
        password = (url.password or "").replace("\\", "\\\\").replace(":", "\\:")
        known.write_text(f"*:*:*:*:{password}\n", "utf-8")
        target = url.set(drivername="postgresql", password=None).update_query_dict({"passfile": str(known)})
        command = [program, f"--dbname={target.render_as_string()}", "--no-owner", "--no-privileges", *options]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise Failed(f"{program} is not there: install PostgreSQL's client programs") from None
    if done.returncode:
        raise Failed(f"{program}: {done.stderr.strip()}")
