"""Where transactions begin and end, and what SQLite and PostgreSQL are told."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from inspections import db
from inspections.db import Database, UnsafeSqlite
from inspections.models import Hazard, Job, NumberSeries, Office

SHANGHAI = timezone(timedelta(hours=8))


def job(at):
    return Job(kind="test", payload={}, due_at=at, attempts=0, last_error="")


def test_a_write_is_there_after_it_and_a_failed_one_is_not(database):
    def fail(session):
        session.add(NumberSeries(series="a", last=1))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(fail)
    database.write(lambda session: session.add(NumberSeries(series="b", last=1)))

    with database.read() as session:
        assert session.scalars(select(NumberSeries.series)).all() == ["b"]


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_key_that_a_rival_took_in_between_runs_the_act_once_more(database):
    seen = []

    def act(session):
        taken = session.get(NumberSeries, "race")
        seen.append(taken and taken.last)
        if taken is None:
            database.write(lambda rival: rival.add(NumberSeries(series="race", last=7)))
            session.add(NumberSeries(series="race", last=1))
            session.flush()
        return taken

    assert database.write(act).last == 7
    assert seen == [None, 7]


def test_a_key_that_is_taken_for_good_is_an_error_after_one_more_try(database):
    tries = []

    def act(session):
        tries.append(1)
        session.add(NumberSeries(series="twin", last=1))
        session.flush()

    database.write(act)
    with pytest.raises(IntegrityError):
        database.write(act)
    assert len(tries) == 3


def test_a_session_for_reading_can_not_write(database):
    with database.read() as session, pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        session.execute(text("UPDATE ledger_head SET size = 5"))

    database.write(lambda session: session.execute(text("UPDATE ledger_head SET size = size")))


def test_a_reader_sees_one_moment(database):
    query = select(NumberSeries.series)
    with database.read() as session:
        assert session.scalars(query).all() == []
        database.write(lambda rival: rival.add(NumberSeries(series="later", last=1)))
        assert session.scalars(query).all() == []
    with database.read() as session:
        assert session.scalars(query).all() == ["later"]


def test_writers_wait_for_each_other_and_lose_nothing(database):
    database.write(lambda session: session.add(NumberSeries(series="count", last=0)))

    def count_up(session):
        row = session.get(NumberSeries, "count", with_for_update=True)
        row.last += 1

    threads = [threading.Thread(target=database.write, args=(count_up,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as session:
        assert session.scalar(select(NumberSeries.last)) == 16


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_sqlite_is_told_to_be_careful(database):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 5000}

    with database.read() as session:
        told = {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted}

    assert told == wanted  # synchronous 2 is FULL: what was answered is on the disk


def test_a_sqlite_that_can_lose_data_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(db, "SAFE_SQLITE", (99, 0, 0))

    with pytest.raises(UnsafeSqlite, match=r"3\.\d+\.\d+ is refused"):
        Database(f"sqlite:///{tmp_path / 'lanjian.db'}")


def test_the_sqlite_in_use_is_a_safe_one():
    assert db.sqlite.sqlite_version_info >= (3, 51, 3)


def test_a_reference_to_nothing_is_refused(database):
    stray = Office(key="x", name="x", short_name="x", area_code="1", parent_id=db.new_id(), path="/")

    with pytest.raises(IntegrityError):
        database.write(lambda session: session.add(stray))


def test_a_time_without_offset_is_refused(database):
    with pytest.raises(StatementError, match="an instant needs an offset"):
        database.write(lambda session: session.add(job(datetime(2026, 6, 29, 10, 5))))


def test_a_time_comes_back_the_same_instant_aware_and_in_utc(database):
    at = datetime(2026, 6, 29, 10, 5, 0, 123456, tzinfo=SHANGHAI)

    id_ = database.write(lambda session: (row := job(at), session.add(row), session.flush(), row.id)[-1])

    with database.read() as session:
        found = session.scalar(select(Job.due_at).where(Job.id == id_))
        assert session.scalar(select(Job.id).where(Job.due_at == at)) == id_
    assert (found, found.utcoffset()) == (at, timedelta(0))


@hypothesis_settings(deadline=None)
@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.timezones()))
def test_a_legal_date_is_the_day_in_shandong(instant):
    assert db.legal_date(instant) == (instant.astimezone(UTC) + timedelta(hours=8)).date()


def test_a_day_begins_at_midnight_in_shandong():
    assert db.legal_date(datetime(2026, 6, 29, 15, 59, 59, tzinfo=UTC)) == date(2026, 6, 29)
    assert db.legal_date(datetime(2026, 6, 29, 16, 0, tzinfo=UTC)) == date(2026, 6, 30)


def test_a_place_beyond_the_poles_is_refused_by_the_database_too(database, li):
    li.record()

    with pytest.raises(IntegrityError):
        database.write(lambda session: session.execute(Hazard.__table__.update().values(lat=91)))
