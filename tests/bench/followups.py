"""Visits that are due, in an office with 100,000 hazards: a page, a box, a round. Goal: 5 ms a page."""

import random
import tempfile
import time
from datetime import timedelta
from statistics import median, quantiles

from sqlalchemy import insert, select, text

from geo import quadkeys
from inspections import db, followups, migrations, people, rounds, search
from inspections.db import Database
from inspections.demo import county
from inspections.models import FollowUp, Hazard, Office, Person
from tests.bench import crowds
from tests.people import PASSWORD

HAZARDS = 100_000
COUNTY = (117.2, 37.6, 117.6, 37.95)
BOX = (117.38, 37.77, 117.40, 37.79)
TIMES = 100


def measure():
    with tempfile.TemporaryDirectory() as name:
        database = installation(f"sqlite:///{name}/lanjian.db")
        with database.read() as session:
            _measure(session)
        database.close()


def installation(url):
    """An office with so many hazards and a visit due at each."""
    database = Database(url)
    migrations.upgrade(database)
    county.found(database, PASSWORD)
    with database.read() as session:
        keys = list(session.scalars(select(Office.key).order_by(Office.key)))
    crowds.fill(database, HAZARDS, COUNTY, 50, office_of=lambda row: keys.index("qingyun"), answered=False)
    database.write(_plan)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return database


def _plan(session):
    """A visit to each hazard, some late, some in months, and two that were answered already."""
    chance, today, now = random.Random(7), db.today(session), db.now(session)
    rows = []
    for hazard_id in session.scalars(select(Hazard.id)):
        days = [chance.randrange(-30, 180) for _ in range(3)]
        for position, day in enumerate(days):
            rows.append(
                {
                    "id": db.new_id(),
                    "hazard_id": hazard_id,
                    "reason": "referred" if position else "not_fixed",
                    "due_on": today + timedelta(days=day),
                    "created_at": now,
                    "closed_at": now if position else None,
                }
            )
    session.execute(insert(FollowUp), rows)


def _measure(session):
    actor = people.actor(session, session.scalar(select(Person).where(Person.username == "prosecutor.qingyun")))
    today = db.today(session)
    asked = {
        "a page of 50": lambda: followups.due(session, actor, limit=50),
        "a page of 200": lambda: followups.due(session, actor, limit=200),
        "due this week, 200": lambda: followups.due(session, actor, due_before=today + timedelta(days=7), limit=200),
        "in a box of 2 km, 50": lambda: followups.due(
            session, actor, search.within(BOX), by_place=search.is_sparse(session, quadkeys.ranges(*BOX)), limit=50
        ),
        "a round of 200 spots": lambda: rounds.plan(session, actor, start=(117.385, 37.775)),
    }
    for name, ask in asked.items():
        _say(name, [_timed(session, ask) for _ in range(TIMES if "round" not in name else 5)])


def _timed(session, ask):
    session.expunge_all()  # every request loads its own
    begun = time.process_time()
    ask()
    return time.process_time() - begun


def _say(name, seconds):
    print(f"{name}: p50 {median(seconds) * 1000:.2f} ms, p99 {quantiles(seconds, n=100)[-1] * 1000:.2f} ms")
