"""Clues: sent without an account, found by a code that cannot be guessed, registered, assessed, and always answered."""

import re

import pytest

from fieldapi import noticing
from inspections import clue_moves
from inspections.models import ClueState, ClueVerb
from tests.clue_acts import filed_by, volunteer
from tests.clues import SAID, SPOT, caller, clock_of, filed, move, registered, reply, send_picture
from tests.operations import CLUE
from tests.people import AREZZO, PHOTOS, Person
from tests.refusals import field_of
from tests.steps import verified, wrong


def only(somebody):
    (found,) = somebody.get("/clues")["items"]
    return found


def test_what_a_clue_lacks_is_said_by_its_field(stranger, zhou, li):
    nowhere = {"location": None, "place": ""}
    assert field_of(filed(stranger, status=422, **nowhere))["path"] == "place"
    assert field_of(filed(stranger, status=422, location=None, place="学校东门"))["path"] == "area_code"
    assert wrong(filed(stranger, status=422, seen_on="2026-06-30")) == {("seen_on", "in_the_future")}
    assert wrong(filed(stranger, status=422, seen_on="0001-01-01")) == {("seen_on", "too_long_ago")}
    assert wrong(filed(stranger, status=422, said=" ")) == {("said", "empty")}
    far = SPOT | {"lon": 87.6, "lat": 43.8}
    assert wrong(filed(stranger, status=422, location=far)) == {("location", "no_office_there")}
    assert wrong(filed(stranger, status=422, source="letter")) == {("source", "unknown_field")}
    letter = {"source": "letter", "received_on": "2026-07-01"}
    early = zhou.post("/clues/received", {"said": SAID, "place": "东门", **letter}, status=422)
    assert wrong(early) == {("received_on", "in_the_future")}
    assert li.get("/clues")["items"] == []


def test_the_clue_goes_to_the_office_of_its_place(stranger, li, liu):
    filed(stranger, location=None, place="城区某路口", area_code="371481")

    assert only(liu)["office"]["name"] == "乐陵市人民检察院"
    assert li.get("/clues")["items"] == []


def test_a_superior_moves_a_clue_to_the_right_office_and_nobody_bounces_it(stranger, li, liu, zheng):
    filed(stranger)
    path, leling = f"/clues/register/{only(li)['id']}", liu.get("/me")["roles"][0]["office"]["id"]
    said = {"office_id": leling, "reason": "地点在乐陵"}
    assert li.put(f"{path}/office", said, status=403)["code"] == "only_superior"
    same = said | {"office_id": li.get("/me")["roles"][0]["office"]["id"]}
    assert wrong(zheng.put(f"{path}/office", same, status=422)) == {("office_id", "unknown_office")}
    assert zheng.put(f"{path}/office", said)["office"]["name"] == "乐陵市人民检察院"
    li.get(path, status=404)
    assert liu.put(f"{path}/office", same, status=403)["code"] == "only_superior"
    registered(liu, only(liu))
    assert zheng.put(f"{path}/office", same, status=409)["code"] == "clue_registered"


def test_a_code_that_is_none_is_404_whatever_it_looks_like_and_guessing_ends(app, stranger, li):
    told = filed(stranger)
    codes = ("clue_0123456789abcdef", "nonsense", "CLUE 0123-4567-89ab-cdef", told["code"][:-1])
    answers = {stranger.ask("GET", f"/clues/{code}", status=404).data for code in codes}
    assert len(answers) == 1
    typed = told["code"].removeprefix("clue_").upper()
    assert stranger.get(f"/clues/{typed}")["status"] == "received"

    guesser = Person(app)
    statuses = [
        guesser.client.get("/api/v1/clues/clue_0123456789abcdef", environ_base={"REMOTE_ADDR": "10.2.0.1"}).status_code
        for _ in range(6)
    ]
    assert statuses == [404] * 5 + [429]


def test_an_office_is_not_flooded(stranger, clock):
    for _ in range(20):
        filed(stranger)
    assert filed(stranger, status=429)["code"] == "too_many_attempts"
    clock.advance(minutes=16)
    filed(stranger)


def test_pictures_are_pictures_few_and_nobodys_to_see(stranger, li, tmp_path, database):
    told = filed(stranger)
    note = tmp_path / "note.pdf"
    note.write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert wrong(send_picture(stranger, told, note, status=422)) == {("file", "picture_expected")}
    send_picture(stranger, told, PHOTOS / AREZZO)
    send_picture(stranger, told, PHOTOS / AREZZO, status=200)  # the same again
    pictures = sorted((PHOTOS / "orientation").glob("Landscape_*.jpg"))[:6]
    for picture in pictures[:5]:
        send_picture(stranger, told, picture)
    assert send_picture(stranger, told, pictures[5], status=409)["code"] == "too_many_clue_photos"
    assert len(only(li)["photos"]) == 6
    assert "sha256" not in stranger.ask("GET", f"/clues/{told['code']}").text


def test_the_answer_tells_nothing_internal(stranger, li, chen):
    told = filed(stranger)
    clue = registered(li, only(li))
    move(li, clue, "assess", note="线索属实，内部研判材料")
    internal = ("李文清", clue["number"], clue["id"], "内部研判", "评估")
    said = stranger.ask("GET", f"/clues/{told['code']}").text
    assert not [word for word in internal if word in said]
    assert stranger.get(f"/clues/{told['code']}")["status"] == "in_hand"
    move(chen, clue, "transfer_clue", receiving_body="乐陵市人民检察院", note="不属本院管辖")
    assert stranger.get(f"/clues/{told['code']}")["status"] == "passed_on"
    english = stranger.get(f"/clues/{told['code']}", headers={"Accept-Language": "en"})["sentences"]
    assert english == ["What you reported (received on 2026-06-29) was passed on to the body that is competent."]
    assert only(li)["unanswered"]  # passed on is not answered


def test_a_clue_goes_from_the_register_into_a_case_whose_team_may_ask_who_sent_it(li, sun, chen, zhou, stranger):
    filed(stranger)
    clue = only(li)
    assert move(zhou, clue, "register", status=403)["code"] == "role_may_not"
    assert move(li, clue, "assess", note="属实", status=409)["moves"] == ["register"]
    registered(li, clue)
    assert wrong(move(li, clue, "assess", status=422)) == {("note", "required")}
    move(li, clue, "assess", note="属实")
    move(li, clue, "investigate_first", note="现场查看")
    assert move(li, clue, "refuse_filing", note="不立案", status=403)["code"] == "role_may_not"
    assert wrong(move(li, clue, "take_up", status=422, case_id=clue["id"])) == {("case_id", "unknown_case")}
    case = li.post("/cases", CLUE, status=201)
    li.patch(f"/cases/{case['id']}", {"version": 1, "lead_id": sun.id})
    sun.get(f"/clues/register/{clue['id']}/reporter", status=403)
    taken = move(li, clue, "take_up", case_id=case["id"])
    assert (taken["state"], taken["case_id"]) == ("in_case", case["id"])
    sun.get(f"/clues/register/{clue['id']}/reporter")
    assert [row["id"] for row in li.get("/clues", case=case["id"])["items"]] == [clue["id"]]
    types = [row["type"] for row in li.get(f"/clues/register/{clue['id']}/timeline")["items"]]
    assert types[0] == "clue.received" and "clue.take_up" in types


def test_a_first_visit_is_taken_by_a_leader_within_a_day(li, chen, zhou, sun, database, settings, clock):
    caller(zhou, source="visit", first_visit=True)
    clue = registered(li, only(li))
    assert wrong(move(li, clue, "assess", note="属实", status=422)) == {("move", "no_sponsor")}
    assert "assess" not in only(li)["moves"]
    clock.advance(days=1)
    for somebody in (li, chen, sun):
        somebody.again()
    noticing.look(database, settings)
    assert {row["event"] for row in chen.get("/notifications")["items"]} == {"sponsor_due"}
    assert wrong(move(li, clue, "sponsor", sponsor_id=sun.id, status=422)) == {("sponsor_id", "not_a_chief")}
    move(li, clue, "sponsor", sponsor_id=chen.id)
    assert move(li, clue, "assess", note="属实")["sponsor"]["id"] == chen.id
    clock.advance(days=5)
    for somebody in (li, chen):
        somebody.again()
    noticing.look(database, settings)
    for somebody in (li, chen):  # who handles it, and who took it: seven days end tomorrow
        assert "clock_due" in {row["event"] for row in somebody.get("/notifications")["items"]}


def test_unreachable_means_three_attempts_and_then_nothing_is_owed(li, zhou):
    caller(zhou)
    clue = registered(li, only(li))
    excuse = {"no_reply_reason": "unreachable", "note": "号码空号"}
    for _ in range(2):
        reply(zhou, clue, "attempt", "2026-06-29", text="无人接听")
    assert wrong(move(li, clue, "excuse", status=422, **excuse)) == {("no_reply_reason", "too_few_attempts")}
    by_hand = move(li, clue, "excuse", status=422, no_reply_reason="anonymous", note="x")
    assert wrong(by_hand) == {("no_reply_reason", "not_by_hand")}
    got = reply(zhou, clue, "attempt", "2026-06-29", text="无人接听")
    assert clock_of(got, "petition_reply")["state"] == "running"
    got = move(li, clue, "excuse", **excuse)
    assert {clock["outcome"] for clock in got["clocks"]} == {"cancelled"}
    assert li.get("/clues", unanswered="true")["items"] == []
    assert "excuse" not in got["moves"]


def test_a_reply_has_a_day_between_receipt_and_today_and_none_follows_the_result(li, zhou):
    caller(zhou)
    clue = only(li)
    assert reply(li, clue, "procedural", "2026-06-29", status=409)["code"] == "clue_unregistered"
    registered(li, clue)
    assert wrong(reply(li, clue, "procedural", "2026-06-30", status=422)) == {("on", "in_the_future")}
    assert wrong(reply(li, clue, "procedural", "2026-06-28", status=422)) == {("on", "before_it_started")}
    reply(li, clue, "result", "2026-06-29")
    assert reply(li, clue, "progress", "2026-06-29", status=409)["code"] == "clue_concluded"


def test_a_clue_is_linked_to_a_hazard_of_its_own_office(li, liu, zhou, stranger):
    filed(stranger)
    clue, path = only(li), f"/clues/register/{only(li)['id']}/hazard"
    assert li.put(path, {"type": "manhole.missing"}, status=409)["code"] == "clue_not_to_link"
    registered(li, clue)
    li.put(path, {}, status=422)
    foreign = {"hazard_id": liu.record()["id"]}
    assert wrong(li.put(path, foreign, status=422)) == {("hazard_id", "unknown_hazard")}
    assert wrong(li.put(path, {"type": "no.such"}, status=422)) == {("type", "unknown_code")}
    hazard = li.get(f"/hazards/{li.put(path, {'type': 'manhole.missing'})['hazard_id']}")
    assert SAID not in str(hazard)  # the office's words, not the reporter's
    assert hazard["area"]["code"] == "371423"
    assert only(li)["hazard_id"] == hazard["id"]


def test_a_clue_follows_its_hazard_into_the_master_and_hears_that_it_is_fixed(li, sun, stranger):
    told = filed(stranger)
    clue = registered(li, only(li))
    made = li.put(f"/clues/register/{clue['id']}/hazard", {"type": "manhole.net_missing"})["hazard_id"]
    master = verified(sun)
    li.move({"id": made}, "mark_duplicate", master_id=master["id"], note="同一口井")

    assert [row["id"] for row in li.get("/clues", hazard=master["id"])["items"]] == [clue["id"]]
    answer = stranger.get(f"/clues/{told['code']}")
    assert (answer["status"], "经到现场核实，您反映的问题已整改。" in answer["sentences"]) == ("fixed", True)


def test_a_volunteer_files_in_the_own_name_and_sees_what_became_of_it(app, li, person):
    ma = volunteer(app, li, person("admin"))
    filed_by(ma)
    clue = registered(li, only(li))

    assert (clue["source"], clue["entered_by"]) == ("volunteer", None)
    assert {clock["kind"] for clock in clue["clocks"]} == {"petition_reply", "petition_result"}
    assert li.get(f"/clues/register/{clue['id']}/reporter")["name"] == "马春燕"
    reply(li, clue, "result", "2026-06-29", channel="online", text="已整改。")
    (own,) = ma.get("/me/clues")["items"]
    assert own["sentences"][-1] == "已于 2026-06-29 答复：已整改。"
    for path in ("/clues", "/hazards", "/cases", f"/clues/register/{clue['id']}"):
        ma.get(path, status=403)


def test_the_page_needs_no_script_and_no_account(stranger, li):
    page = stranger.client.get("/clue")
    assert (page.status_code, "庆云" in page.text) == (200, True)
    typed = {"said": "<b>井盖</b>松动", "place": "学校东门", "area_code": "371423", "seen_on": "2026-07-30"}
    again = stranger.client.post("/clue", data=typed)
    assert (again.status_code, "&lt;b&gt;井盖" in again.text) == (422, True)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert stranger.client.post("/clue", data=typed | {"seen_on": ""}, headers=foreign).status_code == 403
    told = stranger.client.post("/clue", data=typed | {"seen_on": "", "name": "赵桂兰", "contact": "13905340001"})
    code = re.search(r"clue_\w{16}", told.text).group()
    file = {"file": ((PHOTOS / AREZZO).open("rb"), "photo.jpg")}
    added = stranger.client.post(f"/clue/{code}/photos", data=file, content_type="multipart/form-data")
    asked = stranger.client.post("/clue/answer", data={"code": f"https://lanjian.example/clue#{code}"})
    assert (added.status_code, asked.status_code, added.text) == (200, 200, asked.text)
    assert stranger.client.post("/clue/answer", data={"code": "clue_0"}).status_code == 404
    assert (len(only(li)["photos"]), only(li)["has_reporter"]) == (1, True)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_table_of_moves_leads_everywhere_and_no_state_forgets_the_answer(settings):
    reached, moves = {ClueState.RECEIVED}, clue_moves.MOVES
    while more := {move.target for move in moves.values() if move.target and move.sources & reached} - reached:
        reached |= more
    assert reached == set(ClueState)
    assert set(moves) == set(ClueVerb)
    assert moves[ClueVerb.EXCUSE].sources == set(ClueState) - {ClueState.RECEIVED}
