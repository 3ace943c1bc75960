"""What must be visited, why and by when."""

import json
from datetime import date, timedelta
from pathlib import Path

import inspections
from tests.people import Person
from tests.steps import CLAIM, again, agency, claimed, confirmed, referral, referred, verified, visit

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
