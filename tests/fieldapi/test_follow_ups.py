"""What must be visited, why and by when."""

import json
from datetime import date, timedelta
from pathlib import Path

import inspections
from tests.case_steps import act, received
from tests.people import Person
from tests.steps import (
    CLAIM,
    again,
    agency,
    claimed,
    confirmed,
    judge,
    outing,
    referral,
    referred,
    verified,
    visit,
    wrong,
)

TODAY = date(2026, 6, 29)
POLICY = json.loads((Path(inspections.__file__).parent / "reference" / "follow_up_policy.json").read_text("utf-8"))


def due(reason):
    return (reason, str(TODAY + timedelta(days=POLICY[reason])))


def visits(person, hazard, **query):
    """What is still to be visited at *hazard*: reasons and days."""
    rows = person.get("/follow-ups", **query)["items"]
    return [(row["reason"], row["due_on"]) for row in rows if row["hazard_id"] == hazard["id"]]


def test_each_step_asks_for_a_visit_in_the_days_that_the_policy_says(li, chen):
    hazard = confirmed(li)
    assert visits(li, hazard) == []

    li.move(hazard, "refer", **referral(li))
    assert visits(li, hazard) == [due("referred")]
    li.move(hazard, "claim_fix", **CLAIM)
    assert visits(li, hazard) == [due("fix_claimed"), due("referred")]
    chen.move(hazard, "escalate")
    assert visits(li, hazard) == [due("fix_claimed"), due("referred"), due("escalated")]


def test_what_is_to_be_visited_says_where_and_how_bad_it_is(li):
    hazard = referred(li)

    row = li.get("/follow-ups")["items"][0]

    assert row["hazard_number"] == hazard["number"]
    assert row["hazard_type"] == hazard["type"]
    assert [row[name] for name in ("address", "status", "severity", "location")] == [
        hazard[name] for name in ("address", "status", "severity", "location")
    ]
    assert row["overdue"] is False


def test_the_finding_answers_what_was_due(li):
    hazard = claimed(li)

    visit(li, hazard, "not_found")
    assert visits(li, hazard) == [due("fix_claimed"), due("referred")]
    visit(li, hazard, "not_fixed")
    assert visits(li, hazard) == [due("not_fixed")]
    visit(li, hazard, "partly_fixed")
    assert visits(li, hazard) == [due("not_fixed")]
    visit(li, hazard, "fixed")
    assert visits(li, hazard) == []


def test_a_relapse_asks_for_a_visit_to_the_new_hazard(li, sun):
    closed = li.move(verified(sun), "close")

    visit(sun, closed, "rebounded")

    rows = li.get("/follow-ups")["items"]
    assert [row["reason"] for row in rows] == ["not_fixed"]
    assert rows[0]["hazard_id"] != closed["id"]


def test_a_duplicate_needs_no_visit_of_its_own(li):
    hazard, master = referred(li), li.record()

    li.move(hazard, "mark_duplicate", master_id=master["id"], note="同一口井")

    assert visits(li, hazard) == []


def test_the_most_pressing_come_first_and_can_be_narrowed(li):
    far = {"lon": 117.45, "lat": 37.80, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
    near, away = claimed(li), referred(li, location=far)
    executive, housing = agency(li, "庆云县综合行政执法局"), agency(li, "庆云县住房和城乡建设局")

    assert [row["reason"] for row in li.get("/follow-ups")["items"]] == ["fix_claimed", "referred", "referred"]
    assert visits(li, near, due_before=due("fix_claimed")[1]) == [due("fix_claimed")]
    assert visits(li, near, due_before=TODAY + timedelta(days=POLICY["fix_claimed"] - 1)) == []
    assert visits(li, away, bbox="117.44,37.79,117.46,37.81") == [due("referred")]
    assert visits(li, near, bbox="117.44,37.79,117.46,37.81") == []
    assert len(li.get("/follow-ups", agency=executive)["items"]) == 3
    assert li.get("/follow-ups", agency=housing)["items"] == []
    assert len(li.get("/follow-ups", limit=1)["items"]) == 1


def test_a_visit_is_overdue_from_the_day_after(li, app, clock):
    late, calm = referred(li), li.record()

    def on_day(days):
        clock.at = clock.at.replace(month=6, day=29) + timedelta(days=days)
        person = Person(app, "prosecutor.qingyun")
        flags = [row["overdue"] for row in person.get("/follow-ups")["items"]]
        listed = [[row["id"] for row in person.get("/hazards", overdue=word)["items"]] for word in ("true", "false")]
        return flags, *listed

    assert on_day(POLICY["referred"]) == ([False], [], [calm["id"], late["id"]])
    assert on_day(POLICY["referred"] + 1) == ([True], [late["id"]], [calm["id"]])


def test_the_county_next_door_sees_none_of_it(li, liu, zheng):
    hazard = referred(li)
    assert again(zheng, hazard)["status"] == "referred"

    assert liu.get("/follow-ups")["items"] == []
    assert len(zheng.get("/follow-ups")["items"]) == 1


def test_what_was_closed_is_looked_at_again_after_three_and_six_months(li, sun, clock):
    hazard = li.move(verified(sun), "close")
    assert visits(li, hazard) == [("look_back", "2026-09-29"), ("second_look_back", "2026-12-29")]

    visit(sun, hazard, "fixed")  # far too early
    assert len(visits(li, hazard)) == 2
    clock.advance(days=85)
    sun.again(), li.again()
    visit(sun, hazard, "fixed")

    assert visits(li, hazard) == [("second_look_back", "2026-12-29")]
    clock.advance(days=100)
    assert visits(li.again(), hazard, due_before="2026-12-31") == [("second_look_back", "2026-12-29")]
    assert li.get("/hazards", overdue="true")["items"] == []  # nobody's work is late


def test_when_the_agencys_time_is_over_somebody_looks_unless_it_was_found_fixed(li, chen, sun):
    hazard, other = confirmed(li), confirmed(li)
    case = received(li, chen, sun, [hazard, other])
    (reply,) = [clock for clock in li.get("/clocks", subject=case["id"])["items"] if clock["kind"] == "reply"]
    after = str(date.fromisoformat(reply["due_on"]) + timedelta(days=POLICY["period_over"]))
    assert ("period_over", after) in visits(li, hazard)

    visit(sun, hazard, "not_fixed")
    visit(sun, other, "fixed")

    assert ("period_over", after) in visits(li, hazard) and visits(li, other) == []


def test_a_corrected_calendar_moves_the_visits_at_the_end_of_the_agencys_time(li, chen, sun):
    hazard, other = confirmed(li), confirmed(li)
    received(li, chen, sun, [hazard])
    before, elsewhere = dict(visits(li, hazard)), visits(li, other)
    assert before["period_over"] == "2026-09-01"  # the reply is due on Monday 31 August

    free = [{"date": "2026-08-31", "kind": "rest", "name": "县里放假"}]
    li.patch("/calendar", {"code": "CN-2026", "days": free, "reason": "县政府通知"})

    assert dict(visits(li, hazard)) == before | {"period_over": "2026-09-02"}
    assert visits(li, other) == elsewhere


def test_the_pair_of_photos_shows_what_changed(li):
    hazard, strange = claimed(li), li.add_photo(li.record())
    before, after = li.add_photo(hazard), li.add_photo(hazard, "nikon_p6000_arezzo_DSCN0012.jpg", kind="after")
    inspection, pair = outing(li), {"photo_before_id": before["id"], "photo_after_id": after["id"]}
    measured = {"net_depth_mm": 300.0}

    found = judge(li, inspection, hazard, "fixed", measurements=measured, **pair)

    assert {name: found[name] for name in pair} == pair and found["measurements"] == measured
    twice = judge(
        li, inspection, hazard, "fixed", photo_before_id=before["id"], photo_after_id=before["id"], status=422
    )
    assert wrong(twice) == {("", "same_photo_twice")}
    foreign = judge(li, inspection, hazard, "fixed", photo_after_id=strange["id"], status=422)
    assert wrong(foreign) == {("photo_after_id", "photo_of_other_hazard")}


def test_a_relapse_offers_three_ways_and_keeps_the_one_that_was_chosen(li, sun, chen, liu):
    closed = li.move(verified(sun), "close")
    visit(sun, closed, "rebounded")
    (new,) = [row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == closed["id"]]
    path = f"/hazards/{new['id']}/relapse"

    relapse = li.get(path)

    assert (relapse["offers"], relapse["reviews"]) == (["new_clue", "no_action"], [])  # it was in no case
    assert visits(li, closed) == []
    review = {"action": "reopen_review", "reason": "同一处再次缺失"}
    assert wrong(chen.post(path, review, status=422)) == {("", "review_has_case")}
    assert wrong(li.post(path, {"action": "no_action"}, status=422)) == {("reason", "required")}
    decided = li.post(path, {"action": "no_action", "reason": "系施工车辆碾压，非管护不力"})
    assert (decided["action"], decided["offers"], decided["decided_by"]["id"]) == ("no_action", [], li.id)
    assert sun.post(path, {"action": "new_clue", "reason": "另立"}, status=409)["code"] == "relapse_decided"
    assert again(li, closed)["version"] == closed["version"]  # the closed record is not touched
    assert li.get(f"/hazards/{closed['id']}/timeline")["items"][-1]["type"] == "hazard.relapse_decided"
    liu.get(path, status=404)
    li.get(f"/hazards/{closed['id']}/relapse", status=404)


def test_the_chief_reopens_the_review_of_the_case_that_was_closed(li, sun, chen):
    hazard = confirmed(li)
    case = received(li, chen, sun, [hazard])
    act(li, case, "follow_up")
    visit(sun, hazard, "fixed")
    li.move(again(li, hazard), "close", note="核验属实。")
    act(li, case, "judge_items", answers=[{"number": 1, "state": "verified_done"}])
    act(li, case, "conclude_review", proposal="close", note="审查终结报告。")
    act(chen, case, "close", closure_reason="fully_rectified", note="同意终结。")
    visit(sun, hazard, "rebounded")
    (new,) = [row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == hazard["id"]]
    path, review = (
        f"/hazards/{new['id']}/relapse",
        {"action": "reopen_review", "reason": "再次缺失", "case_id": case["id"]},
    )
    assert [row["id"] for row in li.get(path)["reviews"]] == [case["id"]]

    assert li.post(path, review, status=403)["code"] == "chief_decides"
    decided = chen.post(path, review)

    assert li.get(f"/cases/{decided['case_id']}")["previous_case"]["id"] == case["id"]
