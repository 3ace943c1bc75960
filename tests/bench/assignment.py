"""Which areas one million points lie in, and who answers for them: ours against what else there is, every point exact.

The national layer is data that the project does not ship: LANJIAN_SHARED names the folder that has it. DuckDB and
PostGIS take part where they are installed (`pip install duckdb==1.5.5 duckdb-extensions
duckdb-extension-spatial==1.5.5`; `apt-get install postgresql-15-postgis-3`).
Goals: five times the best peer in bulk; one point in 2 µs at p50 and ten times STRtree; 120 MB for the national layer.
"""

import json
import math
import os
import tempfile
import time
import tracemalloc
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

import numpy

from geo.areas import Area, AreaIndex
from geo.cells import CHUNK

from . import assignment_answers, assignment_peers

SEED = 20260629
POINTS = 1_000_000
SLOW_POINTS = 20_000  # of these, for the peers that need minutes for all
SINGLE_POINTS = 100_000
RUNS = 5
ELSEWHERE = "PostGIS"  # its work is not in our processor time; it is never the best
COUNTIES = Path("data/boundaries/china_counties_wgs84.geojson")


def measure():
    for name, features in (("national counties", counties()), ("30 overlapping zones of 2,001 vertices", zones())):
        if features is None:
            print(f"{name}: left out, no {COUNTIES} under LANJIAN_SHARED or beside the project")
            continue
        print(f"-- {name}: {len(features)} areas, {POINTS:,} points, medians of {RUNS}")
        index, lons, lats = AreaIndex(features), *points(features)
        _index(features)
        _bulk(index, features, lons, lats)
        _single(index, features, lons, lats)
        if features[0][0].kind == "county":
            _answers(index, lons, lats)


def counties():
    folders = [os.environ.get("LANJIAN_SHARED"), Path(__file__).parents[3] / "shared"]
    found = next((Path(f) / COUNTIES for f in folders if f and (Path(f) / COUNTIES).exists()), None)
    if found is None:
        return None
    rows = json.loads(found.read_text("utf-8"))["features"]
    return [
        (Area("counties", "county", row["properties"]["adcode"], row["properties"]["name"]), row["geometry"])
        for row in rows
    ]


def zones():
    """Thirty wavy blobs around one another, every point in four or five of them on average."""
    chance = numpy.random.default_rng(SEED)
    turn = numpy.linspace(0, 2 * math.pi, 2000, endpoint=False)
    found = []
    for number in range(30):
        waves = sum(chance.uniform(0, 0.3 / n) * numpy.sin(n * turn + chance.uniform(0, 6)) for n in range(1, 40))
        reach = chance.uniform(0.08, 0.15) * (1 + 0.4 * waves)
        x, y = chance.uniform(117.1, 117.6), chance.uniform(37.6, 37.9)
        ring = numpy.column_stack([x + reach * numpy.cos(turn), y + reach * numpy.sin(turn)]).tolist()
        attributes = {"agency_id": "00000000-0000-0000-0000-000000000001", "role": "owner"}
        area = Area("zones", "zone", f"Z-{number:02}", f"第{number}区", attributes)
        found.append((area, {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))
    return found


def points(features):
    """Half of them crowded around vertices as people are around towns, half anywhere in the layer's box."""
    import shapely

    chance = numpy.random.default_rng(SEED)
    vertices = shapely.get_coordinates([shapely.geometry.shape(geometry) for _, geometry in features])
    west, south, east, north = *vertices.min(axis=0), *vertices.max(axis=0)
    crowded = vertices[chance.integers(0, len(vertices), POINTS // 2)]
    crowded = crowded + chance.normal(0, (east - west) / 600, crowded.shape)
    anywhere = chance.uniform((west, south), (east, north), (POINTS - len(crowded), 2))
    both = chance.permutation(numpy.concatenate([crowded, anywhere]))
    return both[:, 0].copy(), both[:, 1].copy()


def _index(features):
    building = _medians([took(lambda: AreaIndex(features)) for _ in range(RUNS)])
    with tempfile.TemporaryDirectory() as folder:
        AreaIndex(features, Path(folder))
        loading = _medians([took(lambda: AreaIndex(features, Path(folder))) for _ in range(RUNS)])
        kept = sum(path.stat().st_size for path in Path(folder).rglob("*.npy"))
    tracemalloc.start()
    index = AreaIndex(features)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del index
    print(f"index built: {building}; from the cache, outlines read and hashed: {loading}")
    print(f"memory: {memory / 1e6:.0f} MB, of which {kept / 1e6:.0f} MB can be shared between processes (goal 120)")


def _bulk(index, features, lons, lats):
    """Every way in turn, so that a busy moment hits all of them; first once to see that all find the same pairs."""
    outlines = {id(area): geometry for area, geometry in features}
    ordered = [(area, outlines[id(area)]) for area in index.areas]
    with ExitStack() as stack:
        peers = list(assignment_peers.ready(ordered, lons, lats, SLOW_POINTS, stack))
        pairs = pairs_of(index, index.sets_at(lons, lats))
        for name, count, ask in peers:
            _compare(name, numpy.sort(ask()), pairs[pairs < count * len(ordered)])
        ways = [
            ("ours, ids of sets", POINTS, lambda: index.sets_at(lons, lats)),
            ("ours, pairs", POINTS, lambda: pairs_of(index, index.sets_at(lons, lats))),
            *peers,
        ]
        rounds = [[took(ask) for _, _, ask in ways] for _ in range(RUNS)]
    rates = {}
    for place, (name, count, _) in enumerate(ways):
        times = zip(*(each[place] for each in rounds), strict=True)
        rates[name] = [count / max(median(column), 1e-9) / 1e6 for column in times]
    _report(rates)


def _report(rates):
    """Print millions of points a second by the clock and by processor time, and both against the best peer."""
    seen = {name: both for name, both in rates.items() if "ours" not in name and ELSEWHERE not in name}
    best = [max(column) for column in zip(*seen.values(), strict=True)]
    for name, (clock, processor) in rates.items():
        line = f"{name:<30} {clock:8.3f} M points/s, {clock / best[0]:6.3f} times the best peer"
        if ELSEWHERE not in name:
            line += f"; by processor time {processor:8.3f}, {processor / best[1]:6.3f} times"
        print(line)


def took(ask):
    """Return seconds by the clock and of the processor: on a busy machine only the second says much."""
    begun, worked = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - begun, time.process_time() - worked


def _medians(times):
    return "{:.2f} s ({:.2f} s of the processor)".format(*map(median, zip(*times, strict=True)))


def _compare(name, found, ours):
    """A library must find the very same pairs; a database must say by how many it differs."""
    if numpy.array_equal(found, ours):
        print(f"{name}: the same {len(ours):,} pairs as ours")
    elif "shapely" in name or "geopandas" in name:
        raise AssertionError(f"{name} finds {len(found):,} pairs, we find {len(ours):,}")
    else:
        print(f"{name}: {len(numpy.setxor1d(found, ours)):,} of {len(ours):,} pairs differ")


def pairs_of(index, set_ids):
    """Return point × count of areas + number of the area, ascending; a chunk at a time, as the index works."""
    number = {id(area): place for place, area in enumerate(index.areas)}
    members = [[number[id(area)] for area in index.areas_of(i)] for i in range(int(set_ids.max()) + 1)]
    lengths = numpy.array([len(each) for each in members])
    starts = numpy.cumsum(lengths) - lengths
    flat = numpy.array([place for each in members for place in each], dtype=numpy.int64)
    found = []
    for start in range(0, len(set_ids), CHUNK):
        ids = set_ids[start : start + CHUNK]
        counts = lengths.take(ids)
        first = starts.take(ids) - (numpy.cumsum(counts) - counts)
        places = numpy.repeat(first, counts) + numpy.arange(counts.sum())
        points = numpy.arange(start, start + len(ids)) * len(index.areas)
        found.append(numpy.repeat(points, counts) + flat.take(places))
    return numpy.concatenate(found)


def _single(index, features, lons, lats):
    import shapely

    tree = shapely.STRtree([shapely.geometry.shape(geometry) for _, geometry in features])
    shapely.prepare(tree.geometries)
    places = list(zip(lons[:SINGLE_POINTS].tolist(), lats[:SINGLE_POINTS].tolist(), strict=True))
    ours = _each(index.at, places)
    theirs = _each(lambda lon, lat: tree.query(shapely.Point(lon, lat), "intersects"), places[: SINGLE_POINTS // 5])
    for name, cuts in (("ours", ours), ("STRtree", theirs)):
        print(f"one point, {name}: p50 {cuts[49]:.2f} µs, p99 {cuts[98]:.1f} µs")
    print(f"one point against STRtree: p50 {theirs[49] / ours[49]:.0f} times (goal 10)")


def _answers(index, lons, lats):
    counties, asked = assignment_answers.example(index, lons, lats)
    _, answers = counties.answer_many(asked)
    many = _medians([took(lambda: counties.answer_many(asked)) for _ in range(RUNS)])
    print(f"answer_many: {POINTS:,} questions in {many}, {len(answers):,} different answers")
    cuts = _each(counties.answer, [(asked.at(row),) for row in range(SINGLE_POINTS // 20)])
    print(f"answer: p50 {cuts[49]:.0f} µs, p99 {cuts[98]:.0f} µs")


def _each(ask, places):
    """Return the percentiles in microseconds."""
    spent = []
    for place in places:
        begun = time.perf_counter_ns()
        ask(*place)
        spent.append((time.perf_counter_ns() - begun) / 1000)
    return quantiles(spent, n=100)
