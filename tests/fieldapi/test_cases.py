"""A case from a clue to its end: against whom, who decides, what it needs, and what nobody can change afterwards."""

from tests.case_steps import act, amend, received
from tests.steps import again, confirmed, visit, wrong


def test_a_case_goes_from_the_clue_over_a_recommendation_to_its_closing(li, sun, chen, zhou, clock):
    hazard = confirmed(li)
    case = received(li, chen, sun, [hazard])

    assert (case["state"], case["effective_on"]) == ("reply_period", "2026-06-29")
    assert case["reply_due_on"] == "2026-08-31"
    assert case["items"][0]["state"] == "issued"
    assert again(li, hazard)["cases"] == [{name: case[name] for name in ("id", "number", "title", "state")}]
    assert [row["id"] for row in li.get("/hazards", case=case["id"])["items"]] == [hazard["id"]]

    act(
        zhou,
        case,
        "note_reply",
        on="2026-06-29",
        note="书面回复称已整改。",
        answers=[{"number": 1, "state": "claimed_done"}],
    )
    act(li, case, "follow_up")
    paper = act(li, case, "judge_items", status=422, answers=[{"number": 1, "state": "verified_done"}])
    assert wrong(paper) == {("answers", "not_visited_and_fixed")}
    visit(sun, hazard, "fixed")
    act(li, case, "judge_items", answers=[{"number": 1, "state": "verified_done"}])
    act(li, case, "conclude_review", proposal="close", note="审查终结报告。")
    closed = act(chen, case, "close", closure_reason="fully_rectified", note="同意终结。")

    assert (closed["state"], closed["closure_reason"]) == ("closed", "fully_rectified")
    assert [(row["kind"], row["way"], row["decided_by"]["name"]) for row in closed["decisions"]] == [
        ("file", "given", "陈国平"),
        ("recommend", "given", "陈国平"),
        ("close", "given", "陈国平"),
    ]
    events = [event["type"] for event in li.get(f"/cases/{case['id']}/timeline")["items"]]
    assert (events[0], events[-1]) == ("case.registered", "case.close")
    assert amend(li, closed, title="另一标题", status=409)["code"] == "case_ended"
