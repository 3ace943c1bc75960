"""The store with 100,000 and a million hazards: pages, clusters, counters, re-assignment; and PostgreSQL with GiST.

The hazards lie over China, half of them crowded around 400 centres; those to be re-assigned in two counties. Goals:
filtered page of a box at most 1 ms at p50 and at most twice that of 100,000; re-assign a million, 2 % changed, in 3 s.
"""

import gc
import random
import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import quantiles

from sqlalchemy import func, select, text

from inspections import (
    clusters,
    migrations,
    people,
    reassigning,
    reassignments,
    responsibility,
    search,
    tallies,
)
from inspections import reassignment_differences as differences
from inspections.db import Database
from inspections.demo import county
from inspections.models import Agency, AreaFeature, Hazard, Layer, Person, Status
from tests import cluster
from tests.bench import crowds
from uploads.store import Store

SIZES = (100_000, 1_000_000)
CHINA = (75.0, 20.0, 132.0, 50.0)
COUNTIES = (117.05, 37.5, 117.8, 38.05)
HANDED_OVER = (117.3, 37.7, 117.52, 37.85)  # with one kind of four, 2 % of the hazards
BOXES = 200
OPEN = frozenset({Status.CONFIRMED})
PLAIN = search.Filters()


def measure():
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            _pages(_national(f"sqlite:///{name}/china-{size}.db", size), f"SQLite, {size:,}", size)
        for size in SIZES:
            _reassign(Path(name), size)
    reason = cluster.available()
    if reason:
        print(f"PostgreSQL left out: {reason}")
        return
    with cluster.Cluster() as server:
        database = _national(server.create("china"), SIZES[-1])
        _pages(database, f"PostgreSQL, {SIZES[-1]:,}", SIZES[-1])
        _gist(database)


def _installation(url):
    database = Database(url)
    migrations.upgrade(database)
    county.found(database, "not a password that anybody uses")
    return database


def _national(url, size):
    database, begun = _installation(url), time.perf_counter()
    lons = crowds.places(size, CHINA, 400)[:, 0]
    # Each office has a part of the country, three degrees wide.
    crowds.fill(database, size, CHINA, 400, office_of=lambda row: int(lons[row] // 3), answered=False)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    print(f"{size:,} hazards in place after {time.perf_counter() - begun:.0f} s")
    return database


def _boxes(size, kilometres):
    """Boxes about places where hazards are."""
    spots, chance = crowds.places(size, CHINA, 400), random.Random(7)
    half = kilometres / 222
    for lon, lat in (map(float, spots[chance.randrange(size)]) for _ in range(BOXES)):
        yield lon - half * 1.2, lat - half, lon + half * 1.2, lat + half


def _pages(database, label, size):
    gc.collect()
    gc.freeze()  # what made the hazards is no part of the server's heap
    with database.read() as session:
        actor = people.actor(session, session.scalar(select(Person).where(Person.username == "superior.dezhou")))
        lists = {
            "2 km": [replace(PLAIN, bbox=box) for box in _boxes(size, 2)],
            "2 km, one status": [replace(PLAIN, bbox=box, status=OPEN) for box in _boxes(size, 2)],
            "50 km, one status": [replace(PLAIN, bbox=box, status=OPEN) for box in _boxes(size, 50)],
            "one status": [replace(PLAIN, status=OPEN)] * BOXES,
            "everything": [PLAIN] * BOXES,
        }
        for name, asked in lists.items():
            _say(f"{label}, page, {name}", [_ids(session, actor, filters) for filters in asked])
        nation = replace(PLAIN, bbox=CHINA)
        views = [replace(PLAIN, bbox=box) for box in _boxes(size, 150)]
        _say(f"{label}, clusters, nation z5", [_timed(clusters.find, session, actor, nation, 5) for _ in range(20)])
        _say(f"{label}, clusters, view z10", [_timed(clusters.find, session, actor, view, 10) for view in views])
        _say(f"{label}, counters", [_timed(clusters.counts, session, actor) for _ in range(BOXES)])
        print(f"{label}: recounted in {_timed(tallies.recount, session):.1f} s")


def _ids(session, actor, filters):
    """Seconds to find the ids of one page, in process: what the list adds is loading 50 records."""
    begun = time.perf_counter()
    query, said = search.ordered(session, actor, filters)
    session.execute(_only_ids(query), said | {"limit": 51}).all()
    return time.perf_counter() - begun


@cache
def _only_ids(query):
    return query.with_only_columns(Hazard.id)


def _timed(act, *arguments):
    begun = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - begun


def _say(label, seconds):
    cuts = quantiles(seconds, n=100)
    print(f"{label}: p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms")


def _gist(database):
    """The peer: the same box by a GiST index of points, sorted by time."""
    with database.engine.connect() as connection:
        connection.execute(text("CREATE INDEX peer ON hazard USING gist (point(lon, lat))"))
        connection.execute(text("ANALYZE hazard"))
        for kilometres in (2, 50):
            took = []
            for west, south, east, north in _boxes(SIZES[-1], kilometres):
                box = {"low": f"({west},{south})", "high": f"({east},{north})"}
                begun = time.perf_counter()
                connection.execute(text(GIST), box).all()
                took.append(time.perf_counter() - begun)
            _say(f"PostgreSQL GiST (peer, no access rules), page, {kilometres} km, one status", took)


GIST = """SELECT id FROM hazard
WHERE point(lon, lat) <@ box(CAST(:low AS point), CAST(:high AS point)) AND status = 'confirmed'
ORDER BY seen_at DESC, id DESC LIMIT 51"""


class Stopwatch:
    """Wall and processor seconds between calls."""

    def __init__(self):
        self._last = self._now()

    def _now(self):
        return time.perf_counter(), time.process_time()

    def lap(self, label):
        now = self._now()
        print(f"  {label}: {now[0] - self._last[0]:.2f} s, {now[1] - self._last[1]:.2f} s of the processor")
        self._last = now


def _reassign(folder, size):
    database, store = _installation(f"sqlite:///{folder}/counties-{size}.db"), Store(folder / f"store-{size}")
    crowds.fill(database, size, COUNTIES, 60, office_of=lambda row: 1 + row % 2)
    with database.read() as session:
        responsibility.Maps(store.indexes).current(session)  # what the server knew when they were recorded
    database.write(_hand_over)
    asked = database.write(lambda session: reassignments.add(session, reassignments.office(session, None), "bench").id)
    print(f"re-assign {size:,} on SQLite")
    watch, whole = Stopwatch(), Stopwatch()
    differences.compute(database, store, asked, told=_first(lambda: watch.lap("map built")))
    watch.lap("read, answered, compared, kept as a file")
    database.write(lambda session: reassignments.begin(session, reassignments.one(session, asked)))
    reassigning.apply(database, store, asked)
    watch.lap("applied")
    whole.lap("together")
    with database.read() as session:
        row = reassignments.one(session, asked)
        open_ = session.scalar(select(func.count()).select_from(Hazard))
        print(f"  {row.changed:,} of {open_:,} changed, {len(row.left_out)} left out")


def _first(act):
    """Call *act* the first time only."""
    calls = iter([act])
    return lambda rows: next(calls, lambda: None)()


def _hand_over(session):
    """A new zone for one kind of asset in a part of the county."""
    agency = session.scalars(select(Agency).where(Agency.key == "street_lighting_qingyun")).one()
    layer = session.scalars(select(Layer).where(Layer.key == "demo-zones")).one()
    west, south, east, north = HANDED_OVER
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    attributes = {"agency_id": str(agency.id), "role": "owner", "asset_kinds": ["telecom"], "reason": "示意"}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    session.add(AreaFeature(layer_id=layer.id, code="Z-bench", name="bench", attributes=attributes, geometry=geometry))
    responsibility.changed(session)
