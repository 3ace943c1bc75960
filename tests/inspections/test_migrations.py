"""Migrations are code: one line of them, equal to the models, and harmless to what is there."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text, update

from inspections import migrations
from inspections.db import Base, Database, new_id
from inspections.migrations.guards import KEYS
from inspections.models import Entry, Photo


def test_there_is_one_head():
    scripts = ScriptDirectory.from_config(migrations.config())

    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_the_tables_are_those_of_the_models(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def triggers(database):
    catalogue = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    }
    with database.read() as session:
        return {tuple(row) for row in session.execute(text(catalogue[database.url.get_backend_name()]))}


def contents(database):
    """Rows per table, and the ledger byte for byte."""
    with database.read() as session:
        counts = {
            name: session.scalar(text(f"SELECT count(*) FROM {name}"))
            for name in inspect(session.connection()).get_table_names()
        }
        return counts, [tuple(row) for row in session.execute(select(Entry.seq, Entry.canonical, Entry.payload))]


def test_upgrading_again_changes_nothing(database, li):
    li.add_photo(li.record())
    before, guards = contents(database), triggers(database)
    assert before[0]["hazard"] == before[0]["photo"] == 1

    migrations.upgrade(database)
    migrations.upgrade(database)

    assert contents(database) == before
    assert triggers(database) == guards
    assert {name.split("_no_")[0] for name, _ in guards} == set(KEYS)
    assert migrations.current(database) == migrations.head()
    li.record()


@pytest.mark.slow
def test_what_an_earlier_version_kept_is_still_there_and_a_repeat_still_a_repeat(database, li):
    hazard, said = li.record(), {"id": str(new_id()), "kind": "near"}
    photo = li.add_photo(hazard, **said)
    before, guards = contents(database), triggers(database)

    migrations.downgrade(database, "0001")
    migrations.upgrade(database)

    assert contents(database) == before
    assert triggers(database) == guards
    assert li.add_photo(hazard, status=200, **said) == photo
    claimed = {
        name: photo["claimed"][name] for name in ("taken_at", "location", "device", "software")
    }  # as it was then
    database.write(lambda session: session.execute(update(Photo).values(claimed=claimed)))
    assert li.get(f"/photos/{photo['id']}")["claimed"] == photo["claimed"]


@pytest.mark.slow
def test_the_way_down_and_up_again_gives_the_same_tables(database):
    guards = triggers(database)

    migrations.downgrade(database, "base")
    with database.read() as session:
        assert set(inspect(session.connection()).get_table_names()) <= {"alembic_version"}
    assert migrations.current(database) is None
    migrations.upgrade(database)

    assert triggers(database) == guards
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_database_with_broken_references_is_refused_and_left_as_it_was(database, li):
    li.record()
    with database.schema_change() as connection:
        connection.exec_driver_sql("UPDATE hazard SET office_id = '00000000000000000000000000000000'")
        connection.exec_driver_sql("DROP TRIGGER entry_no_delete")
    before, guards = contents(database), triggers(database)

    with pytest.raises(migrations.BrokenReferences, match="hazard"):
        migrations.upgrade(database)

    assert contents(database) == before
    assert triggers(database) == guards  # the missing guard came back with the upgrade, and went with it
    with database.read() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


@pytest.mark.slow
def test_an_empty_database_has_no_revision(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new' / 'lanjian.db'}")

    assert migrations.current(database) is None
    migrations.upgrade(database)
    assert migrations.current(database) == migrations.head()
    database.close()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_asking_for_the_revision_waits_for_no_writer(database):
    def ask(session):
        session.execute(text("SELECT 1"))  # now the writer has its lock
        return migrations.current(database)

    assert database.write(ask) == migrations.head()
