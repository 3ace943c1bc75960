"""S9: a sewer can't be relined in frost: the review rests on the agency's plan, and in March nothing moves."""

import pytest

from tests.case_steps import act, received
from tests.steps import confirmed, wrong

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PLAN = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def review(case):
    return next(clock for clock in case["clocks"] if clock["kind"] == "review")


def test_the_review_rests_on_a_plan_and_its_month_goes_on_after_the_frost(li, sun, chen, on):
    hazard = confirmed(li)
    case = received(li, chen, sun, [hazard], rectify_due_on="2026-10-30")
    on("2026-08-28", li)
    plan = li.add_photo(hazard, "整改方案.pdf", content=PLAN, provenance="received_from_agency")
    answers = [{"number": 1, "state": "in_progress"}]
    act(li, case, "note_reply", on="2026-08-28", note="须换管，冬季停工。", photo_id=plan["id"], answers=answers)
    on("2026-11-16", li, chen)
    act(li, case, "follow_up")
    why = {"note": "冬季不能施工，已按期提交方案。", "resume_trigger": "frost_end"}

    assert wrong(act(chen, case, "suspend", status=422, **why)) == {("photo_id", "plan_document_required")}
    rests = act(chen, case, "suspend", photo_id=plan["id"], **why)
    told = act(li, case, "report_to_superior", about="suspension", on="2026-11-16")
    on("2027-03-15", li)
    goes_on = act(li, case, "resume", note="解冻后未复工。")

    assert (review(rests)["state"], review(rests)["due_on"]) == ("suspended", "2026-11-30")
    assert told["steps"][-1]["said"]["about"] == "suspension"
    running = review(goes_on)
    assert (running["state"], running["due_on"]) == ("running", "2027-03-29")  # 119 days of pause later
    ground = "obstacle_gone_not_resumed"
    act(li, case, "judge_items", answers=[{"number": 1, "state": "not_done"}], nonperformance_ground=ground)
    ended = act(li, case, "conclude_review", proposal="sue", nonperformance_ground=ground, note="审查终结报告。")
    assert (ended["state"], ended["nonperformance_ground"]) == ("review_concluded", ground)
