"""A register of 100,000 covers from the CSV to the tables, on SQLite; and what a full register costs a question.

Goals: 40,000 rows/s for the dry run and for applying, each to its end in a child and a transaction of its own; a
question beside a registered cover among a million within 1 ms in process.
"""

import random
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

from sqlalchemy import select

from geo.coordinates import Datum
from inspections import assets, bulk, db, imports, migrations
from inspections.asset_drafts import RegisterMapping, RegisterOptions
from inspections.demo import county
from inspections.drafts import Position
from inspections.models import Asset, Office
from tests.people import PASSWORD
from uploads.store import Store

ROWS, MANY, QUESTIONS = 100_000, 1_000_000, 2_000
WEST, SOUTH, WIDTH, HEIGHT = 117.2, 37.6, 0.4, 0.3
HEADINGS = "code,kind,name,owner,lon,lat,status,class,net,patrol,note,material,depth"
MAPPING = {"code": "code", "kind": "kind", "name": "name", "owner": "owner", "lon": "lon", "lat": "lat"}
MAPPING |= {"status": "status", "cover_class": "class", "net": "net", "last_patrol_on": "patrol"}


def _csv(changed):
    """The register; the first *changed* covers are damaged."""
    place = random.Random(1)
    lines = [
        f"QY{number:07},雨水,井{number},庆云县住房和城乡建设局,{WEST + place.random() * WIDTH:.7f},"
        f"{SOUTH + place.random() * HEIGHT:.7f},{'破损' if number < changed else '完好'},D400,"
        f"{'有' if number % 3 else '无'},2026-0{number % 6 + 1}-1{number % 9},备注{number % 50},铸铁,1.5"
        for number in range(ROWS)
    ]
    return "\n".join([HEADINGS, *lines]).encode()


def measure():
    with tempfile.TemporaryDirectory() as folder:
        database, store = db.Database(f"sqlite:///{folder}/lanjian.db"), Store(Path(folder) / "store")
        migrations.upgrade(database)
        county.found(database, PASSWORD)
        for label, changed in (("new", 0), ("2 % changed", ROWS // 50), ("nothing changed", ROWS // 50)):
            check, apply = _import(database, store, _csv(changed))
            print(f"{label}: check {_told(check)}; apply {_told(apply)}")
        _question(database, ROWS)
        database.write(_fill)
        _question(database, MANY)
        database.close()


def _import(database, store, content):
    options = RegisterOptions(register_name="雨水台账", scheme="bench", mapping=RegisterMapping(**MAPPING))
    incoming = store.incoming(len(content))
    incoming.write(content)
    received = incoming.finish()
    store.keep(received)
    incoming.discard()

    def receive(session):
        office = session.scalar(select(Office).where(Office.key == "qingyun"))
        return imports.receive(session, None, "assets", options, received, "register.csv", office)[0].id

    import_id = database.write(receive)
    check = _timed(lambda: imports.check(database, store, import_id))
    database.write(lambda session: imports.release_here(session, import_id))
    apply = _timed(lambda: imports.apply(database, store, import_id))
    with database.read() as session:
        row = imports.one(session, import_id)
        if row.state != "applied":
            raise RuntimeError(row.report)
    return check, apply


def _fill(session):
    """Copies of the register elsewhere in the county, up to MANY covers."""
    like = session.scalar(select(Asset).limit(1))
    table, place, count = Asset.__table__, random.Random(2), MANY - ROWS
    same = {column.name: getattr(like, column.name) for column in table.columns}
    for name in ("id", "code", "lon", "lat"):
        del same[name]
    columns = {
        "id": bulk.ids(count),
        "code": [f"X{number:07}" for number in range(count)],
        "lon": [WEST + place.random() * WIDTH for _ in range(count)],
        "lat": [SOUTH + place.random() * HEIGHT for _ in range(count)],
    }
    bulk.insert(session, table, columns, same)


def _question(database, count):
    """The look-up alone, in a session of its own, beside covers that are there."""
    took = []
    with database.read() as session:
        today, office = db.today(session), session.scalar(select(Office).where(Office.key == "qingyun"))
        query = select(Asset.lon, Asset.lat, Asset.kind).where(Asset.code.startswith("QY")).limit(QUESTIONS)
        for lon, lat, kind in session.execute(query).all():
            near = Position.model_construct(lon=lon, lat=lat, datum=Datum.WGS84, accuracy_m=6.0, source="gnss")
            took.append(_timed(lambda near=near, kind=kind: assets.around(session, near, kind, None, today, office)))
    clock = sorted(clock for clock, _ in took)
    processor = sum(used for _, used in took) / len(took)
    p50, p99 = median(clock) * 1e6, clock[len(clock) * 99 // 100] * 1e6
    print(
        f"look-up among {count:,} covers: p50 {p50:.0f} µs, p99 {p99:.0f} µs, {processor * 1e6:.0f} µs of the processor"
    )


def _timed(act):
    """Seconds by the clock, and of the processor in this process and its children: others use the machine, too."""
    begun, used = time.perf_counter(), _used()
    act()
    return time.perf_counter() - begun, _used() - used


def _used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _told(took):
    clock, processor = took
    return f"{clock:.2f} s ({processor:.2f} s of the processor), {ROWS / clock:.0f} ({ROWS / processor:.0f}) rows/s"
