"""A case from a clue to its end: against whom, who decides, what it needs, and what nobody can change afterwards."""

from tests.case_steps import (
    BASIS,
    HOUSING,
    LAW_AGENCY,
    TELECOM,
    act,
    amend,
    clue,
    filed,
    investigated,
    now,
    received,
    recommended,
)
from tests.steps import again, agency, confirmed, visit, wrong


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
    assert [row["reason"] for row in li.get("/follow-ups")["items"]] == ["fix_claimed", "period_over"]
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


def test_a_company_is_no_respondent_and_one_failure_of_an_agency_is_one_case(li, chen):
    assert wrong(clue(li, respondent=TELECOM, status=422)) == {("respondent_id", "respondent_is_no_authority")}
    first = clue(li)

    offer = clue(li, status=409)
    assert (offer["code"], [row["id"] for row in offer["offers"]]) == ("case_exists", [first["id"]])
    assert clue(li, respondent=HOUSING)["state"] == "clue_registered"  # another agency: a case of its own
    assert clue(li, nature="fire_lane")["state"] == "clue_registered"  # another kind of failure
    apart = clue(li, apart_reason="另一镇街，事实与责任人员不同。")
    assert apart["apart_reason"]

    assert amend(li, first, respondent_id=agency(li, HOUSING), status=409)["code"] == "case_exists"
    over_incident = clue(li, respondent=None)
    act(li, over_incident, "assess", note="危害严重，责任单位尚不明确。")
    act(li, over_incident, "propose_filing", note="以事立案。")
    act(chen, over_incident, "file")
    both = [agency(li, HOUSING), agency(li, LAW_AGENCY)]
    talked = act(li, over_incident, "consult", on="2026-06-29", agency_ids=both, note="分别磋商，保留各方意见。")
    assert talked["steps"][-1]["said"] == {"agency_ids": both}
    assert talked["clocks"] == []  # nobody to be served yet


def test_each_authority_chosen_for_the_hazards_is_offered_a_case_of_its_own(li, sun):
    hazards = [confirmed(li), confirmed(li)]
    for hazard, name in zip(hazards, (LAW_AGENCY, HOUSING), strict=True):
        choice = {"version": again(li, hazard)["version"], "role": "regulator", "reason": "已核对职责。"}
        li.put(f"/hazards/{hazard['id']}/responsibilities", choice | {"agency_id": agency(li, name)})

    case = clue(li, hazards=hazards)

    assert [row["name"] for row in case["without_case"]] == [HOUSING]
    clue(li, respondent=HOUSING, hazards=hazards[1:])
    assert now(li, case)["without_case"] == []


def test_a_consultation_that_works_ends_a_case_without_a_recommendation(li, sun, chen):
    case = filed(li, chen)
    act(li, case, "notify_filing", on="2026-06-29", mode="direct")
    act(li, case, "investigate", officers=[li.id, sun.id], note="调查方案。")
    act(li, case, "consult", on="2026-06-29", note="该局当场确认问题，承诺三日内加装。")
    act(li, case, "conclude_investigation", proposal="close", note="磋商后已整改。")

    closed = act(chen, case, "close", closure_reason="interest_protected", note="公益已得到保护。")

    assert closed["effective_on"] is None
    assert "consult" in [step["move"] for step in closed["steps"]]
    assert [(clock["kind"], clock["outcome"]) for clock in closed["clocks"]] == [("serve_filing_decision", "met")]
    told = act(li, closed, "notify_closing", on="2026-06-29", mode="post")
    assert (told["version"], told["steps"][-1]["move"]) == (closed["version"], "notify_closing")


def test_nothing_is_recommended_before_it_is_filed_and_only_with_all_that_the_document_needs(li, sun, chen):
    early = act(chen, clue(li), "recommend", status=409, rectify_due_on="2026-08-31")
    assert (early["code"], early["case_state"]) == ("illegal_case_move", "clue_registered")
    case = investigated(li, chen, sun, apart_reason="另案。")
    amend(li, case, legal_bases=[BASIS | {"level": "power_list", "title": "庆云县权责清单"}])

    bare = act(chen, case, "recommend", rectify_due_on="2026-08-31", status=422)
    assert wrong(bare) == {("move", "no_item"), ("move", "no_legal_basis")}
    assert act(li, case, "recommend", rectify_due_on="2026-08-31", status=403)["code"] == "chief_decides"
    amend(li, case, items=[{"text": "加装防坠网。"}], legal_bases=[BASIS])
    decided = act(chen, case, "recommend", rectify_due_on="2026-08-31", urgent_reason="学校门口，危险持续。")

    assert (decided["urgent"], decided["urgent_by"]["name"]) == (True, "陈国平")
    second = act(chen, case, "recommend", rectify_due_on="2026-08-31", status=409)
    assert second["moves"] == ["serve"]
    fixed = amend(li, case, items=[], status=422)
    assert wrong(fixed) == {("items", "fixed_by_the_document")}
    act(li, case, "serve", mode="direct", on="2026-06-29")
    later = act(li, case, "receive", basis="signed", on="2026-06-29", urgent_reason="持续扩大。", status=422)
    assert wrong(later) == {("urgent_reason", "not_for_this_move")}  # said with the document or never
    got = act(li, case, "receive", basis="signed", on="2026-06-29")
    assert got["reply_due_on"] == "2026-07-14"  # fifteen days
    assert {clock["kind"] for clock in got["clocks"]} >= {"urgent_reply", "file_recommendation"}


def test_an_item_that_names_no_hazard_is_done_when_all_of_the_case_are(li, sun, chen):
    hazards = [confirmed(li), confirmed(li)]
    case = received(li, chen, sun, hazards, items=[{"text": "全面排查辖区窨井盖。"}])
    act(li, case, "follow_up")
    done = [{"number": 1, "state": "verified_done"}]

    visit(sun, hazards[0], "fixed")
    paper = act(li, case, "judge_items", answers=done, status=422)
    visit(sun, hazards[1], "fixed")

    assert wrong(paper) == {("answers", "not_visited_and_fixed")}
    assert act(li, case, "judge_items", answers=done)["items"][0]["state"] == "verified_done"


def test_periods_count_from_receipt_and_what_was_posted_in_time_may_be_served_late(li, sun, chen, zhou, clock):
    case = recommended(li, chen, sun)
    act(zhou, case, "serve", mode="electronic", on="2026-06-29", note="邮箱已满被退回。")
    clock.advance(days=3)
    for person in (li, zhou):
        person.again()
    act(zhou, case, "serve", mode="post", on="2026-07-02")
    clock.advance(days=3)
    for person in (li, zhou):
        person.again()
    assert now(zhou, case)["reply_due_on"] is None
    assert wrong(act(zhou, case, "receive", basis="postal_slip", on="2026-06-28", status=422)) == {
        ("on", "before_it_was_sent")
    }

    got = act(zhou, case, "receive", basis="postal_slip", on="2026-07-04")

    clocks = {clock["kind"]: clock for clock in got["clocks"]}
    assert (got["effective_on"], got["reply_due_on"]) == ("2026-07-04", "2026-09-04")
    assert clocks["serve_recommendation"]["outcome"] == "met_late"
    assert clocks["file_recommendation"]["due_on"] == "2026-07-09"
    told = act(zhou, case, "report_to_superior", about="recommendation", on="2026-07-05")
    assert {clock["kind"]: clock["outcome"] for clock in told["clocks"]}["file_recommendation"] == "met"


def test_a_case_with_a_secrecy_level_is_never_served_electronically(li, sun, chen):
    case = recommended(li, chen, sun)
    amend(li, case, secrecy_level="work_secret")

    refusal = act(li, case, "serve", mode="electronic", on="2026-06-29", status=422)

    assert wrong(refusal) == {("mode", "secret_not_electronic")}


def test_a_suit_before_the_period_is_over_needs_the_chiefs_reason(li, sun, chen):
    case = received(li, chen, sun)
    act(li, case, "follow_up")
    said = {"proposal": "sue", "nonperformance_ground": "plan_not_executed", "note": "审查终结报告。"}
    act(li, case, "conclude_review", **said)
    suit = {"on": "2026-06-29", "number": "（2026）鲁1423行初1号"}

    early = act(chen, case, "sue", status=422, **suit)
    sued = act(chen, case, "sue", override_reason="该局书面表示拒不履职。", **suit)

    assert wrong(early) == {("override_reason", "period_not_over")}
    assert (sued["state"], sued["nonperformance_ground"]) == ("suit_filed", "plan_not_executed")
    assert sued["steps"][-1]["said"] == {"override_reason": "该局书面表示拒不履职。"}
    act(li, case, "note_judgment", on="2026-06-29", number="（2026）鲁1423行初1号判决")
    act(li, case, "execute", on="2026-06-29")
    assert act(chen, case, "close", closure_reason="interest_protected", note="判决已执行。")["state"] == "closed"


def test_a_review_rests_only_on_a_plan_and_its_period_goes_on_afterwards(li, sun, chen, clock):
    hazard = confirmed(li)
    case = received(li, chen, sun, [hazard])
    act(li, case, "follow_up")
    clock.advance(days=65)
    for person in (li, chen):
        person.again()
    act(li, case, "note_reply", on="2026-09-01", note="清淤更换管道须待冬季停工后。")
    obstacle = {"note": "冬季不能施工，已及时制定方案。", "resume_trigger": "解冻"}
    assert wrong(act(chen, case, "suspend", status=422, **obstacle)) == {("photo_id", "plan_document_required")}
    plan = li.add_photo(hazard, "方案.pdf", content=b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")

    rests = act(chen, case, "suspend", photo_id=plan["id"], **obstacle)
    clock.advance(days=10)
    li.again()
    goes_on = act(li, case, "resume", note="障碍已消除，仍未复工。")

    def review(told):
        return next(row for row in told["clocks"] if row["kind"] == "review")

    assert (review(rests)["state"], review(rests)["due_on"]) == ("suspended", "2026-09-30")
    assert (goes_on["state"], review(goes_on)["state"]) == ("follow_up", "running")
    assert review(goes_on)["due_on"] > review(rests)["due_on"]
