"""Bringing a database to the tables of this version. Migrations belong to the tables, so they live beside them.

On SQLite foreign keys are off while tables are rebuilt (they can't be switched inside a transaction), checked as a
whole before the commit, and the guards of the ledger are put back by the same code that made them.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from . import guards

FOLDER = Path(__file__).parent


class BrokenReferences(RuntimeError):
    """Rows point at rows that are not there; the migration was rolled back."""


def config(connection=None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    return settings


def head() -> str:
    """The revision of this version of the program."""
    return ScriptDirectory.from_config(config()).get_current_head()


def current(database) -> str | None:
    """The revision of the database; None when it is empty."""
    with database.read() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def upgrade(database, revision="head"):
    """Bring the tables to *revision* in one transaction, or change nothing."""
    _run(database, command.upgrade, revision)


def downgrade(database, revision):
    _run(database, command.downgrade, revision)


def _run(database, act, revision):
    with database.schema_change() as connection:
        guards.drop(connection)
        act(config(connection), revision)
        guards.create(connection)
        if database.is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise BrokenReferences(", ".join(sorted({row[0] for row in broken})))
