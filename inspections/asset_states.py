"""The states of an asset: what the asset policy says of its kind, and how one state ends and another begins."""

import json
from datetime import date, timedelta
from pathlib import Path

import orjson
from sqlalchemy import Date, insert, literal, select, update

from geo import digest

from .models import Asset, AssetHistory, ReferenceVersion

POLICY = json.loads((Path(__file__).parent / "reference" / "asset_policy.json").read_text("utf-8"))
RESTRICTED, REFUSED = frozenset(POLICY["restricted"]), frozenset(POLICY["refused"])
# What makes a state: if one of these differs, it is another.
FACTS = (
    *("register_name", "kind", "component_code", "name", "owner_id", "owner_text"),
    *("received_lon", "received_lat", "received_datum"),
    *("status", "cover_class", "net", "last_patrol_on", "attributes"),
)
AT_ONCE = 5_000  # ids in one statement


def sensitivity(kind: str) -> str:
    """``public``, ``restricted`` (bulk reading has its own permission) or ``refused`` (never kept)."""
    return "refused" if kind in REFUSED else "restricted" if kind in RESTRICTED else "public"


def tolerance_m(kind: str) -> float:
    """How far, in metres, an asset of *kind* may lie from where its register puts it."""
    return POLICY["tolerance_m"].get(kind, POLICY["tolerance_m"]["default"])


def digest_of(asset) -> str:
    """The digest of an asset's facts, the same as that of a register's row."""
    facts = {name: getattr(asset, name) for name in FACTS}
    facts["attributes"] = orjson.dumps(asset.attributes, option=orjson.OPT_SORT_KEYS).decode()
    return next(digest.of_rows([[value] for value in facts.values()]))


def changed(session):
    """Say that registers changed, in the transaction that changes them."""
    session.execute(update(ReferenceVersion).values(registers=ReferenceVersion.registers + 1))


def end(session, asset_ids, today: date):
    """Copy the present states of these assets into the history, as ended yesterday; what follows is for the caller."""
    names = [column.name for column in AssetHistory.__table__.columns if column.name not in ("asset_id", "valid_to")]
    columns = [Asset.__table__.c[name] for name in names]
    valid_to = literal(today - timedelta(days=1), Date)
    for start in range(0, len(asset_ids), AT_ONCE):
        chosen = select(Asset.id, valid_to, *columns).where(Asset.id.in_(asset_ids[start : start + AT_ONCE]))
        session.execute(insert(AssetHistory).from_select(["asset_id", "valid_to", *names], chosen))
