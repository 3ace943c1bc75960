"""What the database has to say about a layer's file (codes, agencies, the version before), and writing its features."""

import re
from csv import DictReader
from datetime import date, datetime
from functools import cache
from pathlib import Path

import orjson
from sqlalchemy import func, select

from geo import area_codes
from geo.answers import Role

from . import agency_names, bulk, db, layer_versions, responsibility
from .importing import Kind
from .layer_drafts import LayerOptions
from .models import AreaFeature, AssetKind, Layer, LayerKind, Office

COUNTIES = Path(__file__).parent / "reference" / "counties.csv"
#                 digits of the code, of which these say something
LEVELS = {
    LayerKind.PROVINCE: (6, 2),
    LayerKind.CITY: (6, 4),
    LayerKind.COUNTY: (6, 6),
    LayerKind.TOWNSHIP: (9, 9),
    LayerKind.VILLAGE: (12, 12),
}
OUTER = (LayerKind.PROVINCE, LayerKind.CITY, LayerKind.COUNTY)  # kinds that have the areas of offices
ANSWERING = (LayerKind.ZONE, LayerKind.ROAD, LayerKind.NETWORK)  # kinds whose features may name an agency
ROLES = {"权属单位": Role.OWNER, "管护单位": Role.OWNER, "行业主管部门": Role.REGULATOR, "属地政府": Role.TERRITORIAL}
DAYS = ("valid_from", "valid_to")


@cache
def county_names() -> dict[str, str]:
    """The counties of GB/T 2260 as of mid 2023: names by code."""
    with COUNTIES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in DictReader(file)}


def counties():
    """Their codes."""
    return county_names().keys()


def context(session, row, options) -> dict:
    """What the reader compares the file with: the office's own area, else those of others, and layers of that kind."""
    code, outer = session.get_one(Office, row.office_id).area_code, options.kind in OUTER
    own = [] if outer else outlines(session, row.office_id)
    return {
        "own": own,
        "others": [] if outer or own else _outlines_of_others(session, code),
        "rivals": _rivals(session, code, options) if options.kind in LEVELS else [],
    }


def outlines(session, office_id) -> list[dict]:
    """The geometries (GeoJSON) of the office's own area, in the layers that are in force today."""
    wanted = area_codes.significant(session.get_one(Office, office_id).area_code)
    query = _outer_areas(session).where(AreaFeature.code.startswith(wanted))
    return [area.geometry for area in session.scalars(query) if area_codes.significant(area.code) == wanted]


def _outlines_of_others(session, code) -> list[dict]:
    """The same of the areas that neither hold the one of *code* nor lie in it."""
    apart = (area for area in session.scalars(_outer_areas(session)) if not _are_related(area.code, code))
    return [area.geometry for area in apart]


def _are_related(code, other) -> bool:
    return area_codes.covers(code, other) or area_codes.covers(other, code)


def _outer_areas(session):
    in_force = layer_versions.in_force(session, db.today(session))
    layers = [row.id for row in in_force if row.kind in OUTER]
    return select(AreaFeature).where(AreaFeature.layer_id.in_(layers)).order_by(AreaFeature.id)


def _rivals(session, code, options) -> list[dict]:
    """The areas of other layers of the kind, in force on its first day or today; of small ones those below *code*."""
    day = max(options.valid_from or date.min, db.today(session))
    layers = {row.id: row for row in layer_versions.in_force(session, day) if row.kind == options.kind}
    others = [id_ for id_, row in layers.items() if row.key != options.key]
    below = AreaFeature.code.startswith("" if options.kind in OUTER else area_codes.significant(code))
    query = select(AreaFeature).where(AreaFeature.layer_id.in_(others), below).order_by(AreaFeature.id)
    return [
        {
            "key": layers[area.layer_id].key,
            "layer": layers[area.layer_id].name,
            "code": area.code,
            "name": area.name,
            "geometry": area.geometry,
        }
        for area in session.scalars(query)
    ]


def check(session, row, options, columns, report):
    """Add to the report what does not fit the database."""
    _check_lineage(session, row, options, report)
    if options.kind in LEVELS:
        _check_codes(session.get_one(Office, row.office_id).area_code, options, columns, report)
    if options.kind in ANSWERING:
        _Properties(session, options, columns).check(report)


def _check_lineage(session, row, options, report):
    if options.valid_from and options.valid_to and options.valid_to < options.valid_from:
        report.error("period_ends_before_it_begins", field="valid_to")
    holder = layer_versions.holder(session, options.key)
    if holder is None:
        return
    office, owner = (session.get(Office, id_) if id_ else None for id_ in (row.office_id, holder.office_id))
    if owner is None or not owner.path.startswith(office.path):
        report.error("layer_of_other_office", field="key", key=options.key, name=holder.name)
    if holder.kind != options.kind:
        report.error("layer_of_other_kind", field="kind", key=options.key, kind=holder.kind)
    previous = layer_versions.newest(session, options.key)
    if previous is None:  # all were withdrawn: nothing to supersede
        return
    if options.valid_from is None:
        report.error("valid_from_required", field="valid_from", version=previous.version)
    elif previous.valid_from and options.valid_from <= previous.valid_from:
        report.error("not_after_previous", field="valid_from", version=previous.version, day=str(previous.valid_from))
    report.summary["supersedes"] = {"version": previous.version, "name": previous.name}


def _check_codes(own, options, columns, report):
    digits, said = LEVELS[options.kind]
    if options.mapping.code is None:
        report.error("code_required", field="mapping.code", digits=digits)
        return
    for row, code in zip(columns["row"], map(str, columns["code"]), strict=True):
        if not re.fullmatch(rf"\d{{{digits}}}", code, re.ASCII) or len(area_codes.significant(code)) != said:
            report.error("bad_area_code", row=row, field="code", value=code[:60], digits=digits)
        elif not area_codes.covers(own, code):
            report.error("outside_office_area", row=row, field="code", value=code, area=own)
        elif not _is_known(code[:6]):
            report.warn("unknown_area_code", row=row, field="code", value=code)


def _is_known(code):
    wanted = area_codes.significant(code)
    return code in counties() if len(wanted) == 6 else any(known.startswith(wanted) for known in counties())


class _Properties:
    """The properties of features that name an agency, read from columns or fixed for the file."""

    NAMES = ("agency", "role", "asset_kinds", "reason", *DAYS)

    def __init__(self, session, options, columns):
        self.rows = columns["row"]
        fixed = options.fixed.model_dump()
        self.said = {name: columns.get(name) or [fixed.get(name)] * len(self.rows) for name in self.NAMES}
        self.needs_agency = options.kind is LayerKind.ZONE or any(self.said["agency"])
        self.agencies = agency_names.meant(session) if self.needs_agency else {}
        self.kinds = set(session.scalars(select(AssetKind.code)))

    def check(self, report):
        for row, said in zip(self.rows, self._each(), strict=True):
            for field, code, value in self._wrong(said):
                report.error(code, row=row, field=field, value=str(value or "")[:60])

    def _each(self):
        return (dict(zip(self.NAMES, values, strict=True)) for values in zip(*self.said.values(), strict=True))

    def _wrong(self, said):
        if not self.needs_agency:
            return
        found = self.agencies.get(agency_names.folded(said["agency"]), ())
        if len(found) != 1:
            yield "agency", "ambiguous_agency" if found else "unmatched_agency", said["agency"]
        if _role(said["role"]) is None:
            yield "role", "unknown_role", said["role"]
        for kind in _kinds(said["asset_kinds"]) or ():
            if kind not in self.kinds:
                yield "asset_kinds", "unknown_kind", kind
        for name in DAYS:
            if said[name] and _day(said[name]) is None:
                yield name, "not_a_day", said[name]
        begins, ends = (_day(said[name]) for name in DAYS)
        if begins and ends and ends < begins:
            yield "valid_to", "period_ends_before_it_begins", said["valid_to"]

    def attributes(self) -> list[dict]:
        """What `geo.zones` reads, for each feature; only after a check without errors."""
        if not self.needs_agency:
            return [{} for _ in self.rows]
        return [
            {
                "agency_id": str(self.agencies[agency_names.folded(said["agency"])][0]),
                "role": _role(said["role"]),
                "asset_kinds": _kinds(said["asset_kinds"]),
                "reason": said["reason"] or "",
                **{name: _day(said[name]) for name in DAYS},
            }
            for said in self._each()
        ]


def _role(text):
    folded = agency_names.folded(text)
    return ROLES.get(folded) or next((role for role in Role if role == folded), None)


def _kinds(text):
    parts = [part for part in re.split(r"[,;，、；\s]+", str(text or "")) if part]
    return parts or None


def _day(text) -> str | None:
    """The ISO day of a text that is a day, or a time, of which the day in China counts if it names its zone."""
    try:
        time = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (db.legal_date(time) if time.tzinfo else time.date()).isoformat()


def apply(session, row, options, columns, maps, told) -> tuple[list, dict]:
    """Write a new version and its features. The version before stays as it is; it ends when this one begins."""
    count = session.scalar(select(func.count()).where(Layer.key == options.key))
    summary = row.report["summary"]
    layer = Layer(
        id=db.new_id(),
        version=count + 1,
        office_id=row.office_id,
        import_id=row.id,
        digest=row.sha256,
        imported_at=db.now(session),
        **{name: summary[name] for name in ("crs", "datum", "method")},
        **options.model_dump(
            include={"key", "name", "kind", "source", "licence", "invented", "valid_from", "valid_to"}
        ),
    )
    session.add(layer)
    session.flush()
    features = _features(session, options, columns)
    bulk.insert(session, AreaFeature.__table__, features, {"layer_id": layer.id}, told)
    responsibility.changed(session)
    said = {"layer": str(layer.id), "key": layer.key, "version": layer.version, "features": len(features["id"])}
    return [("layer", layer.id)], said


def _features(session, options, columns) -> dict[str, list]:
    """The columns of the table, ids and JSON as the driver takes them."""
    count = len(columns["row"])
    attributes = _Properties(session, options, columns).attributes() if options.kind in ANSWERING else [{}] * count
    return {
        "id": bulk.ids(count),
        "code": columns["code"],
        "name": columns["name"],
        "attributes": [orjson.dumps(said).decode() for said in attributes],
        "geometry": [orjson.dumps(geometry).decode() for geometry in columns["geometry"]],
    }


IMPORT = Kind("layer", "import_layer", LayerOptions, "geo.layerfiles:read", check, apply, context)
