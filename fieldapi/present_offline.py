"""The device's table as a dict for the wire: rows and candidates stand once, and are meant by their number."""

from .present import fields
from .present_responsibility import agency

SAID = ("role", "source", "rule", "reason", "legal_basis", "verified")


class Numbered:
    """Things that stand once in a list, whoever mentions them."""

    def __init__(self):
        self._numbers = {}

    def number(self, thing) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    def __iter__(self):
        return iter(self._numbers)


def responsibility(edition, features, table) -> dict:
    rows, candidates = Numbered(), Numbered()
    zones = {area: candidates.number(candidate) for area, candidate in table.zones.items()}
    places = {
        code: {role.value: [rows.number(row) for row in listed] for role, listed in by_role.items()}
        for code, by_role in table.rows.items()
    }
    return {
        **fields(edition, "version", "versions", "valid_from", "valid_to"),
        "areas": {"type": "FeatureCollection", "features": [_feature(*row, zones) for row in features]},
        "places": {code: {"phrase": table.phrases[code]} | listed for code, listed in places.items()},
        "rows": [_row(row, candidates) for row in rows],
        "candidates": [fields(row, *SAID) | {"agency": agency(row.agency)} for row in candidates],
    }


def _feature(area, geometry, zones):
    properties = fields(area, "kind", "code", "name")
    if area in zones:
        kinds = area.attributes.get("asset_kinds")
        properties |= {"asset_kinds": kinds, "candidate": zones[area]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _row(row, candidates):
    return {
        "type": row.hazard_type,
        **fields(row, "asset_kind", "place_kind"),
        "candidates": [candidates.number(candidate) for candidate in row.candidates],
    }
