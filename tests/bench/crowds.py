"""Many hazards at once, for the benchmarks: written straight into the tables, counted and answered as in earnest."""

import random
from datetime import timedelta

import numpy
from sqlalchemy import insert, select

from geo import quadkeys
from geo.bulk import Kind, Questions
from inspections import db, responsibility, tallies
from inspections.models import Hazard, Office, Person, Status

SEED = 20260629
CHUNK = 20_000
#        hazard type            asset kind    place kind
KINDS = (
    ("manhole.net_missing", "telecom", "sidewalk"),
    ("manhole.missing", "sewage", "motor_lane"),
    ("manhole.broken", "stormwater", "sidewalk"),
    ("manhole.displaced", "heat", "motor_lane"),
)
STATUSES = (*[Status.RECORDED] * 2, *[Status.CONFIRMED] * 3, *[Status.REFERRED] * 4, Status.CLAIMED_FIXED)


def places(count, box, centres):
    """Half of them anywhere in the box (west, south, east, north), half crowded within a kilometre of some centres."""
    chance, half = numpy.random.default_rng(SEED), count // 2
    low, high = box[:2], box[2:]
    middles = chance.uniform(low, high, (centres, 2))[chance.integers(0, centres, half)]
    found = numpy.concatenate(
        [chance.uniform(low, high, (count - half, 2)), middles + chance.normal(0, 0.01, (half, 2))]
    )
    chance.shuffle(found)
    return numpy.clip(found, low, high)


def fill(database, count, box, centres, office_of, answered=True):
    """*count* hazards in *box*; ``office_of(row)`` chooses the office. Unanswered ones have no candidates."""
    spots, chance = places(count, box, centres), random.Random(SEED)
    with database.read() as session:
        person = session.scalar(select(Person.id).limit(1))
        offices = list(session.execute(select(Office.id, Office.area_code).order_by(Office.key)))
        map_ = responsibility.Maps().current(session)
        now = db.now(session)
    for first in range(0, count, CHUNK):
        part = spots[first : first + CHUNK]
        rows = [_hazard(first + i, spot, offices, office_of, chance, now, person) for i, spot in enumerate(part)]
        answers = _answer(map_, rows, dict(offices)) if answered else {}
        database.write(lambda session, rows=rows, answers=answers: _write(session, rows, answers))
    database.write(lambda session: tallies.rewrite(session, tallies.recount(session)))


def _hazard(number, spot, offices, office_of, chance, now, person):
    type_, asset, place = KINDS[number % len(KINDS)]
    lon, lat = map(float, spot)
    office = offices[office_of(number) % len(offices)][0]
    seen_at = now - timedelta(seconds=chance.randrange(365 * 86400))
    return {
        "id": db.new_id(),
        "number": f"bench-{number}",
        "version": 1,
        "status": chance.choice(STATUSES),
        "type": type_,
        "asset_kind": asset,
        "place_kind": place,
        "severity": "high",
        "description": "井盖未装防坠网，需核实权属。",
        "address": "某路与某街交叉口东侧",
        **{"lon": lon, "lat": lat, "received_lon": lon, "received_lat": lat, "qk": quadkeys.key(lon, lat)},
        **{"accuracy_m": 6.0, "received_datum": "WGS84", "location_source": "gnss"},
        **{"area_code": None, "area_name": None},
        **{"seen_at": seen_at, "received_at": seen_at, "changed_at": seen_at},
        **{"recorded_by_id": person, "found_by_office_id": office, "office_id": office},
        **{"owner_id": None, "regulator_id": None, "territorial_id": None},
        **{"flags": [], "map_versions": {}, "draft_digest": "0" * 64, "answer_digest": None},
    }


def _answer(map_, rows, areas):
    """Answer *rows* in place; the answers by digest."""
    columns = {name: [row[name] for row in rows] for name in ("lon", "lat", "type", "asset_kind", "place_kind")}
    kinds = [
        Kind(0.0, *kind, db.legal_date(row["seen_at"]), frozenset([areas[row["office_id"]]]))
        for row, *kind in zip(rows, columns["type"], columns["asset_kind"], columns["place_kind"], strict=True)
    ]
    questions = Questions(columns["lon"], columns["lat"], [6.0] * len(rows), range(len(rows)), kinds)
    answer_of, found = map_.answer_many(questions)
    kept = [_kept(answer) for answer in found]
    digests = [responsibility.digest(answer) for answer in kept]
    for row, number, near in zip(rows, answer_of.tolist(), map_.near_sensitive(questions).tolist(), strict=True):
        area = kept[number]["area"] or {"code": None, "name": None}
        flags = kept[number]["flags"] + ["near_sensitive_place"] * near
        row |= {"area_code": area["code"], "area_name": area["name"], "flags": flags}
        row |= {"answer_digest": digests[number], "map_versions": dict(map_.versions)}
    return dict(zip(digests, kept, strict=True))


def _kept(answer):
    area = answer.area
    return responsibility.kept(area and area.code, area and area.name, answer.flags, responsibility.candidates(answer))


def _write(session, rows, answers):
    responsibility.keep(session, answers)
    session.execute(insert(Hazard.__table__), rows)
