"""The real runs of docs/registers.md: ``python -m tests.trials FOLDER`` imports FOLDER's files as mapped there.

Everything happens in a temporary installation, for a temporary office whose area is a wide box around the files. Prints
the table of the document, and draws docs/registers.png from what the database then holds.
"""

import json
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw
from sqlalchemy import select

from inspections import db, imports, migrations
from inspections.demo import county
from inspections.models import AreaFeature, Asset, Import, Layer, Office
from tests.people import PASSWORD
from uploads.store import Store

DOCS = Path(__file__).parent.parent / "docs"
MAPPED = re.compile(r"^`([^`]+)`:.*?```json\n(.*?)```", re.M | re.S)
BOXES = ((-80.0, 40.0, -69.5, 45.2), (24.0, 59.8, 26.0, 60.6))  # New England with New York, and Helsinki
COLOURS = {"cambridge": "#1f77b4", "arlington": "#2ca02c", "somerville": "#d62728", "everett": "#9467bd"}
WIDTH, HEIGHT, MARGIN = 1200, 900, 30


def main(folder: Path):
    with tempfile.TemporaryDirectory() as name:
        database, store = db.Database(f"sqlite:///{name}/lanjian.db"), Store(Path(name) / "store")
        migrations.upgrade(database)
        county.found(database, PASSWORD)
        office_id = database.write(_office)
        print("| file | rows | accepted | left out, by reason | other remarks | check | apply |")
        print("|---|---:|---:|---|---|---:|---:|")
        for file, options in MAPPED.findall((DOCS / "registers.md").read_text("utf-8")):
            _run(database, store, office_id, folder / file, json.loads(options))
        with database.read() as session:
            _draw(session.execute(select(Asset.scheme, Asset.lon, Asset.lat)).all())
        database.close()


def _office(session):
    office = Office(id=db.new_id(), key="trial", name="试用院", short_name="试用", area_code="990000", path="")
    office.path = f"/{office.id.hex}/"
    layer = Layer(id=db.new_id(), key="trial", name="试用范围", kind="county", source="虚构", licence="", digest="")
    layer.version, layer.crs, layer.datum, layer.method = 1, "EPSG:4326", "WGS84", ""
    layer.invented, layer.imported_at = True, datetime.now(UTC)
    rings = [[[(w, s), (e, s), (e, n), (w, n), (w, s)]] for w, s, e, n in BOXES]
    session.add_all([office, layer])
    session.flush()
    area = {"type": "MultiPolygon", "coordinates": rings}
    session.add(AreaFeature(layer_id=layer.id, code="990000", name="试用范围", attributes={}, geometry=area))
    return office.id


def _run(database, store, office_id, file, said):
    options = imports.KINDS["assets"].options.model_validate_json(json.dumps(said))
    incoming = store.incoming(10**9)
    incoming.write(file.read_bytes())
    received = incoming.finish()
    store.keep(received)
    incoming.discard()

    def receive(session):
        office = session.get(Office, office_id)
        return imports.receive(session, None, "assets", options, received, file.name, office)[0].id

    import_id = database.write(receive)
    checked = _timed(lambda: imports.check(database, store, import_id))
    row = _row(database, import_id)
    applied = None
    if row["state"] == "checked":
        database.write(lambda session: imports.release_here(session, import_id))
        applied = _timed(lambda: imports.apply(database, store, import_id))
        row = _row(database, import_id)
    print(_line(file.name, row, checked, applied))


def _timed(act):
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _row(database, import_id):
    with database.read() as session:
        row = session.get(Import, import_id)
        return {"state": row.state, **row.report}


def _line(name, row, checked, applied):
    broken, remarks = {}, []
    for item in row["errors"] + row["warnings"]:
        if item["row"] and "rows" not in item["details"]:
            broken[item["code"]] = broken.get(item["code"], 0) + 1
        else:
            remarks.append(f"{item['code']}{_said(item['details'])}")
    counted = ", ".join(f"{code} {count}" for code, count in broken.items()) or "none"
    took = "refused" if applied is None else f"{applied:.2f} s"
    numbers = f"{row['rows']} | {row['accepted']}"
    return f"| `{name}` | {numbers} | {counted} | {'; '.join(remarks) or 'none'} | {checked:.2f} s | {took} |"


def _said(details):
    return f" ({details['rows']} rows: {details.get('value', '')})" if "rows" in details else ""


def _draw(assets):
    west, south, east, north = BOXES[0]
    inside = (row for row in assets if west <= row.lon <= east and south <= row.lat <= north)
    drains = [tuple(row) for row in inside if row.scheme in COLOURS]
    west, east = min(lon for _, lon, _ in drains), max(lon for _, lon, _ in drains)
    south, north = min(lat for _, _, lat in drains), max(lat for _, _, lat in drains)
    flat = 0.738  # cos of the latitude
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * flat), (HEIGHT - 2 * MARGIN) / (north - south))
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    for scheme, lon, lat in drains:
        x, y = MARGIN + (lon - west) * flat * scale, HEIGHT - MARGIN - (lat - south) * scale
        pen.ellipse((x - 1.6, y - 1.6, x + 1.6, y + 1.6), COLOURS[scheme])
    for place, (scheme, colour) in enumerate(COLOURS.items()):
        count = sum(1 for drain in drains if drain[0] == scheme)
        top = HEIGHT - MARGIN - 100 + place * 26
        pen.rectangle((MARGIN, top, MARGIN + 16, top + 16), colour)
        pen.text((MARGIN + 24, top), f"{scheme.title()}: {count} drains", "black", font_size=16)
    metres = 1000 / 111_195 * scale
    pen.line((WIDTH - MARGIN - metres, HEIGHT - MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN), "black", 3)
    pen.text((WIDTH - MARGIN, HEIGHT - MARGIN - 8), "1 km; north is up", "black", anchor="rb", font_size=16)
    picture.quantize(32).save(DOCS / "registers.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
