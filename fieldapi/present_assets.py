"""Assets as dicts for the wire."""

from geo.coordinates import Datum
from inspections import assets, ledger
from inspections.asset_states import sensitivity

from .present import Names, fields

PLAIN = (
    *("version", "register_name", "kind", "component_code", "name", "owner_text", "status", "cover_class", "net"),
    *("last_patrol_on", "attributes", "import_id", "valid_from", "missing_since"),
)


def page(session, rows, next_cursor, withheld) -> dict:
    names = Names(session, offices=[row.office_id for row in rows], agencies=[row.owner_id for row in rows])
    return {"items": [_asset(row, names) for row in rows], "next_cursor": next_cursor, "withheld": withheld}


def asset(session, actor, row) -> dict:
    return _asset(row, Names(session, offices=[row.office_id], agencies=[row.owner_id]))


def file(session, actor, row) -> dict:
    """An asset with the hazards that the actor sees and the states that it had before."""
    past = assets.history(session, row)
    names = Names(session, offices=[row.office_id], agencies=[state.owner_id for state in (row, *past)])
    return {
        **_asset(row, names),
        "hazards": [
            fields(hazard, "id", "number", "status", "type", "severity", "seen_at")
            for hazard in assets.hazards(session, actor, row)
        ],
        "history": [_state(state, names) | {"valid_to": state.valid_to} for state in past],
        "timeline": ledger.timeline(session, "asset", row.id),
    }


def _asset(row, names):
    return {
        **fields(row, "id", "scheme", "code", "raw_id"),
        **_state(row, names),
        "office": names.office(row.office_id),
        "sensitivity": sensitivity(row.kind),
    }


def _state(row, names):
    received = {"lon": row.received_lon, "lat": row.received_lat, "datum": row.received_datum, "source": "register"}
    place = {"lon": row.lon, "lat": row.lat, "datum": Datum.WGS84, "accuracy_m": None, "received": received}
    return {**fields(row, *PLAIN), "owner": names.agency(row.owner_id), "location": place}
