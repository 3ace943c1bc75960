"""Whatever changes on the map or in the registers: asking whom it can reach finds what asking about everybody finds."""

import random
import shutil
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from inspections import db, reassigning, reassignment_reach, reassignments, responsibility
from inspections import reassignment_differences as differences
from inspections.models import Agency, AreaFeature, Hazard, KeptAnswer, Layer, Office, Rule
from tests.people import asset

SCHOOL = (117.385, 37.775)
KINDS = (
    {"type": "manhole.net_missing", "asset_kind": "telecom", "place_kind": "sidewalk"},
    {"type": "manhole.missing", "asset_kind": "sewage", "place_kind": "motor_lane"},
    {"type": "fire_lane.blocked", "asset_kind": None, "place_kind": "sidewalk"},
)
ALL_YEAR = (None, date(2026, 6, 10), date(2026, 6, 20))


def near(chance, metres=2500):
    return tuple(round(middle + chance.uniform(-metres, metres) / 1e5, 6) for middle in SCHOOL)


def square(x, y, half):
    ring = [
        [x - half, y - half],
        [x + half, y - half],
        [x + half, y + half],
        [x - half, y + half],
        [x - half, y - half],
    ]
    return {"type": "Polygon", "coordinates": [ring]}


def somewhere(chance):
    return square(*near(chance), chance.uniform(0.0005, 0.01))


def beginning(layer, **changes):
    """A layer like that one, with other facts."""
    same = {column.key: getattr(layer, column.key) for column in Layer.__table__.columns}
    return Layer(**same | {"id": db.new_id()} | changes)


def record(li, chance):
    lon, lat = near(chance)
    accuracy = chance.choice([None, 3, 6, 30, 300, 1500])
    place = {"lon": lon, "lat": lat, "datum": chance.choice(["WGS84", "GCJ02"]), "source": "gnss"}
    place |= {"accuracy_m": accuracy} if accuracy else {}
    day = chance.randrange(1, 29)
    return li.record(location=place, seen_at=f"2026-06-{day:02}T10:05:00+08:00", **chance.choice(KINDS))


def draw_a_zone(session, chance):
    layer = session.scalars(select(Layer).where(Layer.kind == "zone")).first()
    agency = chance.choice(session.scalars(select(Agency).where(Agency.kind == "company")).all())
    said = {"agency_id": str(agency.id), "role": "owner", "asset_kinds": chance.choice([None, ["telecom"], ["heat"]])}
    said = {name: value for name, value in said.items() if value is not None}
    code = f"Z-{chance.randrange(10**6)}"
    session.add(AreaFeature(layer_id=layer.id, code=code, name=code, attributes=said, geometry=somewhere(chance)))


def hand_a_zone_over(session, chance):
    zone = chance.choice(session.scalars(select(AreaFeature).where(AreaFeature.code.startswith("Z-"))).all())
    agency = chance.choice(session.scalars(select(Agency).where(Agency.kind == "company")).all())
    zone.attributes = zone.attributes | {"agency_id": str(agency.id)}


def bring_a_layer_anew(session, chance):
    """The next version of a layer: from a day on one of its areas is drawn otherwise, the others are as before."""
    kind = chance.choice(["zone", "township", "sensitive"])
    old = session.scalars(select(Layer).where(Layer.kind == kind).order_by(Layer.version.desc())).first()
    since = max(old.valid_from or date.min, chance.choice(ALL_YEAR[1:])) + timedelta(days=1)
    new = beginning(old, version=old.version + 1, valid_from=since)
    session.add(new)
    session.flush()
    features = session.scalars(select(AreaFeature).where(AreaFeature.layer_id == old.id)).all()
    other = chance.choice(features)
    for feature in features:
        said = {name: getattr(feature, name) for name in ("code", "name", "attributes")}
        geometry = somewhere(chance) if feature is other else feature.geometry
        session.add(AreaFeature(layer_id=new.id, geometry=geometry, **said))


def make_a_rule(session, chance):
    kind, agency = chance.choice(KINDS), session.scalars(select(Agency).where(Agency.kind == "agency")).first()
    session.add(
        Rule(
            code=f"R-{chance.randrange(10**6)}",
            role=chance.choice(["owner", "regulator"]),
            hazard_type=chance.choice([None, "manhole", kind["type"]]),
            asset_kind=chance.choice([None, kind["asset_kind"]]),
            place_kind=chance.choice([None, kind["place_kind"]]),
            area_code=chance.choice(["371423", "371423001", "371400", "371481"]),
            agency_id=agency.id,
            reason="",
            legal_basis=[],
            verified=True,
            priority=0,
            valid_from=chance.choice(ALL_YEAR),
            note="",
        )
    )


def end_a_rule(session, chance):
    rule = chance.choice(session.scalars(select(Rule).where(Rule.valid_to.is_(None))).all())
    rule.valid_to = date(2026, 6, chance.randrange(5, 25))


def somebody_named(session, chance):
    answers = session.scalars(select(KeptAnswer).where(KeptAnswer.digest.in_(select(Hazard.answer_digest))))
    named = {one.agency_id for answer in answers for one in answer.candidates}
    found = session.scalars(select(Agency).where(Agency.id.in_(named), Agency.valid_to.is_(None)).order_by(Agency.key))
    return chance.choice(found.all())


def rename_an_agency(session, chance):
    agency = somebody_named(session, chance)
    agency.name = f"{agency.name}（更名）"


def succeed_an_agency(session, chance):
    """An agency ends in the middle of the month, and a new one succeeds it."""
    old = somebody_named(session, chance)
    same = {column.key: getattr(old, column.key) for column in Agency.__table__.columns}
    code = f"agency-{chance.randrange(10**6)}"
    new = Agency(**same | {"id": db.new_id(), "key": code, "name": f"新{old.name}", "valid_from": date(2026, 6, 15)})
    session.add(new)
    session.flush()
    old.valid_to, old.successor_id = date(2026, 6, 14), new.id


CHANGES = (
    draw_a_zone,
    hand_a_zone_over,
    bring_a_layer_anew,
    make_a_rule,
    end_a_rule,
    rename_an_agency,
    succeed_an_agency,
)


def asked_about(database, store):
    """How many hazards are asked about of all; what that finds, and what asking about all of them finds."""
    with database.read() as session:
        office = session.scalars(select(Office).where(Office.parent_id.is_(None))).one()
        map_ = responsibility.Maps(store.indexes).current(session)
        reached = reassignment_reach.condition(session, map_, store.indexes)
        counted = select(func.count(Hazard.id)).where(*differences.reassignable(office), reached)
        pruned, full = (differences.find(session, office, map_, only) for only in (reached, None))
        return session.scalar(counted), pruned, full


def apply(database, store):
    asked = database.write(lambda session: reassignments.add(session, reassignments.office(session, None), "年中").id)
    differences.compute(database, store, asked)
    database.write(lambda session: reassignments.begin(session, reassignments.one(session, asked)))
    reassigning.apply(database, store, asked)


def settle(database, store):
    """All hazards name the present map, which answers them as they are, so that the next change stands alone."""
    shutil.rmtree(store.indexes / responsibility.FOOTPRINTS)
    with database.read() as session:
        versions = responsibility.Maps(store.indexes).current(session).versions
    database.write(lambda session: session.execute(update(Hazard).values(map_versions=dict(versions))))


@pytest.mark.slow
@pytest.mark.parametrize(("settings", "seed"), [("sqlite", 0), ("postgresql", 1)], indirect=["settings"])
def test_who_cannot_be_reached_is_answered_as_before(database, store, li, seed):
    chance, shares, changed = random.Random(seed), [], 0
    for _ in range(30):
        record(li, chance)
    for step in range(14):
        change = CHANGES[step % len(CHANGES)]

        def act(session, change=change):
            change(session, chance)
            responsibility.changed(session)

        database.write(act)
        count, pruned, full = asked_about(database, store)
        assert pruned == full
        shares.append(count / full.total)
        changed += len(full.changes)
        if chance.random() < 0.8:
            apply(database, store)
            settle(database, store)
            record(li, chance)
    assert changed and min(shares) < 0.6


def test_a_change_reaches_as_far_as_a_circle_and_no_further_than_its_days(database, store, li):
    beside = {"lat": SCHOOL[1], "datum": "WGS84", "source": "gnss"}
    inside, rough, sure = (
        li.record(
            location=beside | {"lon": 117.47 + east, "accuracy_m": metres}, seen_at=f"2026-06-{day}T00:10:00+08:00"
        )
        for east, metres, day in ((0, 6, "12"), (0.004, 300, "12"), (0.015, 30, "12"))
    )
    early, late = (
        li.record(location=beside | {"lon": 117.47, "accuracy_m": 6}, seen_at=f"2026-06-{when}:00+08:00")
        for when in ("11T23:50", "13T00:10")
    )

    def draw(session):
        like = session.scalars(select(Layer).where(Layer.kind == "zone")).first()
        layer = beginning(like, key="one-day", valid_from=date(2026, 6, 12), valid_to=date(2026, 6, 12))
        session.add(layer)
        session.flush()
        agency = session.scalars(select(Agency).where(Agency.kind == "company")).first()
        said = {"agency_id": str(agency.id), "role": "owner"}
        geometry = square(117.47, SCHOOL[1], 0.002)
        session.add(AreaFeature(layer_id=layer.id, code="Z-1", name="一日", attributes=said, geometry=geometry))
        responsibility.changed(session)

    database.write(draw)

    count, pruned, full = asked_about(database, store)

    assert count == 2 and pruned == full
    assert {str(change.hazard_id) for change in full.changes} == {inside["id"], rough["id"]}
    assert {early["id"], late["id"], sure["id"]}.isdisjoint(str(change.hazard_id) for change in full.changes)


def test_a_new_register_reaches_all_of_its_kind(database, store, li):
    telecom, sewage, _ = (li.record(**kind) for kind in KINDS)
    assert asked_about(database, store)[0] == 0

    li.post("/assets", asset(), status=201)

    count, pruned, full = asked_about(database, store)
    assert count == 1 and pruned == full
    assert [str(change.hazard_id) for change in full.changes] == [telecom["id"]] != [sewage["id"]]


def test_without_what_is_known_of_older_maps_everybody_is_asked_about(database, store, li):
    li.record()
    for path in (store.indexes / responsibility.FOOTPRINTS).iterdir():
        path.write_bytes(path.read_bytes()[:-1])

    count, pruned, full = asked_about(database, store)

    assert count == full.total == 1 and pruned == full
