"""S8 with the document itself: the e-mail bounces, the express letter arrives two days late, an office head refuses."""

from tests import service_steps as service
from tests.case_steps import now
from tests.steps import wrong


def clocks(case):
    return {clock["kind"]: clock for clock in case["clocks"]}


def test_a_bounced_mail_starts_nothing_and_the_postal_slip_does(li, sun, chen, zhou, on):
    on("2026-07-31", li, sun, chen, zhou)  # a Friday
    case, _, paper, _ = service.approved(li, chen, sun, rectify_due_on="2026-10-31")
    service.confirm(zhou)
    assert clocks(now(li, case))["serve_recommendation"]["due_on"] == "2026-08-03"

    refused = service.serve(zhou, paper, "electronic", status=422)  # this kind goes on paper, unless the office says so
    service.electronically(chen)
    served = service.serve(zhou, paper, "electronic")
    service.act(li, served, "sign")
    service.act(zhou, served, "dispatch", on="2026-07-31")
    bounced = service.act(zhou, served, "bounce", on="2026-07-31", note="邮件系统退回：邮箱已满。")

    assert wrong(refused) == {("way", "way_not_allowed")}
    assert (bounced["state"], bounced["effective_on"]) == ("bounced", None)
    assert "reply" not in clocks(now(zhou, case))

    on("2026-08-03", zhou)
    letter = {"way": "post", "on": "2026-08-03", "number": "EMS1234567890"}
    posted = service.act(zhou, served, "redispatch", **letter)
    assert (posted["state"], now(zhou, case)["state"]) == ("redispatched", "recommendation_served")
    on("2026-08-06", zhou, li)
    slip = {"basis": "postal_slip", "on": "2026-08-05", "signer": "收发室 王敏", "upload_id": service.scan(zhou)}
    got = service.act(zhou, served, "receive", **slip)

    after = now(zhou, case)
    assert (got["state"], got["effective_on"], got["effective_basis"]) == ("delivered", "2026-08-05", "postal_slip")
    assert (after["effective_on"], after["reply_due_on"]) == ("2026-08-05", "2026-10-08")  # 10-05 is a holiday
    assert clocks(after)["file_recommendation"]["due_on"] == "2026-08-10"
    assert clocks(after)["serve_recommendation"]["outcome"] == "met_late"  # a warning, and the document is served

    said = {"basis": "electronic_receipt", "on": "2026-08-01", "note": "邮件系统后来显示八月一日已送达。"}
    flagged = service.act(zhou, served, "note_receipt", **said)
    assert (flagged["receipts_disagree"], flagged["effective_on"]) == (True, "2026-08-05")
    assert now(zhou, case)["clocks"] == after["clocks"]  # nothing moves backwards
    slip_event = next(event for event in flagged["events"] if event["basis"] == "postal_slip")
    decided = service.act(li, served, "decide_receipt", event_id=slip_event["id"], note="邮件退回在先，以回执为准。")
    assert (decided["receipts_disagree"], decided["effective_on"]) == (False, "2026-08-05")


def test_a_refusal_on_site_is_a_service_if_two_officers_and_a_film_say_so(li, sun, chen, zhou, on):
    on("2026-07-31", li, sun, chen, zhou)
    case, _, paper, _ = service.approved(li, chen, sun, rectify_due_on="2026-10-31")
    on("2026-08-03", li, zhou)
    served = service.sent(li, paper, "direct", on="2026-08-03")
    film = {"on": "2026-08-03", "officers": [li.id, zhou.id], "upload_id": service.scan(zhou)}

    silent = service.act(zhou, served, "leave", status=422, **film)
    alone = service.act(zhou, served, "leave", status=422, note="拒收。", **film | {"officers": [zhou.id]})
    got = service.act(zhou, served, "leave", note="负责人拒绝签收，文书留置其办公室，全程录像。", **film)

    assert wrong(silent) == {("note", "required")}
    assert wrong(alone) == {("officers", "two_officers")}
    assert (got["state"], got["effective_on"], got["effective_basis"]) == (
        "refused_left",
        "2026-08-03",
        "left_on_refusal",
    )
    after = now(zhou, case)
    assert (after["effective_on"], after["reply_due_on"]) == ("2026-08-03", "2026-10-08")
    assert clocks(after)["serve_recommendation"]["outcome"] == "met"
