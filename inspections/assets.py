"""Assets: one by one. Registers as a whole are imported by ``asset_imports`` and read by ``asset_search``."""

import math
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, String, bindparam, or_, select

from geo import assets as geo_assets
from geo import coordinates

from . import asset_states, db, ledger, numbers, people, permissions, visibility
from .errors import Conflict, FieldError, Invalid, NotFound, Stale
from .models import Agency, Asset, AssetHistory, AssetKind, Hazard, Office

LOCAL_SCHEME, LOCAL_REGISTER = "local", "现场登记"


def get(session, actor, asset_id, *, lock=False) -> Asset:
    """The asset, or NotFound when there is none or it is not the actor's to see."""
    query = visibility.assets(session, actor).where(Asset.id == asset_id)
    asset = session.scalar(query.with_for_update() if lock else query)
    if asset is None:
        raise NotFound
    return asset


def hazards(session, actor, asset) -> list[Hazard]:
    """The hazards of an asset that the actor sees, oldest first."""
    query = visibility.hazards(session, actor).where(Hazard.asset_id == asset.id)
    return session.scalars(query.order_by(Hazard.seen_at, Hazard.id)).all()


def history(session, asset) -> list[AssetHistory]:
    """The states of an asset that ended, oldest first."""
    query = select(AssetHistory).where(AssetHistory.asset_id == asset.id)
    return session.scalars(query.order_by(AssetHistory.version)).all()


def around(session, position, kind, code, on, office) -> geo_assets.Nearby:
    """What the registers say about a received *position* (any datum), as they stood on the legal date *on*.

    The registers are those of *office*, of offices below and above it. *kind* and *code* are those of the asset that
    was seen, None when nobody said.
    """
    lon, lat = coordinates.to_wgs84(position.lon, position.lat, position.datum)
    error_m = (position.accuracy_m or 0.0) + coordinates.datum_error_m(position.datum)
    return at(session, lon, lat, error_m, kind, code, on, office.path)


def at(session, lon, lat, error_m, kind, code, on, path) -> geo_assets.Nearby:
    """The same as ``around`` for a WGS84 place that may be *error_m* metres off, and the path of an office."""
    spot = Spot(session, lon, lat, on, path)
    by_code = spot.within(asset_states.POLICY["code_reach_m"] + error_m, "by_code", code=code) if code else ()
    if kind is None:
        return geo_assets.Nearby(code=code, by_code=by_code)
    radius = asset_states.tolerance_m(kind) + error_m
    if radius > asset_states.POLICY["largest_radius_m"]:
        return geo_assets.Nearby(kind, code, None, by_code)
    return geo_assets.Nearby(kind, code, radius, by_code, spot.within(radius, "near", kind=kind))


def places(session) -> dict[str, tuple]:
    """Where the registers hold or held anything: arrays of WGS84 longitudes and latitudes by kind."""
    import numpy

    found = {}
    for table in (Asset, AssetHistory):
        for rows in db.raw_rows(session, select(table.kind, table.lon, table.lat)):
            for kind, *place in rows:
                found.setdefault(kind, []).append(place)
    return {kind: tuple(numpy.array(rows).T) for kind, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Spot:
    """A WGS84 place on a legal date, asked about by the office of that path."""

    session: object
    lon: float
    lat: float
    on: date
    path: str

    def within(self, radius_m, how, **said) -> tuple[geo_assets.Asset, ...]:
        """The nearest assets that were in force and lie within a radius: those *how* speaks of, near or by_code."""
        west, south, east, north = geo_assets.box(self.lon, self.lat, radius_m)
        said |= {"west": west, "south": south, "east": east, "north": north, "on": self.on, "path": self.path}
        said |= {"lon": self.lon, "lat": self.lat, "squeeze": math.cos(math.radians(self.lat)) ** 2}
        tables = (Asset, AssetHistory) if self.on < db.today(self.session) else (Asset,)
        connection = self.session.connection()  # rows, not records: half the time
        rows = [row for table in tables for row in connection.execute(LOOK_UPS[how, table], said)]
        found = (geo_assets.Asset(*row[:6], self._metres_to(row), *row[8:]) for row in rows)
        close = (asset for asset in found if asset.distance_m <= radius_m)
        return tuple(sorted(close, key=lambda asset: (asset.distance_m, asset.code)))[: geo_assets.MOST_AT_A_SPOT]

    def _metres_to(self, row):
        return coordinates.distance_m(self.lon, self.lat, row.lon, row.lat)


def _look_up(how, table):
    """The statement that finds states of *table* in force on a day, the nearest; made once, as every hazard asks it.

    What is first said of an asset counts for the days before as well: nobody knows better.
    """
    columns = (table.register_name, Asset.code, table.kind, table.owner_id, table.owner_text)
    more = (table.lon, table.lat, table.valid_from, table.last_patrol_on)
    on, path = bindparam("on", type_=Date), bindparam("path", type_=String)
    across, along = table.lon - bindparam("lon"), table.lat - bindparam("lat")
    query = select(Asset.id, *columns, *more).where(
        table.lon.between(bindparam("west"), bindparam("east")),
        table.lat.between(bindparam("south"), bindparam("north")),
        or_(table.valid_from <= on, table.version == 1),
        or_(table.missing_since.is_(None), table.missing_since > on),
        or_(Office.path.startswith(path), path.startswith(Office.path)),
    )
    if table is AssetHistory:
        query = query.join(Asset, Asset.id == AssetHistory.asset_id).where(table.valid_to >= on)
    said = Asset.code == bindparam("code") if how == "by_code" else table.kind == bindparam("kind")
    nearest = across * across * bindparam("squeeze") + along * along
    return (
        query.join(Office, Office.id == Asset.office_id).where(said).order_by(nearest).limit(geo_assets.MOST_AT_A_SPOT)
    )


LOOK_UPS = {(how, table): _look_up(how, table) for how in ("near", "by_code") for table in (Asset, AssetHistory)}


def record(session, actor, draft) -> tuple[Asset, bool]:
    """Register an asset that was found on site: ``(asset, True)``, or ``(the same, False)`` when it is sent again."""
    known = draft.id and session.execute(select(Asset.draft_digest).where(Asset.id == draft.id)).one_or_none()
    if known:
        if known.draft_digest != draft.digest:
            raise Conflict("id_taken")
        return get(session, actor, draft.id), False
    office = people.home_office(session, actor)
    said = {name: getattr(draft, name) for name in draft.FACTS}
    code = draft.code or numbers.next_number(session, office, "A")
    _check(session, said)
    _check_code(session, office, code)
    asset = Asset(
        **said,
        id=draft.id or db.new_id(),
        office_id=office.id,
        scheme=LOCAL_SCHEME,
        code=code,
        raw_id=code,
        register_name=LOCAL_REGISTER,
        version=0,
        component_code=None,
        attributes={},
        import_id=None,
        missing_since=None,
        draft_digest=draft.digest,
    )
    _locate(asset, draft.location)
    _begin(session, asset)
    session.add(asset)
    asset_states.changed(session)
    session.flush()
    ledger.append(session, actor, "asset.recorded", [("asset", asset.id)], _told(asset), office_id=office.id, version=1)
    return asset, True


def amend(session, actor, asset_id, draft) -> Asset:
    """Correct what is named in *draft*, with the reason. The state before stays readable."""
    asset = get(session, actor, asset_id, lock=True)
    permissions.in_office(actor, "amend_asset", asset.office_id)
    if draft.version != asset.version:
        raise Stale(asset)
    changes = draft.changes
    location = changes.pop("location", None)
    _check(session, changes)
    before = _told(asset)
    asset_states.end(session, [asset.id], db.today(session))
    for name, value in changes.items():
        setattr(asset, name, value)
    if location:
        _locate(asset, location)
    asset.import_id = None  # this state is no register's
    _begin(session, asset)
    asset_states.changed(session)
    session.flush()
    after = _told(asset)
    changed = {name: {"from": before[name], "to": after[name]} for name in before if before[name] != after[name]}
    payload = {"changed": changed, "reason": draft.reason}
    subjects = [("asset", asset.id)]
    ledger.append(session, actor, "asset.amended", subjects, payload, office_id=asset.office_id, version=asset.version)
    return asset


def _begin(session, asset):
    """Begin the state that the asset's facts make now."""
    asset.version, asset.valid_from, asset.changed_at = asset.version + 1, db.today(session), db.now(session)
    asset.digest = asset_states.digest_of(asset)


def _locate(asset, location):
    asset.lon, asset.lat = coordinates.to_wgs84(location.lon, location.lat, location.datum)
    asset.received_lon, asset.received_lat, asset.received_datum = location.lon, location.lat, location.datum


def _told(asset):
    return {name: getattr(asset, name) for name in ("code", *asset_states.FACTS, "lon", "lat")}


def _check(session, said):
    wrong, kind, owner = [], said.get("kind"), said.get("owner_id")
    if kind is not None and session.get(AssetKind, kind) is None:
        wrong.append(FieldError("kind", "unknown_code", {"value": kind, "list": "/api/v1/kinds"}))
    elif kind is not None and asset_states.sensitivity(kind) == "refused":
        wrong.append(FieldError("kind", "kind_refused", {"kind": kind}))
    if owner is not None and session.get(Agency, owner) is None:
        wrong.append(FieldError("owner_id", "unknown_agency"))
    if wrong:
        raise Invalid(*wrong)


def _check_code(session, office, code):
    same = (Asset.office_id == office.id, Asset.scheme == LOCAL_SCHEME, Asset.code == code)
    if session.scalar(select(Asset.id).where(*same)):
        raise Invalid.at("code", "asset_code_taken", value=code)
