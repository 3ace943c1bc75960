"""Steps that the stories about disputes share."""

import json
from datetime import date
from pathlib import Path

import inspections
from tests.steps import agency, confirmed

TODAY = date(2026, 6, 29)
FOLDER = Path(inspections.__file__).parent / "reference"
POLICY = json.loads((FOLDER / "dispute_policy.json").read_text("utf-8"))
WATER, SCHOOL = "示意供水企业（庆云）", "承德小学（虚构）"
TOWN, COUNTY, CITY = "示意街道一办事处（虚构，庆云）", "庆云县人民政府", "德州市人民政府"
DOCUMENT = {"document_no": "示意街办〔2026〕12号", "on": str(TODAY)}


def broken_valve(person, **changes):
    """A confirmed broken cover that says 给水, with one stored drawing."""
    hazard = confirmed(person, type="manhole.broken", asset_kind="water_supply", **changes)
    return hazard, person.add_photo(hazard, "density_plot.png")


def opened(person, hazard, *, status=201, **said):
    body = {"note": "井盖无产权标识，现场单位均称不属本单位。"} | said
    return person.post(f"/hazards/{hazard['id']}/dispute", body, status=status)


def act(person, hazard, verb, *, status=200, **said):
    return person.post(f"/hazards/{hazard['id']}/dispute/moves", {"move": verb, **said}, status=status)


def deny(person, hazard, photo, name, **said):
    words = {"agency_id": agency(person, name), "photo_id": photo["id"], "note": "图纸显示不在本单位管网内。"}
    return act(person, hazard, "deny", **words | said)


def designate(person, hazard, by=TOWN, owner=WATER, **said):
    named = {"agency_id": agency(person, owner), "by_agency_id": agency(person, by)}
    return act(person, hazard, "designate", **named | DOCUMENT | said)
