"""The registry of the demonstration: offices, agencies, people and layers, from the files beside this one."""

import hashlib
import json
from pathlib import Path

from geo.areas import check_geometry
from geo.coordinates import Datum

from .. import catalogue, db, people, responsibility
from ..models import Agency, AreaFeature, Grant, Layer, Office, Person

FOLDER = Path(__file__).parent
MAPPING_OFFICE = "dezhou"  # whose layers these are
ROLE_NAMES = {
    "prosecutor": "检察官",
    "assistant_prosecutor": "检察官助理",
    "clerk": "书记员",
    "chief_prosecutor": "检察长",
    "invited_assistant": "特邀检察官助理",
    "agency_liaison": "行政机关联络员",
    "volunteer": "“益心为公”志愿者",
    "admin": "系统管理员",
}
#          layer file's name     what people read
LAYERS = {
    "demo-counties": "县（市）界（示意）",
    "demo-townships": "乡镇、街道（虚构，示意）",
    "demo-zones": "责任区（虚构，示意）",
    "demo-sensitive": "学校、医院、市场（虚构，示意）",
}


def read() -> dict:
    return json.loads((FOLDER / "county.json").read_text("utf-8"))


def accounts():
    registry = read()
    bodies = {row["key"]: row["name"] for row in registry["offices"] + registry["agencies"]}
    return [(row["username"], _title(row, bodies)) for row in registry["people"]]


def _title(row, bodies):
    held = row["roles"][0]
    return f"{row['name']}，{bodies[held.get('office') or held['agency']]}{ROLE_NAMES[held['role']]}"


def found(database, password: str):
    """Write the whole registry in one transaction."""
    hashed = people.HASHER.hash(password)  # one hash for all accounts of the demonstration: it takes long on purpose
    database.write(lambda session: _write(session, hashed))


def _write(session, hashed):
    registry = read()
    catalogue.load_starter(session)
    offices = _offices(session, registry["offices"])
    agencies = _agencies(session, registry["agencies"])
    for row in registry["people"]:
        home = row.get("home_agency")
        person = Person(
            username=people.fold(row["username"]),
            name=row["name"],
            password_hash=hashed,
            totp_exempt=True,  # everybody knows these passwords anyway
            home_agency_id=home and agencies[home].id,
        )
        for held in row["roles"]:
            office, agency = held.get("office"), held.get("agency")
            person.grants.append(
                Grant(
                    role=held["role"],
                    office_id=office and offices[office].id,
                    agency_id=agency and agencies[agency].id,
                )
            )
        session.add(person)
    _layers(session, agencies, offices[MAPPING_OFFICE].id)
    responsibility.changed(session)


def _offices(session, rows):
    found = {}
    for row in rows:
        parent = found.get(row.get("parent"))
        id_ = db.new_id()
        found[row["key"]] = Office(
            id=id_,
            key=row["key"],
            name=row["name"],
            short_name=row["short"],
            area_code=row["area_code"],
            parent_id=parent and parent.id,
            path=f"{parent.path if parent else '/'}{id_.hex}/",
        )
    session.add_all(found.values())
    session.flush()
    return found


def _agencies(session, rows):
    found = {row["key"]: Agency(id=db.new_id()) for row in rows}
    for row in rows:
        agency = found[row["key"]]
        for name in ("key", "name", "kind", "area_code", "functions"):
            setattr(agency, name, row[name])
        agency.valid_from, agency.valid_to = _day(row.get("valid_from")), _day(row.get("valid_to"))
    session.add_all(found.values())
    session.flush()
    for row in rows:  # now every row that another may point at is there
        agency = found[row["key"]]
        agency.parent_id = row.get("parent") and found[row["parent"]].id
        agency.successor_id = row.get("successor") and found[row["successor"]].id
    session.flush()
    return found


def _day(text):
    return db.date.fromisoformat(text) if text else None


def _layers(session, agencies, office_id):
    raw = (FOLDER / "areas.geojson").read_bytes()
    layers = {}
    for feature in json.loads(raw)["features"]:
        properties = feature["properties"]
        layer = layers.get(properties["layer"])
        if layer is None:
            layer = layers[properties["layer"]] = _layer(
                properties, hashlib.sha256(raw).hexdigest(), db.now(session), office_id
            )
            session.add(layer)
            session.flush()
        check_geometry(feature["geometry"])
        session.add(
            AreaFeature(
                layer_id=layer.id,
                code=properties["code"],
                name=properties["name"],
                attributes=_attributes(properties, agencies),
                geometry=feature["geometry"],
            )
        )


def _layer(properties, digest, now, office_id):
    return Layer(
        key=properties["layer"],
        version=1,
        office_id=office_id,
        crs="EPSG:4326",
        datum=Datum.WGS84,
        method="",
        name=LAYERS[properties["layer"]],
        kind=properties["kind"],
        source=properties.get("source", "虚构示意数据"),
        licence=properties.get("licence", "Apache-2.0"),
        digest=digest,
        invented=properties["invented"],
        imported_at=now,
    )


def _attributes(properties, agencies):
    if properties["kind"] == "sensitive":
        return {"place": properties["place"]}
    if properties["kind"] != "zone":
        return {}
    kept = {name: properties[name] for name in ("role", "asset_kinds", "reason") if name in properties}
    return kept | {"agency_id": str(agencies[properties["agency"]].id)}
