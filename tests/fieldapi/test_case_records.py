"""What a case holds: decisions, hazards, the team that reads originals, a case that it takes up again, and lists."""

import json
import zipfile
from io import BytesIO
from uuid import UUID

from sqlalchemy import select

from inspections import case_teams
from inspections.db import new_id
from inspections.models import Case, Hazard, Office, Person
from inspections.reassignment_differences import reassignable
from tests.bundles import verdict
from tests.case_steps import (
    HOUSING,
    LAW_AGENCY,
    act,
    amend,
    clue,
    received,
)
from tests.steps import again, agency, confirmed, visit, wrong


def test_a_clerk_records_what_the_chief_decided_in_the_official_system(li, chen, zhou):
    hazard = confirmed(li)
    case = clue(li, hazards=[hazard])
    act(li, case, "assess", note="线索属实。")
    act(li, case, "propose_filing", note="建议立案。")
    scan = li.add_photo(hazard, "立案决定书.pdf", content=b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    said = {"number": "庆检行公立〔2026〕1号", "decided_on": "2026-06-28", "decided_by_id": chen.id}

    assert act(zhou, case, "file", status=403)["code"] == "chief_decides"
    assert wrong(act(zhou, case, "file", recorded=said, status=422)) == {("recorded.photo_id", "scan_required")}
    recorded = act(zhou, case, "file", recorded=said | {"photo_id": scan["id"]})

    (decision,) = recorded["decisions"]
    assert (decision["way"], decision["decided_by"]["name"], decision["recorded_by"]["name"]) == (
        "recorded",
        "陈国平",
        "周雨晴",
    )
    assert (decision["number"], decision["sha256"]) == (said["number"], scan["sha256"])
    assert recorded["clocks"][0]["due_on"] == "2026-07-06"  # seven days, a Sunday, the next working day
    chen.put("/decision-rules", {"kind": "close", "may_give": False, "may_record": True})
    assert li.get("/decision-rules")["items"][0]["set_by"]["name"] == "陈国平"


def test_a_failure_that_came_back_is_taken_up_in_a_new_case_and_the_closed_one_stays(li, sun, chen, clock):
    hazard = confirmed(li)
    case = received(li, chen, sun, [hazard])
    act(li, case, "follow_up")
    visit(sun, hazard, "fixed")
    li.move(again(li, hazard), "close", note="核验属实。")
    act(li, case, "judge_items", answers=[{"number": 1, "state": "verified_done"}])
    act(li, case, "conclude_review", proposal="close", note="审查终结报告。")
    closed = act(chen, case, "close", closure_reason="fully_rectified", note="同意终结。")
    said = {"note": "回头看发现同一处防坠网再次缺失。"}
    assert wrong(act(chen, case, "reopen", hazard_ids=[hazard["id"]], status=422, **said)) == {
        ("hazard_ids", "not_a_rebound")
    }
    visit(sun, hazard, "rebounded")
    (relapse,) = [row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == hazard["id"]]

    after = act(chen, case, "reopen", hazard_ids=[relapse["id"]], **said)

    (new,) = after["reopened_as"]
    taken_up = li.get(f"/cases/{new['id']}")
    assert {name: after[name] for name in ("state", "version", "closure_reason", "hazards")} == {
        name: closed[name] for name in ("state", "version", "closure_reason", "hazards")
    }
    assert (taken_up["state"], taken_up["previous_case"]["id"]) == ("follow_up", case["id"])
    assert [(item["state"], item["hazard_ids"]) for item in taken_up["items"]] == [("rebounded", [relapse["id"]])]
    assert act(chen, case, "reopen", hazard_ids=[relapse["id"]], status=422, **said)["fields"][0]["code"] == (
        "reopened_already"
    )


def test_in_a_case_originals_are_for_its_team_and_the_chief(li, sun, chen, zheng, liu):
    hazard = confirmed(li)
    path = f"/photos/{li.add_photo(hazard)['id']}/original"
    sun.ask("GET", path, buffered=True)
    case = clue(li, hazards=[hazard])

    assert sun.ask("GET", path, buffered=True, status=403).json["code"] == "not_on_case_team"
    li.ask("GET", path, buffered=True)
    chen.ask("GET", path, buffered=True)
    amend(li, case, member_ids=[sun.id])
    sun.ask("GET", path, buffered=True)
    assert wrong(amend(li, case, member_ids=[liu.id], status=422)) == {("member_ids.0", "not_of_the_office")}
    assert zheng.get(f"/cases/{case['id']}")["moves"] == []
    assert act(zheng, case, "assess", note="上级", status=403)["code"] == "not_handling_office"
    liu.get(f"/cases/{case['id']}", status=404)
    assert liu.get("/cases")["items"] == []


def test_hazards_come_in_and_go_out_with_reasons_until_the_document_fixes_them(li, sun, chen):
    one, other, unconfirmed = confirmed(li), confirmed(li), li.record()
    case = clue(li, hazards=[one])
    path = f"/cases/{case['id']}/hazards"

    added = li.post(path, {"hazard_ids": [other["id"]], "reason": "同一路段"})
    refusal = li.post(path, {"hazard_ids": [other["id"], unconfirmed["id"]], "reason": "同一路段"}, status=422)
    amend(li, case, items=[{"text": "加装。", "hazard_ids": [other["id"]]}])
    without = li.ask("DELETE", f"{path}/{other['id']}", query_string={"reason": "属另一单位", "version": 3}).json

    assert len(added["hazards"]) == 2
    assert wrong(refusal) == {
        ("hazard_ids.0", "hazard_in_case_already"),
        ("hazard_ids.1", "hazard_not_confirmed"),
    }
    assert [row["removed_reason"] for row in without["hazards"]] == [None, "属另一单位"]
    assert without["items"][0]["hazard_ids"] == []
    assert again(li, other)["cases"] == []
    events = [event["type"] for event in li.get(f"/hazards/{other['id']}/timeline")["items"]]
    assert events[-2:] == ["case.hazards_added", "case.hazard_removed"]
    stale = li.patch(f"/cases/{case['id']}", {"version": 1, "title": "另一标题"}, status=409)
    assert (stale["code"], stale["current"]["version"]) == ("stale_version", 4)

    served = received(li, chen, sun, [one], apart_reason="另案办理。")
    assert served["hazards"][0]["served_with"]["chosen"].keys() == {"owner", "regulator", "territorial"}
    late = li.post(f"/cases/{served['id']}/hazards", {"hazard_ids": [other["id"]], "reason": "补充"}, status=409)
    assert late["code"] == "hazards_fixed_by_the_document"


def test_lists_are_filtered_and_a_period_that_ran_out_is_overdue(li, sun, chen, clock):
    case = received(li, chen, sun)
    other = clue(li, respondent=HOUSING, title="另一线索")

    def listed(**asked):
        return [row["id"] for row in li.get("/cases", **asked)["items"]]

    assert listed() == [other["id"], case["id"]]
    assert listed(state="reply_period,follow_up") == listed(agency=agency(li, LAW_AGENCY)) == [case["id"]]
    assert listed(q="另一") == [other["id"]]
    assert listed(overdue="true") == []
    page = li.get("/cases", limit=1)
    assert [row["id"] for row in li.get("/cases", limit=1, cursor=page["next_cursor"])["items"]] == [case["id"]]
    clock.advance(days=8)
    li.again()
    assert listed(overdue="true") == [case["id"]]  # the recommendation was not filed with the superior office


def test_the_evidence_of_a_case_leaves_as_one_bundle_with_the_case_in_it(li, sun, witness, tmp_path):
    hazards = [confirmed(li), confirmed(li)]
    photo = li.add_photo(hazards[0])
    case = clue(li, hazards=hazards)
    witness()

    response = li.ask("GET", f"/cases/{case['id']}/bundle", query_string={"purpose": "移送法院"})
    with zipfile.ZipFile(BytesIO(response.data)) as archive:
        archive.extractall(tmp_path)

    code, said = verdict(tmp_path / case["number"])
    record = json.loads((tmp_path / case["number"] / "data" / "record.json").read_text("utf-8"))
    assert code == 0, said
    assert (record["case"]["number"], [row["id"] for row in record["photos"]]) == (case["number"], [photo["id"]])
    assert [row["number"] for row in record["hazards"]] == [row["number"] for row in hazards]
    assert li.get(f"/cases/{case['id']}/timeline")["items"][-1]["type"] == "hazard.exported"
    sun.ask("GET", f"/cases/{case['id']}/bundle", status=403)
    empty = clue(li, respondent=HOUSING)
    assert li.get(f"/cases/{empty['id']}/bundle", status=409)["code"] == "case_without_hazards"


def test_whose_home_agency_is_concerned_gets_on_no_team(li, database):
    hazard = confirmed(li)
    named = {row["agency"]["id"] for row in hazard["responsibilities"] if row["agency"]}
    case = clue(li, hazards=[hazard])

    def found(session, agency_id):
        person = Person(home_agency_id=agency_id and UUID(agency_id), grants=[], id=new_id())
        return case_teams.conflicts(session, person, session.get(Case, UUID(case["id"])))

    with database.read() as session:
        assert found(session, None) == []
        assert "respondent" in found(session, case["respondent"]["id"])
        (candidate, *_) = named - {case["respondent"]["id"]}
        assert found(session, candidate) == ["candidate"]


def test_a_hazard_in_a_served_case_keeps_what_it_was_served_with(li, sun, chen, database):
    served, free = confirmed(li), confirmed(li)
    received(li, chen, sun, [served])
    clue(li, hazards=[free])

    with database.read() as session:
        office = session.get(Office, UUID(li.get("/me")["roles"][0]["office"]["id"]))
        ids = set(session.scalars(select(Hazard.id).where(*reassignable(office))))

    assert ids == {UUID(free["id"])}
