"""A value that can't be is 422 at its field, in words; a wrong parameter 400; an id of nothing 404. Nothing is 5xx."""

from datetime import timedelta

import pytest

from inspections import db
from tests.conftest import MORNING
from tests.people import draft
from tests.refusals import field_of

PLACE = draft()["location"]
#    change     path     code
CASES = [
    ({"type": "manhole.gone"}, "type", "unknown_code"),
    ({"asset_kind": "lunar"}, "asset_kind", "unknown_code"),
    ({"place_kind": "moon"}, "place_kind", "unknown_code"),
    ({"severity": "dreadful"}, "severity", "not_one_of"),
    ({"type": "Manhole; DROP TABLE hazard"}, "type", "bad_format"),
    ({"type": "manhole.missing\n"}, "type", "bad_format"),
    ({"location": PLACE | {"datum": "NAD83"}}, "location.datum", "not_one_of"),
    ({"location": {name: PLACE[name] for name in PLACE if name != "datum"}}, "location.datum", "required"),
    ({"location": PLACE | {"accuracy_m": 0}}, "location.accuracy_m", "out_of_range"),
    ({"location": PLACE | {"accuracy_m": -1}}, "location.accuracy_m", "out_of_range"),
    ({"location": PLACE | {"lon": 180.1}}, "location.lon", "out_of_range"),
    ({"location": PLACE | {"source": "guess"}}, "location.source", "not_one_of"),
    ({"location": {"no_fix_reason": "  "}}, "location.no_fix_reason", "empty"),
    ({"description": "a\u0000b"}, "description", "control_characters"),
    ({"address": "a\u001bb"}, "address", "control_characters"),
    ({"asset_code": "a\rb"}, "asset_code", "control_characters"),
    ({"location": {"no_fix_reason": "a\u007f"}}, "location.no_fix_reason", "control_characters"),
    ({"seen_at": "2026-06-29T10:05:00"}, "seen_at", "offset_required"),
    ({"seen_at": "2026-02-30T10:05:00+08:00"}, "seen_at", "wrong_type"),
    ({"seen_at": "2026-06-29T24:00:00+08:00"}, "seen_at", "wrong_type"),
    ({"seen_at": "2026-06-29T10:05:60+08:00"}, "seen_at", "wrong_type"),
    ({"seen_at": "10000-01-01T00:00:00Z"}, "seen_at", "not_rfc3339"),
    ({"seen_at": "1782698700"}, "seen_at", "not_rfc3339"),
    ({"seen_at": "2026-06-29 10:05:00+08:00"}, "seen_at", "not_rfc3339"),
    ({"seen_at": 1782698700}, "seen_at", "wrong_type"),
    ({"seen_at": "0001-01-01T00:00:00+14:00"}, "seen_at", "instant_out_of_range"),
    ({"seen_at": "9999-12-31T23:59:59-12:00"}, "seen_at", "instant_out_of_range"),
    ({"inspection_id": "019d0000-0000-7000-8000-000000000000"}, "inspection_id", "unknown_inspection"),
]


def test_a_value_that_can_not_be_is_refused_at_its_field(refused):
    for change, path, code in CASES:
        field = field_of(refused(draft(**change), 422))
        assert (field["path"], field["code"]) == (path, code)
        assert field["message"]
        assert " or " not in field["message"]  # no English in it


def test_an_unknown_code_says_where_the_list_is(refused):
    said = {"type": "a.b", "asset_kind": "lunar", "place_kind": "moon"}

    sentences = {field["path"]: field["message"] for field in refused(draft(**said), 422)["fields"]}

    assert "/api/v1/hazard-types" in sentences["type"]
    assert "/api/v1/kinds" in sentences["asset_kind"]
    assert "/api/v1/kinds" in sentences["place_kind"]


def test_a_place_and_a_reason_for_having_none_exclude_each_other(refused):
    problem = refused(draft(location=PLACE | {"no_fix_reason": "室内"}), 422)

    assert {field["path"] for field in problem["fields"]} == {f"location.{name}" for name in PLACE}
    assert {field["code"] for field in problem["fields"]} == {"unknown_field"}


@pytest.mark.parametrize(("name", "longest"), [("description", 4000), ("address", 300), ("asset_code", 100)])
def test_texts_are_as_long_as_promised_counted_in_characters(li, refused, name, longest):
    text = "𠮷" * longest

    assert li.record(**{name: text})[name] == text
    assert field_of(refused(draft(**{name: text + "𠮷"}), 422))["code"] == "too_long"


@pytest.mark.parametrize(("minutes", "flagged"), [(2, False), (3, True), (24 * 60, True)])
def test_a_clock_ahead_by_less_than_a_day_is_believed_with_a_flag(li, minutes, flagged):
    at = (MORNING + timedelta(minutes=minutes)).isoformat()

    assert ("clock_skew" in li.record(seen_at=at)["flags"]) is flagged


def test_a_clock_ahead_by_more_than_a_day_is_not(refused):
    at = (MORNING + timedelta(hours=24, seconds=1)).isoformat()

    assert field_of(refused(draft(seen_at=at), 422))["code"] == "too_far_ahead"


SEVENTH = "019d0000-0000-7000-8000-00000000abcd"


@pytest.mark.parametrize(
    "spelling", [SEVENTH.upper(), f"{{{SEVENTH}}}", SEVENTH.replace("-", ""), f"urn:uuid:{SEVENTH}"]
)
def test_other_spellings_of_an_id_mean_the_same_id(li, spelling):
    assert li.record(id=spelling)["id"] == SEVENTH


STRANGE_IDS = [
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "7d444840-9dc0-41d1-b245-5ffdce74fad2",
    SEVENTH + "0",
    "../../etc/passwd",
    "",
]


def test_an_id_that_is_no_uuid7_is_refused(refused):
    for id_ in STRANGE_IDS:
        assert field_of(refused(draft(id=id_), 422))["code"] in ("uuid7_required", "wrong_type")


def test_an_id_of_nothing_is_404_in_every_path(li):
    for id_ in [*STRANGE_IDS[:-1], SEVENTH, "%00", "1' OR '1'='1", "%F0%A0%AE%B7"]:
        for path in ("hazards/{}", "hazards/{}/photos", "photos/{}", "photos/{}/original", "inspections/{}"):
            assert li.get(f"/{path.format(id_)}", status=404)["code"] == "not_found"


def test_an_idempotency_key_has_a_length(refused):
    for key in ("", "k" * 201, "k" * 100_000):
        assert refused(draft(), 400, **{"Idempotency-Key": key})["code"] == "bad_idempotency_key"


def test_headers_that_would_override_the_method_are_ignored(li):
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        li.ask("GET", "/hazards", status=200, headers={name: "POST"})
        li.ask("POST", "/hazards", status=201, headers={name: "DELETE"}, json=draft())


def test_a_method_that_is_not_there_is_405_and_says_which_are(li):
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = li.ask(method, "/hazards", status=405)
        assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
        assert answer.json["code"] == "method_not_allowed"


def test_an_unknown_address_is_404_as_a_problem_document(stranger):
    for path in ("/nothing", "/hazards/", "/%2e%2e/etc/passwd", "/swagger"):
        assert stranger.get(path, status=404)["code"] == "not_found"


#    query     path of the parameter
QUERIES = [
    ("limit=0", "limit"),
    ("limit=101", "limit"),
    ("limit=1e3", "limit"),
    ("limit=ten", "limit"),
    ("limit=1&limit=2", "limit"),
    ("sort=password_hash", "sort"),
    ("bbox=1,2,3", "bbox"),
    ("bbox=10,0,5,1", "bbox"),
    ("bbox=nan,0,5,1", "bbox"),
    ("status=lost", "status.0"),
    ("agency=1' OR 1=1--", "agency"),
    ("role=owner", ""),
    ("cursor=AAAA", "cursor"),
    ("cursor=%00", "cursor"),
    ("seen_from=2026-06-29", "seen_from"),
    ("seen_from=0001-01-01T00:00:00%2B14:00", "seen_from"),
    ("q=%00", "q"),
    ("q=" + "a" * 101, "q"),
    ("offset=1", "offset"),
]


def test_a_wrong_parameter_is_400_at_its_name(li):
    for query, path in QUERIES:
        problem = li.ask("GET", f"/hazards?{query}", status=400).json
        assert (problem["code"], field_of(problem)["path"]) == ("bad_parameter", path)


def test_a_search_takes_every_character_literally(li):
    li.record()
    for text in ("%", "_", "\\", "'; DROP TABLE hazard; --", '" OR 1=1', "NEAR/", "*"):
        found = li.record(description=f"井盖{text}缺失")
        assert [item["id"] for item in li.get("/hazards", q=f"盖{text}缺")["items"]] == [found["id"]]


def test_measurements_are_named_numbers_or_short_texts(li):
    hazard = li.record()
    path = f"/inspections/{li.post('/inspections', {'kind': 'patrol', 'title': '回访'}, status=201)['id']}/findings"
    said = {"id": str(db.new_id()), "hazard_id": hazard["id"], "verdict": "not_fixed"}

    finding = li.post(path, said | {"measurements": {"井深": 1.5, "材质": "铸铁"}}, status=201)
    wrong = li.post(path, said | {"measurements": {"井深": "\u0000"}}, status=422)
    nested = li.post(path, said | {"measurements": {"井深": {}}}, status=422)

    assert finding["measurements"] == {"井深": 1.5, "材质": "铸铁"}
    assert {field["path"] for field in wrong["fields"] + nested["fields"]} == {"measurements.井深"}
