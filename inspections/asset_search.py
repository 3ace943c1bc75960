"""Lists of assets, and whole registers for those who may have them, with the purpose in the ledger."""

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import orjson
from sqlalchemy import and_, func, or_, select

from . import asset_states, catalogue, ledger, pages, permissions, visibility
from .errors import Invalid
from .models import Agency, Asset, AssetStatus

NET = {"yes": True, "no": False, "unknown": None}
MOST_EXPORTED = 200_000
COLUMNS = (
    *(
        "register_name",
        "scheme",
        "code",
        "raw_id",
        "kind",
        "component_code",
        "name",
        "owner",
        "owner_text",
        "lon",
        "lat",
    ),
    *("status", "cover_class", "net", "last_patrol_on", "valid_from", "missing_since"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to list. None means any; *bbox* is (west, south, east, north) in WGS 84 degrees.

    *patrolled_before* also lists what was never patrolled; *missing* tells what its register lists no longer.
    """

    kind: str | None = None
    owner: UUID | None = None
    status: AssetStatus | None = None
    net: str | None = None
    cover_class: str | None = None
    register_name: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    q: str | None = None
    patrolled_before: date | None = None
    missing: bool | None = None

    @property
    def said(self) -> dict:
        """The filters that narrow, as JSON values."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in named.items() if value is not None}

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(sorted(self.said.items())).encode()).hexdigest()[:12]


def page(session, actor, filters: Filters, cursor: str | None, limit: int):
    """One page of the assets that the actor sees by code, the next cursor or None, and whether some are withheld.

    Assets of restricted kinds are for looking up, not for listing: they are withheld when more match than the
    policy allows in a list.
    """
    query = visibility.assets(session, actor).where(*_conditions(filters))
    withheld = _are_many(session, query)
    if withheld:
        query = query.where(Asset.kind.not_in(asset_states.RESTRICTED))
    query = query.order_by(Asset.code, Asset.id).limit(limit + 1)
    if cursor:
        code, last = pages.read(cursor, filters.digest, str, UUID)
        query = query.where(or_(Asset.code > code, and_(Asset.code == code, Asset.id > last)))
    rows = session.scalars(query).all()
    return *pages.cut(rows, limit, lambda row: [row.code, str(row.id)], filters.digest), withheld


def _are_many(session, query):
    """Whether more assets of restricted kinds match than a list may hold."""
    most = asset_states.POLICY["most_restricted_in_a_list"]
    some = query.where(Asset.kind.in_(asset_states.RESTRICTED)).with_only_columns(Asset.id).limit(most + 1)
    return session.scalar(select(func.count()).select_from(some.subquery())) > most


def _conditions(filters):
    for name in ("kind", "status", "cover_class", "register_name"):
        if getattr(filters, name) is not None:
            yield getattr(Asset, name) == getattr(filters, name)
    if filters.owner:
        yield Asset.owner_id == filters.owner
    if filters.net:
        yield Asset.net.is_(NET[filters.net])
    if filters.bbox:
        west, south, east, north = filters.bbox
        yield and_(Asset.lon.between(west, east), Asset.lat.between(south, north))
    if filters.q:
        texts = (Asset.code, Asset.raw_id, Asset.name, Asset.owner_text)
        yield or_(*(column.icontains(filters.q, autoescape=True) for column in texts))
    if filters.patrolled_before:
        yield or_(Asset.last_patrol_on.is_(None), Asset.last_patrol_on < filters.patrolled_before)
    if filters.missing is not None:
        yield Asset.missing_since.is_not(None) if filters.missing else Asset.missing_since.is_(None)


def export(session, actor, filters: Filters, form: str, purpose: str) -> bytes:
    """A whole register as ``csv`` (UTF-8 with BOM) or ``geojson``; who took it, and for what, is in the ledger.

    Only registers of offices where the actor may read registers as a whole, and those below.
    """
    roles = permissions.PERMISSIONS["read_asset_register"].roles
    owner = Agency.name.label("owner")
    columns = [owner if name == "owner" else getattr(Asset, name) for name in COLUMNS]
    query = visibility.assets(session, actor, roles).where(*_conditions(filters))
    query = query.outerjoin(Agency, Agency.id == Asset.owner_id).with_only_columns(*columns)
    rows = session.execute(query.order_by(Asset.register_name, Asset.code).limit(MOST_EXPORTED + 1)).all()
    if len(rows) > MOST_EXPORTED:
        raise Invalid.at("bbox", "too_many_rows", of="bad_parameter", limit=MOST_EXPORTED)
    content = WRITERS[form](rows)
    digest = hashlib.sha256(content).hexdigest()
    office_id = next(held.office_id for held in actor.held if held.office_id and held.role in roles)
    payload = {"purpose": purpose, "filters": filters.said, "form": form, "assets": len(rows), "sha256": digest}
    ledger.append(session, actor, "assets.exported", [("office", office_id)], payload, office_id=office_id)
    return content


def _csv(rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value):
    """A text that a spreadsheet would take for a formula is kept as a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _geojson(rows) -> bytes:
    features = []
    for row in rows:
        facts = row._asdict()
        place = {"type": "Point", "coordinates": [facts.pop("lon"), facts.pop("lat")]}
        features.append({"type": "Feature", "properties": facts, "geometry": place})
    return orjson.dumps({"type": "FeatureCollection", "features": features})


WRITERS = {"csv": _csv, "geojson": _geojson}


def owners(session, rows) -> dict:
    """The names of the owners of some assets."""
    return catalogue.names(session, Agency, [row.owner_id for row in rows])
