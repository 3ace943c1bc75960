"""Importing layers, both steps with the process that reads: 100,000 points, and 2,500 cells."""

import json
import random
import tempfile
import time
from pathlib import Path

from fieldapi.settings import Settings
from inspections import imports, migrations
from inspections.db import Database
from inspections.demo import county
from inspections.layer_drafts import LayerOptions
from inspections.models import Office
from uploads.store import Store

POINTS, SIDE = 100_000, 50
OPTIONS = {"key": "bench", "name": "测速", "source": "随机", "licence": "无", "invented": True}


def measure():
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        database, store = Database(settings.database), Store(settings.store)
        migrations.upgrade(database)
        county.found(database, "correct horse battery staple")
        for what, content, options in (
            ("points", _points(), {"kind": "sensitive"}),
            ("grid cells", _cells(), {"kind": "grid", "mapping": {"code": "code"}}),
        ):
            _measure(database, store, what, content, OPTIONS | options | {"key": f"bench-{what.replace(' ', '-')}"})
        database.close()


def _points():
    rng = random.Random(3)
    places = ([117.2 + rng.random() / 3, 37.6 + rng.random() / 3] for _ in range(POINTS))
    return _collection({"type": "Point", "coordinates": place} for place in places)


def _cells():
    """Squares side by side, each edge of 25 vertices: half the vertices of the national counties."""
    return _collection(_square(117 + column / SIDE, 37 + row / SIDE) for row in range(SIDE) for column in range(SIDE))


def _square(west, south):
    steps = [step / (25 * SIDE) for step in range(25)]
    edge = 1 / SIDE
    ring = [[west + step, south] for step in steps]
    ring += [[west + edge, south + step] for step in steps]
    ring += [[west + edge - step, south + edge] for step in steps]
    ring += [[west, south + edge - step] for step in steps]
    return {"type": "Polygon", "coordinates": [[[round(x, 9), round(y, 9)] for x, y in [*ring, ring[0]]]]}


def _collection(geometries):
    features = [
        {"type": "Feature", "properties": {"code": str(number)}, "geometry": geometry}
        for number, geometry in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _measure(database, store, what, content, options):
    incoming = store.incoming(1024**3)
    incoming.write(content)
    received = incoming.finish()
    store.keep(received)
    draft = LayerOptions.model_validate_json(json.dumps(options))

    def receive(session):
        office = session.query(Office).filter_by(key="dezhou").one()
        return imports.receive(session, None, "layer", draft, received, what, office)[0].id

    id_ = database.write(receive)
    _time(f"{what}, check", lambda: imports.check(database, store, id_))
    rows = database.write(lambda session: imports.release_here(session, id_).total)
    _time(f"{what}, apply", lambda: imports.apply(database, store, id_), rows)


def _time(what, work, rows=None):
    begun = time.perf_counter()
    work()
    took = time.perf_counter() - begun
    print(f"{what}: {took:.2f} s" + (f", {rows / took:,.0f} features/s" if rows else ""))
