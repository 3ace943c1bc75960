"""``GET /responsibility`` in process: what is done between the request and its JSON, in the demonstration county.

Asked about spots all over the county, and of several types, lest it be answered from what was just looked out. Goal:
1 ms at p50. The frame of a request (sign-in, routing, JSON) is told beside it, by `GET /me`.
"""

import itertools
import random
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from sqlalchemy import select

from fieldapi import create_app, present_responsibility
from fieldapi.settings import Settings
from geo.coordinates import Datum
from inspections import assets, db, migrations, people, responsibility
from inspections.demo import county
from inspections.drafts import Position
from inspections.models import Person as PersonRow
from tests.people import PASSWORD, Person

TIMES = 500
SCHOOL = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6}
KINDS = {"type": "manhole.net_missing", "asset_kind": "telecom", "place_kind": "sidewalk"}
TYPES = ("manhole.net_missing", "manhole.missing", "manhole.broken", "manhole.displaced")
QINGYUN = (117.30, 37.70, 117.50, 37.85)


def measure():
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        database = db.Database(settings.database)
        migrations.upgrade(database)
        county.found(database, PASSWORD)
        database.close()
        app = create_app(settings)
        _answers(app)
        li = Person(app, "prosecutor.qingyun")
        _say("GET /responsibility by the test client", lambda: li.get("/responsibility", **SCHOOL, **KINDS))
        _say("GET /me by the test client", lambda: li.get("/me"))
        app.extensions["database"].close()


def _answers(app):
    maps = app.extensions["maps"]
    _, asset, place = KINDS.values()
    spots = itertools.cycle(_spots())
    with app.extensions["database"].read() as session:
        person = session.scalar(select(PersonRow).where(PersonRow.username == "prosecutor.qingyun"))
        office, on = people.home_office(session, people.actor(session, person)), db.today(session)

        def ask():
            position, type_ = next(spots)
            nearby = assets.around(session, position, asset, None, on, office)
            found = responsibility.answer(session, maps, position, type_, asset, place, on, office, nearby)
            around = responsibility.surroundings(session, maps, position, on, found)
            return present_responsibility.answer(position, on, found, around)

        _say("registers, answer, surroundings, presented", ask)


def _spots():
    chance = random.Random(3)
    west, south, east, north = QINGYUN
    for _ in range(TIMES):
        place = {"lon": chance.uniform(west, east), "lat": chance.uniform(south, north), "datum": Datum.WGS84}
        yield Position.model_construct(**SCHOOL | place, source="gnss"), chance.choice(TYPES)


def _say(label, act):
    took = []
    for _ in range(TIMES + 50):
        begun = time.perf_counter()
        act()
        took.append(time.perf_counter() - begun)
    cuts = quantiles(took[50:], n=100)
    print(f"{label}: p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms")
