"""S5: closed in March as fully rectified; in August the net of the same well is gone again."""

import pytest

from tests.case_steps import act, amend, now, received
from tests.steps import again, confirmed, outing, visit

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def test_a_relapse_is_taken_up_in_a_new_case_and_the_closed_one_is_never_edited(li, sun, chen, on):
    """A year after the dates of the text: nothing was before June 2026 in the county of the tests."""
    hazard = confirmed(li)
    case = received(li, chen, sun, [hazard])
    act(li, case, "follow_up")
    visit(sun, hazard, "fixed")
    li.move(again(li, hazard), "close", note="回访核验属实。")
    act(li, case, "judge_items", answers=[{"number": 1, "state": "verified_done"}])
    on("2027-03-15", li, chen)
    act(li, case, "conclude_review", proposal="close", note="审查终结报告。")
    closed = act(chen, case, "close", closure_reason="fully_rectified", note="同意终结。")
    assert amend(li, case, title="另一标题", status=409)["code"] == "case_ended"

    on("2027-08-16", li, sun, chen)
    visit(sun, hazard, "rebounded", note="回头看：同一口井防坠网再次缺失。")
    (relapse,) = [row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == hazard["id"]]
    path = f"/hazards/{relapse['id']}/relapse"
    assert set(li.get(path)["offers"]) == {"reopen_review", "new_clue", "no_action"}
    review = {"action": "reopen_review", "case_id": case["id"], "reason": "同一地点同一问题，系该局未尽管护职责。"}
    assert li.post(path, review, status=403)["code"] == "chief_decides"
    decided = chen.post(path, review)

    after, resumed = now(li, case), li.get(f"/cases/{decided['case_id']}")
    assert (relapse["status"], again(li, hazard)["status"]) == ("confirmed", "closed")
    assert {name: after[name] for name in closed if name in ("state", "version", "closed_on", "items", "hazards")} == {
        name: closed[name] for name in closed if name in ("state", "version", "closed_on", "items", "hazards")
    }
    assert (resumed["previous_case"]["id"], resumed["state"]) == (case["id"], "follow_up")  # not from zero
    assert resumed["items"][0]["state"] == "rebounded"
    assert outing(sun, kind="look_back", hazard_ids=[relapse["id"]])["kind"] == "look_back"
