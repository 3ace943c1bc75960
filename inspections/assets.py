"""Assets: one by one. Registers as a whole are imported by ``asset_imports`` and read by ``asset_search``."""

from sqlalchemy import Date, bindparam, or_, select

from geo import assets as geo_assets
from geo import coordinates

from . import asset_states, db, ledger, numbers, people, permissions, visibility
from .errors import Conflict, FieldError, Invalid, NotFound, Stale
from .models import Agency, Asset, AssetHistory, AssetKind, Hazard

LOCAL_SCHEME, LOCAL_REGISTER = "local", "现场登记"
MOST_AT_A_SPOT = 50  # of assets read for one look-up


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


def around(session, position, kind, code, on) -> geo_assets.Nearby:
    """What all registers say about a received *position* (any datum), as they stood on the legal date *on*.

    *kind* and *code* are those of the asset that was seen, None when nobody said.
    """
    lon, lat = coordinates.to_wgs84(position.lon, position.lat, position.datum)
    error_m = (position.accuracy_m or 0.0) + coordinates.datum_error_m(position.datum)
    return at(session, lon, lat, error_m, kind, code, on)


def kinds(session) -> frozenset[str]:
    """The kinds of which any register holds anything."""
    return frozenset(session.scalars(select(Asset.kind).distinct()))


def at(session, lon, lat, error_m, kind, code, on) -> geo_assets.Nearby:
    """The same as ``around`` for a WGS84 place that may be *error_m* metres off."""
    by_code = _found(session, lon, lat, on, "by_code", code=code) if code else ()
    if kind is None:
        return geo_assets.Nearby(code=code, by_code=by_code)
    radius = asset_states.tolerance_m(kind) + error_m
    if radius > asset_states.POLICY["largest_radius_m"]:
        return geo_assets.Nearby(kind, code, None, by_code)
    near = _near(session, lon, lat, on, kind, radius)
    return geo_assets.Nearby(kind, code, radius, by_code, near)


def _near(session, lon, lat, on, kind, radius_m):
    west, south, east, north = geo_assets.box(lon, lat, radius_m)
    found = _found(session, lon, lat, on, "near", kind=kind, west=west, south=south, east=east, north=north)
    return tuple(asset for asset in found if asset.distance_m <= radius_m)


def _found(session, lon, lat, on, how, **said):
    """The assets that were in force on the day *on*, nearest first: those *how* speaks of, ``near`` or ``by_code``."""
    rows = session.execute(LOOK_UPS[how, Asset], said | {"on": on}).all()
    if on < db.today(session):
        rows += session.execute(LOOK_UPS[how, AssetHistory], said | {"on": on}).all()
    assets = [geo_assets.Asset(*row[:6], coordinates.distance_m(lon, lat, row.lon, row.lat), *row[8:]) for row in rows]
    return tuple(sorted(assets, key=lambda asset: (asset.distance_m, asset.code)))


def _look_up(how, table):
    """The statement that finds states of *table* in force on a day; made once, as it is asked with every hazard."""
    columns = (table.register_name, Asset.code, table.kind, table.owner_id, table.owner_text)
    more = (table.lon, table.lat, table.valid_from, table.last_patrol_on)
    on = bindparam("on", type_=Date)
    query = select(Asset.id, *columns, *more).limit(MOST_AT_A_SPOT)
    query = query.where(table.valid_from <= on, or_(table.missing_since.is_(None), table.missing_since > on))
    if table is AssetHistory:
        query = query.join(Asset, Asset.id == AssetHistory.asset_id).where(table.valid_to >= on)
    if how == "by_code":
        return query.where(Asset.code == bindparam("code"))
    across = table.lon.between(bindparam("west"), bindparam("east"))
    along = table.lat.between(bindparam("south"), bindparam("north"))
    return query.where(across, along, table.kind == bindparam("kind"))


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
