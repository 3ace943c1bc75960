"""Reading registers in bulk: restricted kinds need their own permission and a purpose, and leave a trace."""

import hashlib

import orjson
import pytest
from sqlalchemy import select

from inspections.asset_states import POLICY
from inspections.models import Entry
from tests.people import asset
from tests.steps import wrong


@pytest.fixture
def restricted(li):
    """As many gas wells as a list may hold, and one well for sewage."""
    for number in range(POLICY["most_restricted_in_a_list"]):
        li.post("/assets", asset(code=f"G{number:03}", kind="gas"), status=201)
    return li.post("/assets", asset(code="S1", kind="sewage"), status=201)


def test_a_few_assets_of_a_restricted_kind_may_be_looked_up_but_many_are_withheld(li, restricted):
    few = li.get("/assets", kind="gas", limit=100)
    assert (len(few["items"]), few["withheld"]) == (POLICY["most_restricted_in_a_list"], False)

    one_more = li.post("/assets", asset(code="G999", kind="gas"), status=201)

    assert li.get("/assets", kind="gas") == {"items": [], "next_cursor": None, "withheld": True}
    mixed = li.get("/assets")
    assert ([row["code"] for row in mixed["items"]], mixed["withheld"]) == (["S1"], True)
    assert li.get("/assets", q="G00", kind="gas")["withheld"] is False
    assert li.get(f"/assets/{one_more['id']}")["code"] == "G999"


def test_the_chief_takes_the_register_and_says_what_for(database, li, chen, restricted):
    query = {"f": "csv", "kind": "gas"}
    assert li.get("/assets/register", status=403, **query, purpose="核对")["code"] == "role_may_not"
    assert wrong(chen.get("/assets/register", status=400, **query)) == {("purpose", "required")}

    response = chen.ask("GET", "/assets/register", query_string=query | {"purpose": "专项监督排查"})

    lines = response.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + POLICY["most_restricted_in_a_list"]
    assert lines[0].startswith("register_name,scheme,code,raw_id,kind")
    with database.read() as session:
        told = orjson.loads(session.scalar(select(Entry.payload).where(Entry.type == "assets.exported")))
    assert told["purpose"] == "专项监督排查"
    assert told["assets"] == POLICY["most_restricted_in_a_list"]
    assert told["sha256"] == hashlib.sha256(response.data).hexdigest()


def test_the_register_as_geojson_and_no_cell_is_a_formula(chen):
    chen.post("/assets", asset(code="=1+1", kind="sewage", name="@SUM(A1)"), status=201)
    query = {"purpose": "核对", "kind": "sewage"}

    content = chen.ask("GET", "/assets/register", query_string=query | {"f": "geojson"}).json
    sheet = chen.ask("GET", "/assets/register", query_string=query | {"f": "csv"}).data.decode("utf-8-sig")

    (feature,) = content["features"]
    assert feature["properties"]["code"] == "=1+1"
    assert feature["geometry"] == {"type": "Point", "coordinates": [117.38502, 37.775]}
    assert "'=1+1" in sheet and "'@SUM(A1)" in sheet


def test_a_chief_takes_only_the_registers_of_the_own_office(zheng, liu, chen):
    zheng.post("/assets", asset(code="CITY"), status=201)
    liu.post("/assets", asset(code="LELING"), status=201)
    chen.post("/assets", asset(code="OWN"), status=201)

    sheet = chen.ask("GET", "/assets/register", query_string={"f": "csv", "purpose": "核对"}).data.decode("utf-8-sig")

    assert [line.split(",")[2] for line in sheet.splitlines()[1:]] == ["OWN"]
