"""S8: the e-mail bounces, the post arrives two days after the third day, and an office head will not sign."""

from tests.case_steps import act, now, recommended
from tests.steps import wrong


def clocks(case):
    return {clock["kind"]: clock for clock in case["clocks"]}


def test_only_effective_receipt_starts_the_clock_and_a_later_event_does_not_move_it(li, sun, chen, zhou, on):
    on("2026-07-31", li, sun, chen, zhou)  # a Friday
    case = recommended(li, chen, sun, rectify_due_on="2026-10-31")
    assert clocks(case)["serve_recommendation"]["due_on"] == "2026-08-03"

    act(zhou, case, "serve", mode="electronic", on="2026-07-31", note="邮件系统退回：邮箱已满。")
    bounced = now(zhou, case)
    assert (bounced["effective_on"], "reply" in clocks(bounced)) == (None, False)
    on("2026-08-03", zhou)
    act(zhou, case, "serve", mode="post", on="2026-08-03", number="EMS1234567890", note="三日内交邮。")
    assert "reply" not in clocks(now(zhou, case))
    on("2026-08-06", zhou)
    got = act(zhou, case, "receive", basis="postal_slip", on="2026-08-05", note="收发室签收。")

    running = clocks(got)
    assert (got["effective_on"], got["reply_due_on"]) == ("2026-08-05", "2026-10-08")  # 10-05 is a holiday
    assert running["file_recommendation"]["due_on"] == "2026-08-10"
    assert running["serve_recommendation"]["outcome"] == "met_late"  # a warning, and the document is served
    opened = {"basis": "electronic_receipt", "on": "2026-08-01", "note": "邮件后来显示已打开。"}
    assert act(zhou, case, "receive", status=409, **opened)["code"] == "illegal_case_move"
    assert now(zhou, case)["clocks"] == got["clocks"]


def test_a_refusal_on_site_is_a_service_if_the_receipt_says_why(li, sun, chen, zhou, on):
    on("2026-07-31", li, sun, chen, zhou)
    case = recommended(li, chen, sun, rectify_due_on="2026-10-31")
    on("2026-08-03", li, zhou)
    act(zhou, case, "serve", mode="left", on="2026-08-03", note="两名检察人员到场，全程录像。")
    film = li.add_photo({"id": case["hazards"][0]["hazard_id"]}, kind="other")
    refused = {"basis": "left_on_refusal", "on": "2026-08-03", "photo_id": film["id"]}

    silent = act(zhou, case, "receive", status=422, **refused)
    got = act(zhou, case, "receive", note="负责人拒绝签收，文书留置其办公室；在场：李文清、周雨晴。", **refused)

    assert wrong(silent) == {("note", "refusal_reason_required")}
    assert (got["effective_on"], got["reply_due_on"]) == ("2026-08-03", "2026-10-08")
    assert clocks(got)["serve_recommendation"]["outcome"] == "met"
