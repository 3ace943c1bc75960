"""Recording, finding and amending hazards."""

import pytest

from inspections.db import new_id
from tests.people import Person, draft


def test_a_prosecutor_records_a_manhole_and_learns_who_is_responsible_and_why(li):
    hazard = li.record()

    assert hazard["status"] == "recorded"
    assert hazard["number"] == "371423-2026-H0001"
    assert hazard["area"] == {"code": "371423", "name": "庆云县"}
    roles = {row["role"] for row in hazard["responsibilities"]}
    assert roles == {"owner", "regulator", "territorial"}
    assert all(row["reason"] for row in hazard["responsibilities"])
    regulators = {row["agency"]["name"] for row in hazard["responsibilities"] if row["role"] == "regulator"}
    assert {"山东省通信管理局", "庆云县工业和信息化局"} <= regulators
    assert hazard["moves"] == ["confirm", "dismiss", "transfer", "mark_duplicate"]


def test_several_candidates_leave_the_choice_to_a_person(li):
    hazard = li.record()

    assert hazard["chosen"]["owner"] is None
    assert hazard["chosen"]["regulator"] is None


def test_sending_the_same_record_twice_gives_one_hazard(li):
    said = draft(id=str(new_id()))

    first = li.post("/hazards", said, status=201)
    second = li.post("/hazards", said, status=200)

    assert first == second
    assert len(li.get("/hazards")["items"]) == 1


def test_a_reused_id_with_other_content_is_a_conflict(li):
    said = draft(id=str(new_id()))
    li.post("/hazards", said, status=201)

    problem = li.post("/hazards", said | {"description": "另一处"}, status=409)

    assert problem["code"] == "id_taken"


def test_an_id_taken_in_another_county_tells_nothing_of_what_it_holds(li, liu):
    said = draft(id=str(new_id()))
    li.post("/hazards", said, status=201)

    assert liu.post("/hazards", said, status=409)["code"] == "id_taken"


def test_the_same_idempotency_key_gives_the_same_answer(li):
    first = li.post("/hazards", draft(), status=201, headers={"Idempotency-Key": "k-1"})
    second = li.post("/hazards", draft(), status=200, headers={"Idempotency-Key": "k-1"})

    assert first == second
    assert len(li.get("/hazards")["items"]) == 1


def test_a_key_is_forgotten_after_half_a_year_when_the_next_one_comes(app, clock):
    def record(key, status):
        return Person(app, "prosecutor.qingyun").post(
            "/hazards", draft(), status=status, headers={"Idempotency-Key": key}
        )["id"]

    first = record("k-1", 201)
    clock.advance(days=180)
    assert record("k-2", 201) != record("k-1", 200) == first
    clock.advance(seconds=1)
    record("k-3", 201)

    assert record("k-1", 201) != first


def test_an_idempotency_key_used_for_something_else_is_a_conflict(li):
    li.post("/hazards", draft(), status=201, headers={"Idempotency-Key": "k-1"})

    problem = li.post("/hazards", draft(address="别处"), status=409, headers={"Idempotency-Key": "k-1"})

    assert problem["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("datum", "lon", "lat"),
    [
        ("CGCS2000", 117.385, 37.775),
        ("GCJ02", 117.3913827, 37.7759504),
        ("BD09", 117.3978728, 37.7819191),
    ],
)
def test_a_position_in_another_datum_is_kept_as_received_and_normalised(li, datum, lon, lat):
    place = {"lon": lon, "lat": lat, "datum": datum, "accuracy_m": 10, "source": "fused"}

    location = li.record(location=place)["location"]

    assert location["received"] == {"lon": lon, "lat": lat, "datum": datum, "source": "fused"}
    assert location["datum"] == "WGS84"
    assert location["lon"] == pytest.approx(117.385, abs=2e-7)
    assert location["lat"] == pytest.approx(37.775, abs=2e-7)


def test_without_a_fix_the_record_is_kept_and_nobody_is_named_yet(li):
    hazard = li.record(location={"no_fix_reason": "室内无信号"})

    assert hazard["location"] == {"no_fix_reason": "室内无信号"}
    assert hazard["flags"] == ["provisional"]
    assert [row["agency"] for row in hazard["responsibilities"]] == [None, None, None]


def test_a_place_put_in_later_is_answered_then(li):
    hazard = li.record(location={"no_fix_reason": "室内无信号"})
    place = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": None, "source": "manual"}

    amended = li.patch(f"/hazards/{hazard['id']}", {"version": hazard["version"], "location": place})

    assert amended["area"]["name"] == "庆云县"
    assert amended["version"] == hazard["version"] + 1
    assert any(row["agency"] for row in amended["responsibilities"])
    assert "provisional" not in amended["flags"]


def test_outside_the_county_is_accepted_and_says_so(li):
    hazard = li.record(location={"lon": 117.23, "lat": 37.73, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"})

    assert "outside_jurisdiction" in hazard["flags"]
    assert hazard["area"]["name"] == "乐陵市"


def test_a_phone_whose_clock_is_an_hour_ahead_is_believed_with_a_flag(li):
    assert "clock_skew" in li.record(seen_at="2026-06-29T11:05:00+08:00")["flags"]


def test_everything_stays_as_typed(li):
    text = "𠮷野家门口 👨‍👩‍👧 é ﾊﾝｶｸ <img src=x onerror=alert(1)> {{7*7}}\n第二行"

    hazard = li.record(description=text)

    assert li.get(f"/hazards/{hazard['id']}")["description"] == text


def test_an_amendment_changes_only_what_it_names(li):
    hazard = li.record()

    amended = li.patch(f"/hazards/{hazard['id']}", {"version": hazard["version"], "severity": "critical"})

    assert amended["severity"] == "critical"
    assert amended["description"] == hazard["description"]
    assert amended["responsibilities"] == hazard["responsibilities"]


def test_another_kind_of_asset_is_answered_anew(li):
    hazard = li.record()

    amended = li.patch(f"/hazards/{hazard['id']}", {"version": hazard["version"], "asset_kind": "sewage"})

    names = {row["agency"]["name"] for row in amended["responsibilities"] if row["agency"]}
    assert "山东省通信管理局" not in names


def test_a_wrong_time_is_corrected_and_answered_for_that_day(li):
    hazard = li.record(seen_at="2026-06-29T11:05:00+08:00")
    assert "clock_skew" in hazard["flags"]

    amended = li.patch(f"/hazards/{hazard['id']}", {"version": 1, "seen_at": "2026-02-28T09:00:00+08:00"})
    problem = li.patch(f"/hazards/{hazard['id']}", {"version": 2, "seen_at": "2026-07-01T00:00:00Z"}, status=422)

    assert amended["seen_at"] == "2026-02-28T01:00:00+00:00"
    assert "clock_skew" not in amended["flags"]
    assert problem["fields"][0]["code"] == "too_far_ahead"


def test_of_two_people_who_amend_at_once_the_second_is_told(li, sun):
    hazard = li.record()
    li.patch(f"/hazards/{hazard['id']}", {"version": hazard["version"], "severity": "low"})

    problem = sun.patch(f"/hazards/{hazard['id']}", {"version": hazard["version"], "severity": "critical"}, status=409)

    assert problem["code"] == "stale_version"
    assert problem["version"] == hazard["version"] + 1
    assert problem["current"] == sun.get(f"/hazards/{hazard['id']}")


def test_a_choice_of_agency_needs_a_reason_and_outlives_an_amendment(li):
    hazard = li.record()
    carrier = next(row["agency"] for row in hazard["responsibilities"] if row["role"] == "owner")
    path = f"/hazards/{hazard['id']}/responsibilities"
    said = {"version": hazard["version"], "role": "owner", "agency_id": carrier["id"], "reason": "井盖铸有标识"}
    li.put(path, said | {"reason": " "}, status=422)

    chosen = li.put(path, said)
    amended = li.patch(f"/hazards/{hazard['id']}", {"version": chosen["version"], "place_kind": "green"})

    assert chosen["chosen"]["owner"] == carrier
    assert amended["chosen"]["owner"] == carrier
    assert [row["reason"] for row in amended["responsibilities"] if row["source"] == "override"] == ["井盖铸有标识"]


def test_the_timeline_tells_who_did_what_and_when(li, sun):
    hazard = li.record()
    li.add_photo(hazard)
    sun.patch(f"/hazards/{hazard['id']}", {"version": hazard["version"], "severity": "low", "reason": "已放锥桶"})

    events = li.get(f"/hazards/{hazard['id']}/timeline")["items"]

    assert [(event["type"], event["actor"]["name"]) for event in events] == [
        ("hazard.recorded", "李文清"),
        ("photo.added", "李文清"),
        ("hazard.amended", "孙立群"),
    ]
    assert events[2]["payload"] == {"changed": {"severity": {"from": "high", "to": "low"}}, "reason": "已放锥桶"}
