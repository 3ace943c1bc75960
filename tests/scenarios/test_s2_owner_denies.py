"""S2: the cover says 给水, the water company says it is the market's own valve, and so on until somebody decides."""

import pytest

from tests import case_steps
from tests.case_steps import HOUSING
from tests.dispute_steps import (
    CITY,
    COUNTY,
    SCHOOL,
    TOWN,
    WATER,
    act,
    broken_valve,
    deny,
    designate,
    opened,
)
from tests.steps import again, agency, wrong

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def reply(person, case):
    return next(clock for clock in case_steps.now(person, case)["clocks"] if clock["kind"] == "reply")


def test_two_owners_deny_with_drawings_and_the_town_names_the_water_company(li, sun, chen, on):
    hazard, drawing = broken_valve(li)
    case = case_steps.received(li, chen, sun, [hazard], respondent=HOUSING)
    before = reply(li, case)

    opened(li, hazard)
    assert deny(li, hazard, drawing, WATER, note="系市场自有阀门。")["state"] == "claimed"
    unproved = {"agency_id": agency(li, SCHOOL), "note": "口头称不是。"}
    assert wrong(act(li, hazard, "deny", status=422, **unproved)) == {("photo_id", "document_required")}
    contested = deny(li, hazard, drawing, SCHOOL)
    assert contested["state"] == "contested"
    assert {step["photo_id"] for step in contested["steps"]} == {drawing["id"]}
    assert "ownership_disputed" in again(li, hazard)["flags"]
    guard = {"by": "街道网格员老王", "photo_id": drawing["id"], "at": "2026-06-29T10:05:00+08:00"}
    assert act(li, hazard, "guard", **guard)["guard"]["guarded_at"]
    assert again(li, hazard)["status"] == "confirmed"  # a guarded hole is still a hole

    act(li, hazard, "schedule_conference", by_agency_id=agency(li, TOWN), on="2026-07-03")
    on("2026-07-03", li)
    named = designate(li, hazard, on="2026-07-03", note="按用途指定。")
    accepted = act(li, hazard, "accept", note="供水企业书面接受指定。")

    assert named["steps"][-1]["document_no"] == "示意街办〔2026〕12号"
    assert (accepted["state"], accepted["owner"]["name"]) == ("accepted", WATER)
    assert reply(li, case) == before  # the dispute about the owner is no excuse of the regulator
    assert (before["state"], before["due_on"]) == ("running", "2026-08-31")


def test_what_the_town_does_not_decide_goes_to_the_county_and_over_a_county_line_to_the_city(li, on):
    hazard, drawing = broken_valve(li)
    opened(li, hazard)
    deny(li, hazard, drawing, WATER)
    contested = deny(li, hazard, drawing, SCHOOL)
    crossing, _ = broken_valve(li)
    opened(li, crossing, extends_to=["371481"])

    assert contested["due_on"] == "2026-07-13"  # ten working days
    on("2026-07-14", li)
    late = {row["hazard_id"] for row in li.get("/disputes", overdue="true")["items"]}
    assert late == {hazard["id"], crossing["id"]}  # listed for whoever takes it a level up
    assert designate(li, hazard, COUNTY)["state"] == "designated"
    assert wrong(designate(li, crossing, COUNTY, status=422)) == {("by_agency_id", "not_the_right_level")}
    assert designate(li, crossing, CITY)["state"] == "designated"
