"""Versions of a layer: a new one supersedes from a day on, the past keeps its answers, a wrong one is taken back."""

import pytest

from tests import layers
from tests.imports import applied, checked, codes, send, work
from tests.layers import AREA, BUREAU, COLUMNS, PATH, TELECOM, ZONE, box, collection, owners, versions, zone
from tests.operations import LAYER
from tests.refusals import field_of

pytestmark = pytest.mark.slow  # child processes and jobs


@pytest.fixture
def two_versions(li):
    return layers.two_versions(li)


def test_a_new_version_supersedes_from_a_day_and_the_past_keeps_its_answers(li, two_versions):
    assert versions(li) == [(1, "2026-01-01", "2026-05-31"), (2, "2026-06-01", None)]
    assert versions(li, on="2026-05-31") == [(1, "2026-01-01", "2026-05-31")]
    assert versions(li, on="2026-06-01") == [(2, "2026-06-01", None)]
    assert versions(li, on="2025-12-31") == []
    assert owners(li) == {TELECOM}
    assert owners(li, on="2026-06-01") == {TELECOM}
    assert owners(li, on="2026-05-31") == {BUREAU}
    assert owners(li, on="2025-12-31") == set()


def test_a_version_says_where_it_comes_from(li, two_versions):
    layer = li.get(f"/layers/{two_versions[1]['id']}")

    source = li.get(f"/imports/{layer['import_id']}")
    assert layer["digest"] == source["sha256"] and layer["office_id"] == source["office"]["id"]
    assert (layer["crs"], layer["datum"], layer["method"]) == ("EPSG:4326", "WGS84", "坐标未作变换")
    assert layer["features"] == 1 and layer["source"] == LAYER["source"]
    features = li.get(f"/layers/{layer['id']}/features")["features"]
    assert features[0]["geometry"] == box()
    assert source["report"]["summary"]["supersedes"] == {"version": 1, "name": "责任区"}


def test_a_wrong_version_is_taken_back_and_the_one_before_is_in_force_again(li, two_versions):
    wrong = two_versions[1]

    withdrawn = li.post(f"/layers/{wrong['id']}/withdraw", {"reason": "单位写错"})

    assert withdrawn["withdrawn"]["reason"] == "单位写错"
    assert versions(li) == [(1, "2026-01-01", None)]
    assert owners(li) == {BUREAU}
    assert li.post(f"/layers/{wrong['id']}/withdraw", {"reason": "再次"}, status=409)["code"] == "layer_withdrawn"
    applied(li, PATH, zone(TELECOM), ZONE | {"valid_from": "2026-06-15"})
    assert versions(li) == [(1, "2026-01-01", "2026-06-14"), (3, "2026-06-15", None)]


def test_only_the_newest_version_and_only_by_its_office(li, zhao, liu, zheng, two_versions):
    path = f"/layers/{two_versions[0]['id']}/withdraw"

    assert li.post(path, {"reason": "旧版"}, status=409)["code"] == "layer_superseded"
    assert liu.post(path, {"reason": "他院"}, status=403)["code"] == "not_handling_office"
    assert zhao.post(path, {"reason": "助理"}, status=403)["code"] == "role_may_not"
    assert field_of(li.post(path, {"reason": " "}, status=422))["code"] == "empty"
    assert len(versions(li)) == 2


def test_a_key_whose_versions_were_all_withdrawn_stays_with_its_office_and_kind(li, liu, two_versions):
    for layer in reversed(two_versions):
        li.post(f"/layers/{layer['id']}/withdraw", {"reason": "整个图层有误"})
    fresh = {key: value for key, value in ZONE.items() if key != "valid_from"}

    there = collection((box(117.2, 37.7), {"code": "z1", "name": "乐陵", "agency": BUREAU, "role": "owner"}))
    assert codes(checked(liu, PATH, there, fresh)) == {"layer_of_other_office"}
    assert codes(checked(li, PATH, zone(), fresh | {"kind": "road"})) == {"layer_of_other_kind"}
    applied(li, PATH, zone(), fresh)

    assert versions(li) == [(3, None, None)]


def town(code, west=117.38):
    return box(west), {"code": code, "name": f"镇{code}"}


REFUSED = {
    "nobody's agency": (zone("没有这个局"), ZONE, "unmatched_agency"),
    "no role": (zone(role="主管"), ZONE, "unknown_role"),
    "no such kind": (
        zone(kinds="telecom,lunar"),
        ZONE | {"mapping": COLUMNS | {"asset_kinds": "kinds"}},
        "unknown_kind",
    ),
    "no day": (zone(till="2026年底"), ZONE | {"mapping": COLUMNS | {"valid_to": "till"}}, "not_a_day"),
    "ends before it begins": (
        zone(since="2026-07-01", till="2026-06-30"),
        ZONE | {"mapping": COLUMNS | {"valid_from": "since", "valid_to": "till"}},
        "period_ends_before_it_begins",
    ),
    "no agency at all": (zone(), ZONE | {"mapping": {"code": "code"}}, "unmatched_agency"),
    "an earlier day": (zone(), ZONE | {"valid_from": "2026-05-01"}, "not_after_previous"),
    "no day of beginning": (zone(), {k: v for k, v in ZONE.items() if k != "valid_from"}, "valid_from_required"),
    "ends first": (
        zone(),
        ZONE | {"valid_from": "2026-07-01", "valid_to": "2026-06-30"},
        "period_ends_before_it_begins",
    ),
    "another kind": (zone(), ZONE | {"kind": "road", "valid_from": "2026-07-01"}, "layer_of_other_kind"),
    "another office's": (zone(), ZONE | {"key": "demo-zones", "valid_from": "2026-07-01"}, "layer_of_other_office"),
    "another county": (collection(town("371481001")), AREA, "outside_office_area"),
    "a code too short": (collection(town("371423")), AREA, "bad_area_code"),
    "a code twice": (collection(town("371423101"), town("371423101", 117.4)), AREA, "code_twice"),
    "no codes": (collection(town("371423101")), AREA | {"mapping": {"name": "name"}}, "code_required"),
    "an open ring": (
        collection(({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [7, 8]]]}, {})),
        ZONE,
        None,
    ),
    "no map": (b"hello", ZONE, "unsupported_layer_file"),
    "hostile XML": (b'<!DOCTYPE a [<!ENTITY b "c">]><kml>&b;</kml>', ZONE, "unsafe_xml"),
}


def test_each_refusal_says_why_and_leaves_every_layer_as_it_was(li, two_versions):
    rows = {name: send(li, PATH, content, options) for name, (content, options, _) in REFUSED.items()}
    work(li.app)

    for name, (_, _, code) in REFUSED.items():
        row = li.get(f"/imports/{rows[name]['id']}")
        assert row["state"] == "refused", name
        assert code is None or code in codes(row), (name, codes(row))
        assert all(item["message"] for item in row["report"]["errors"])
    assert [row for row in li.get("/layers")["items"] if row["key"] == "qingyun-zones"] == two_versions
    assert "towns" not in {row["key"] for row in li.get("/layers")["items"]}
    assert owners(li) == {TELECOM}
