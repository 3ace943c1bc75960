"""Answers of the responsibility map as dicts for the wire."""

from geo import area_codes, coordinates
from geo.rules import Rule
from geo.zones import Zone

from .present import fields, responsibility

NO_ROW = {"version": None, "area_code": None, "level": None, "source_document": None, "legal_basis": []}
ALWAYS = {"verified": True, "valid_from": None, "valid_to": None}


def answer(position, on, found, around) -> dict:
    """An answer to a received *position* as of the legal date *on*, with what lies around it."""
    lon, lat = coordinates.to_wgs84(position.lon, position.lat, position.datum)
    received = {"lon": position.lon, "lat": position.lat, "datum": position.datum, "source": "manual"}
    return {
        "location": {"lon": lon, "lat": lat, "datum": "WGS84", "accuracy_m": position.accuracy_m, "received": received},
        "on": on,
        "area": _area(found.area),
        "township": _area(found.township),
        "responsibilities": [responsibility(row, agency(row.agency)) for row in found.candidates],
        "flags": list(found.flags),
        "considered": [
            fields(row, "source", "rule", "role", "outcome", "why") | _standing(row.row) for row in found.considered
        ],
        "neighbours": [
            {"area": _area(area), "office": office and fields(office, "id", "name")}
            for area, office in around.neighbours
        ],
        "sensitive_places": [
            {"name": area.name, "kind": area.attributes.get("place"), "distance_m": round(distance, 1)}
            for area, distance in around.sensitive
        ],
        "versions": dict(found.versions),
    }


def _area(area):
    return area and {"code": area.code, "name": area.name}


def agency(agency):
    return agency and {"id": agency.id, "name": agency.name}


def _standing(row: Rule | Zone | None) -> dict:
    """What a rule or zone rests on; of a default there is no row."""
    if row is None:
        return NO_ROW | ALWAYS
    if isinstance(row, Zone):
        return NO_ROW | ALWAYS | fields(row, "valid_from", "valid_to")
    return {
        **fields(row, "version", "area_code", "legal_basis", "source_document", "verified", "valid_from", "valid_to"),
        "level": area_codes.kind(row.area_code),
    }
