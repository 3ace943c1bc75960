"""Registers come as files: checked, looked at, applied; the next one shows what changed."""

import hashlib
import io

import openpyxl
import orjson
import pytest
from sqlalchemy import select

from inspections.models import Entry
from tests import imports
from tests.people import Person
from tests.registers import CARRIER, DATA, HEADINGS, OPTIONS, applied, checked, counts, found, sheet, well

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # child processes and jobs


def listed(person, **query):
    return {row["code"]: row for row in person.ask("GET", "/assets", query_string=query).json["items"]}


@pytest.mark.databases("sqlite", "postgresql")
def test_a_dry_run_changes_nothing_and_applying_writes_what_it_showed(li):
    content = sheet(well(1), well(2))

    row = checked(li, content)

    assert (row["state"], counts(row)) == ("checked", {"added": 2, "changed": 0, "unchanged": 0, "missing": 0})
    assert row["report"]["summary"]["restricted"] == 2
    assert listed(li) == {}

    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    imports.work(li.app)

    first = listed(li)["371423-01-07-000001"]
    assert {name: first[name] for name in ("kind", "component_code", "status", "cover_class", "net")} == {
        "kind": "telecom",
        "component_code": "0107",
        "status": "intact",
        "cover_class": "D400",
        "net": True,
    }
    assert (first["owner"]["name"], first["last_patrol_on"]) == (CARRIER, "2026-06-01")
    assert first["attributes"]["材质"] == "球墨铸铁"
    assert first["import_id"] == row["id"]


def test_a_hazard_beside_a_registered_well_gets_its_owner_and_its_file(li):
    applied(li, sheet(well(1), well(5)))
    beside = {"lon": 117.38511, "lat": 37.775, "datum": "WGS84", "accuracy_m": 3, "source": "gnss"}

    hazard = li.record(location=beside)

    owner = next(row for row in hazard["responsibilities"] if row["role"] == "owner")
    assert (owner["source"], owner["agency"]["name"]) == ("asset", CARRIER)
    assert "《通信井盖台账》第 371423-01-07-000001 号" in owner["reason"]
    assert "最近一次巡查 2026-06-01" in owner["reason"]
    assert li.get(f"/assets/{hazard['asset_id']}")["hazards"][0]["id"] == hazard["id"]


@pytest.mark.databases("sqlite", "postgresql")
def test_the_next_register_shows_and_writes_only_what_changed(app, database, li, clock):
    applied(li, sheet(well(1), well(2), well(3)))
    clock.advance(days=5)
    li = Person(app, "prosecutor.qingyun")

    row = applied(li, sheet(well(1), well(2, 状态="破损"), well(4)))

    assert counts(row) == {"added": 1, "changed": 1, "unchanged": 1, "missing": 1}
    now = listed(li)
    assert now["371423-01-07-000002"]["status"] == "damaged"
    assert now["371423-01-07-000003"]["missing_since"] == "2026-07-04"
    assert now["371423-01-07-000001"]["version"] == 1
    (past,) = li.get(f"/assets/{now['371423-01-07-000002']['id']}")["history"]
    assert (past["status"], past["valid_to"]) == ("intact", "2026-07-03")

    content = li.ask("GET", f"/assets/imports/{row['id']}/difference").data
    changes = [line.split("\t") for line in content.decode().splitlines()]
    assert [(line[0], line[1][-1], line[3]) for line in changes] == [
        ("changed", "2", "2"),
        ("missing", "3", "2"),
        ("added", "4", "1"),
    ]
    with database.read() as session:
        query = select(Entry.payload).where(Entry.type == "import.applied").order_by(Entry.seq.desc())
        told = orjson.loads(session.scalars(query).first())
    assert told["difference"] == hashlib.sha256(content).hexdigest()
    assert (told["added"], told["changed"], told["missing"]) == (1, 1, 1)


@pytest.mark.databases("sqlite", "postgresql")
def test_what_comes_back_is_missing_no_longer_and_a_partial_file_misses_nothing(li):
    applied(li, sheet(well(1), well(2)))
    applied(li, sheet(well(1)))
    assert list(listed(li, missing="true")) == ["371423-01-07-000002"]

    assert counts(checked(li, sheet(well(9)), partial=True))["missing"] == 0
    applied(li, sheet(well(1), well(2)))

    assert listed(li, missing="true") == {}


def test_an_import_after_a_correction_by_hand_still_proves_the_earlier_one(li):
    row = applied(li, sheet(well(1)))
    asset = listed(li)["371423-01-07-000001"]
    before = li.ask("GET", f"/assets/imports/{row['id']}/difference").data

    li.patch(f"/assets/{asset['id']}", {"version": 1, "net": False, "reason": "现场核对无网"})

    assert li.ask("GET", f"/assets/imports/{row['id']}/difference").data == before


@pytest.fixture
def faulty():
    """Rows 2 to 9: a sound one, and one of each fault."""
    return sheet(
        well(1),
        well(1),
        well(3, 编号=""),
        well(4, 经度="", 纬度=""),
        well(5, 经度="不详"),
        well(6, 部件代码="9999"),
        well(7, 名称="长" * 201),
        well(8, 经度="0", 纬度="0"),
    )


FAULTS = {
    (3, "code", "duplicate_code"),
    (4, "code", "empty"),
    (5, "lon", "no_coordinates"),
    (6, "lon", "no_coordinates"),
    (7, "kind", "unknown_kinds"),
    (8, "name", "unusable_text"),
    (9, "lon", "impossible_coordinates"),
}


def test_broken_rows_are_named_and_refuse_the_file(li, faulty):
    row = checked(li, faulty)

    assert row["state"] == "refused"
    assert found(row) == FAULTS
    assert next(item for item in row["report"]["errors"] if item["row"] == 7)["message"] == (
        "不认识的设施种类：9999×1；请用 values.kind 对应。"
    )


@pytest.mark.databases("sqlite", "postgresql")
def test_broken_rows_are_left_out_only_when_the_user_says_so(li, faulty):
    row = applied(li, faulty, skip_broken=True)

    assert found(row, "warnings") >= FAULTS
    assert (row["report"]["accepted"], row["report"]["summary"]["left_out"]) == (1, 7)
    assert list(listed(li)) == ["371423-01-07-000001"]


def test_swapped_axes_are_reported_and_never_guessed(li):
    mapping = OPTIONS["mapping"] | {"lon": "纬度", "lat": "经度"}

    row = checked(li, sheet(well(1), well(2)), mapping=mapping, skip_broken=True)

    assert row["state"] == "refused"
    assert found(row) == {(None, "mapping.lon", "swapped_coordinates")}
    assert "把 lon（现为“纬度”）与 lat（现为“经度”）对调" in row["report"]["errors"][0]["message"]


def test_military_assets_are_refused_with_their_rows(li):
    mapping = OPTIONS["mapping"] | {"kind": "材质"}

    row = checked(li, sheet(well(1), well(2, 材质="军事设施"), well(3, 材质="military")), mapping=mapping)

    assert (3, "kind", "kind_refused") in found(row) or (4, "kind", "kind_refused") in found(row)
    assert row["state"] == "refused"


def test_what_is_odd_is_told_and_kept(li):
    odd = well(1, 状态="七成新", 防坠网="?", 巡查日期="去年", 权属单位="铁塔")
    far = well(2, 经度="116.4", 纬度="39.9")

    row = applied(li, sheet(odd, far))

    codes = {item["code"] for item in row["report"]["warnings"]}
    assert codes == {"unknown_words", "not_days", "unmatched_owners", "outside_area"}
    asset = listed(li)["371423-01-07-000001"]
    assert (asset["status"], asset["net"], asset["last_patrol_on"], asset["owner"]) == (None, None, None, None)
    assert asset["owner_text"] == "铁塔"
    assert (asset["attributes"]["状态"], asset["attributes"]["巡查日期"]) == ("七成新", "去年")


@pytest.mark.parametrize(("encoding", "delimiter"), [("gbk", ","), ("utf-8-sig", ";"), ("gb18030", "\t")])
def test_encodings_and_delimiters_are_told_by_the_content(li, encoding, delimiter):
    applied(li, sheet(well(1), encoding=encoding, delimiter=delimiter))

    assert listed(li)["371423-01-07-000001"]["name"] == "通信井1"


def test_a_datum_is_declared_and_both_places_are_kept(li):
    applied(li, sheet(well(1, 经度="117.3913827", 纬度="37.7759504")), datum="GCJ02")

    place = listed(li)["371423-01-07-000001"]["location"]

    assert place["received"] == {"lon": 117.3913827, "lat": 37.7759504, "datum": "GCJ02", "source": "register"}
    assert (round(place["lon"], 6), round(place["lat"], 6)) == (117.385, 37.775)


def test_a_spreadsheet_is_read_with_its_days_and_whole_numbers(li):
    book = openpyxl.Workbook()
    book.active.append(["说明：通信井盖普查"])
    book.active.append(list(HEADINGS))
    row = well(1) | {"编号": 3714230107000001, "经度": 117.385, "纬度": 37.775, "巡查日期": "2026-06-01"}
    book.active.append(list(row.values()))
    content = io.BytesIO()
    book.save(content)

    applied(li, content.getvalue(), header_row=2)

    assert listed(li)["3714230107000001"]["last_patrol_on"] == "2026-06-01"


def test_a_code_that_a_spreadsheet_cut_short_is_refused(li):
    book = openpyxl.Workbook()
    book.active.append(list(HEADINGS))
    for code in (37142301070001234567, "37142301070001234568", 3714230107000120):
        book.active.append(list((well(1) | {"编号": code}).values()))
    content = io.BytesIO()
    book.save(content)

    by_excel = checked(li, content.getvalue())
    by_csv = checked(li, sheet(well(1, 编号="3.71423E+19")))

    assert found(by_excel) == {(2, "code", "code_cut_short"), (4, "code", "code_cut_short")}
    assert found(by_csv) == {(2, "code", "code_cut_short")}


def test_helsinkis_street_assets_come_as_geojson_and_bollards_are_no_covers(li):
    said = {
        "register_name": "Helsinki street assets",
        "scheme": "osm",
        "mapping": {"code": "osm_id", "kind": "kind"},
        "values": {"kind": {"manhole": "special", "street_lamp": "street_light"}},
        "skip_broken": True,
    }
    content = (DATA / "osm_street_assets_helsinki.geojson").read_bytes()

    row = imports.applied(li, "/assets/imports", content, said)

    assert (row["report"]["rows"], row["report"]["accepted"]) == (24, 20)
    assert {item["details"]["value"] for item in row["report"]["warnings"] if item["code"] == "unknown_kinds"} == {
        "bollard×4"
    }
    assert len(listed(li, kind="street_light")) == 10


def test_cambridge_and_everett_drains_are_two_registers_with_mappings_of_their_own(li):
    drains = {"fixed": {"kind": "rain_grate"}, "skip_broken": True}
    cambridge = drains | {
        "register_name": "Cambridge catch basins",
        "scheme": "cambridge",
        "mapping": {"code": "FACILITYID", "lon": "x", "lat": "y", "owner": "OWNER", "status": "LIFECYCLES"},
        "values": {"status": {"IS": "intact", "ABN": "abandoned"}},
    }
    everett = drains | {
        "register_name": "Everett catch basins",
        "scheme": "everett",
        "mapping": {"code": "CB_ID", "lon": "Longtitude", "lat": "Latitude", "last_patrol_on": "Inspection"},
    }

    first = imports.applied(li, "/assets/imports", (DATA / "drains_cambridge_ma.csv").read_bytes(), cambridge)
    second = imports.applied(li, "/assets/imports", (DATA / "drains_everett_ma_inspections.csv").read_bytes(), everett)

    assert (first["report"]["rows"], first["report"]["accepted"]) == (40, 39)
    assert (second["report"]["rows"], second["report"]["summary"]["missing"]) == (30, 0)
    query = {"register_name": "Everett catch basins", "patrolled_before": "2014-11-01", "limit": 100}
    assert len(listed(li, **query)) == 10  # never inspected
