"""A small map for the stories: agencies, rules and areas around the school in 庆云."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

from geo.areas import Area, AreaIndex
from geo.responsibility import (
    Agency,
    Question,
    ResponsibilityMap,
    Role,
    Rule,
    Source,
)

OUTLINES = Path(__file__).parents[1] / "data" / "boundaries" / "qingyun_leling.geojson"
SCHOOL = (117.385, 37.775)
LELING = (117.23, 37.73)
# Thirteen metres east of a vertex that the two counties share, on the Qingyun side.
EDGE = (117.3105229 + 0.00015, 37.7687117)

NOBODY = UUID(int=99)


def agency(number, name, area_code="371423", kind="agency", functions=(), **changes):
    blank = {"valid_from": None, "valid_to": None, "successor_id": None}
    return Agency(UUID(int=number), name, kind, area_code, frozenset(functions), **(blank | changes))


PROVINCE = agency(1, "山东省通信管理局", "370000", functions=["telecom"])
INDUSTRY = agency(2, "庆云县工业和信息化局", functions=["industry"])
URBAN = agency(3, "庆云县综合行政执法局", functions=["urban"])
CITY_URBAN = agency(4, "德州市城市管理局", "371400", functions=["urban"])
CARRIER = agency(5, "示例通信公司庆云分公司", kind="company")
TOWN = agency(6, "渤海路街道办事处", "371423001", kind="government")
QINGYUN = agency(7, "庆云县人民政府", kind="government")
LELING_GOV = agency(8, "乐陵市人民政府", "371481", kind="government")
LELING_URBAN = agency(9, "乐陵市综合行政执法局", "371481", functions=["urban"])
AGENCIES = [PROVINCE, INDUSTRY, URBAN, CITY_URBAN, CARRIER, TOWN, QINGYUN, LELING_GOV, LELING_URBAN]


def rule(code, **changes):
    blank = {
        "role": Role.REGULATOR,
        "hazard_type": "manhole",
        "asset_kind": None,
        "place_kind": None,
        "area_code": "371423",
        "agency_id": None,
        "function": None,
        "reason": "",
        "legal_basis": (),
        "verified": True,
        "priority": 0,
        "valid_from": None,
        "valid_to": None,
    }
    return Rule(code, **(blank | changes))


TELECOM_RULES = [
    rule(
        "R-TEL-1",
        asset_kind="telecom",
        area_code="370000",
        function="telecom",
        reason="电信业由国家和省级主管部门监督管理",
        legal_basis=("《电信条例》第三条",),
    ),
    rule("R-TEL-2", asset_kind="telecom", area_code="370000", function="industry", reason="县级由工信部门协调"),
]


def square(middle, half):
    (x, y) = middle
    ring = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
        (x - half, y - half),
    ]
    return {"type": "Polygon", "coordinates": [ring]}


STREET = (Area("towns", "township", "371423001", "渤海路街道（示意）"), square(SCHOOL, 0.01))


def zone(agency, role=Role.OWNER, code="Z-01", middle=SCHOOL, half=0.002, **attributes):
    attributes = {"agency_id": str(agency.id), "role": str(role)} | attributes
    return Area("zones", "zone", code, "示意责任区", attributes), square(middle, half)


def county_areas(*features):
    outlines = json.loads(OUTLINES.read_text())["features"]
    counties = [
        (Area("counties", "county", f["properties"]["adcode"], f["properties"]["name"]), f["geometry"])
        for f in outlines
    ]
    return AreaIndex([*counties, *features])


def county_map(*features, rules=(), agencies=AGENCIES):
    return ResponsibilityMap(county_areas(*features), rules, agencies)


def question(at=SCHOOL, **changes):
    blank = {
        "accuracy_m": 6.0,
        "datum_error_m": 0.0,
        "hazard_type": "manhole.net_missing",
        "asset_kind": "telecom",
        "place_kind": "sidewalk",
        "on": date(2026, 6, 29),
    }
    return Question(*at, **(blank | changes))


def named(answer, role):
    return [candidate.agency and candidate.agency.name for candidate in answer.candidates if candidate.role == role]


def only(answer, role):
    (candidate,) = [candidate for candidate in answer.candidates if candidate.role == role]
    return candidate


def looked_at(answer):
    """The rules and zones that were looked at; not the defaults of the areas."""
    return [row for row in answer.considered if row.source is not Source.AREA_DEFAULT]


def outcomes(answer):
    return {row.rule: row.outcome for row in looked_at(answer)}
