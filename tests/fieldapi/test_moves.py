"""Hazards on their way: the light path, who may do what, and what each move asks for."""

import pytest

from inspections.db import new_id
from tests.steps import CLAIM, again, agency, claimed, confirmed, referral, referred, verified, visit, wrong


def test_the_light_path_from_the_street_to_the_closed_record(li, sun):
    told = []

    def tell(hazard):
        told.append((hazard["status"], hazard["version"], hazard["moves"]))
        return hazard

    hazard = li.record()
    li.add_photo(hazard)
    version = again(li, hazard)["version"]
    tell(sun.move(hazard, "confirm", unknown_owner=True))
    tell(sun.move(hazard, "refer", **referral(sun)))
    tell(li.move(hazard, "claim_fix", **CLAIM))
    visit(sun, hazard, "not_fixed", note="井内仍无防坠网")
    tell(again(li, hazard))
    visit(sun, hazard, "fixed", note="已加装防坠网")
    tell(again(li, hazard))
    tell(li.move(hazard, "close"))

    on_the_way = ["claim_fix"]
    assert told == [
        ("confirmed", version + 1, ["dismiss", "transfer", "mark_duplicate", "refer"]),
        ("referred", version + 2, ["mark_duplicate", *on_the_way]),
        ("claimed_fixed", version + 3, ["send_back"]),
        ("referred", version + 4, ["mark_duplicate", *on_the_way]),
        ("verified_fixed", version + 5, ["send_back", "close"]),
        ("closed", version + 6, []),
    ]
    looked = ["inspection.opened", "finding.recorded", "inspection.finalised"]
    assert [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]] == [
        *("hazard.recorded", "photo.added", "hazard.confirm", "hazard.refer", "hazard.claim_fix"),
        *(*looked, *looked, "hazard.close"),
    ]


def test_the_timeline_keeps_the_words_of_a_move(li):
    hazard = referred(li)

    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]

    assert event["actor"] == {"id": li.id, "name": "李文清"}
    assert event["payload"]["who"] == "值班室张主任"
    assert event["payload"]["how"] == "call"
    assert event["payload"]["status"] == "referred"


@pytest.mark.parametrize("way", ["refer", "escalate"])
def test_what_a_visit_found_before_is_no_answer_to_what_was_asked_after(li, chen, way):
    hazard = li.record() if way == "refer" else referred(li)
    visit(li, hazard, "fixed" if way == "refer" else "not_fixed")
    if way == "refer":
        li.move(hazard, "confirm", note="照片另附")
        li.move(hazard, "refer", **referral(li))
    else:
        chen.move(hazard, "escalate")

    assert again(li, hazard)["last_verdict"] is None
    assert wrong(li.move(hazard, "verify_fix", status=422)) == {("move", "visit_found_fixed")}


def test_a_paper_reply_alone_closes_nothing(li):
    hazard = claimed(li)
    assert "close" not in hazard["moves"]
    assert "verify_fix" not in hazard["moves"]

    closing = li.move(hazard, "close", status=409)
    verifying = li.move(hazard, "verify_fix", status=422)

    assert (closing["code"], closing["hazard_status"]) == ("illegal_move", "claimed_fixed")
    assert closing["moves"] == hazard["moves"] == ["send_back"]
    assert wrong(verifying) == {("move", "visit_found_fixed")}
    assert again(li, hazard) == hazard


def test_an_old_visit_does_not_answer_a_new_claim(li, sun):
    hazard = verified(sun)
    li.move(hazard, "send_back", note="三日后网又脱落")

    hazard = li.move(hazard, "claim_fix", **CLAIM)

    assert "verify_fix" not in hazard["moves"]
    li.move(hazard, "verify_fix", status=422)


def test_confirming_needs_a_photo_or_a_reason_and_an_agency_or_the_unknown_owner(li):
    hazard = li.record(location={"no_fix_reason": "桥下无信号"})

    problem = li.move(hazard, "confirm", status=422)

    assert wrong(problem) == {("note", "photo_or_reason"), ("unknown_owner", "agency_or_unknown_owner")}
    assert again(li, hazard) == hazard


def test_a_chosen_agency_and_a_photo_are_enough_to_confirm(li):
    hazard = li.record()
    li.add_photo(hazard)
    choice = {"version": again(li, hazard)["version"], "role": "regulator", "reason": "城区道路由其管护"}
    chosen = agency(li, "庆云县综合行政执法局")
    li.put(f"/hazards/{hazard['id']}/responsibilities", choice | {"agency_id": chosen})

    assert li.move(hazard, "confirm")["status"] == "confirmed"


def test_the_recorder_dismisses_alone_only_with_a_reason(li, sun):
    hazard, other = li.record(), li.record()

    problem = li.move(hazard, "dismiss", note="井盖系新装", status=422)
    alone = li.move(hazard, "dismiss", note="井盖系新装", alone_reason="本院办案组仅一名检察官")
    together = sun.move(other, "dismiss", note="井盖系新装")

    assert wrong(problem) == {("alone_reason", "not_by_recorder")}
    assert (alone["status"], together["status"]) == ("dismissed", "dismissed")


def test_the_verifier_closes_alone_only_with_a_reason(li):
    hazard = verified(li)

    problem = li.move(hazard, "close", status=422)
    closed = li.move(hazard, "close", alone_reason="本院办案组仅一名检察官")

    assert wrong(problem) == {("alone_reason", "not_by_verifier")}
    assert closed["status"] == "closed"


def test_a_duplicate_points_at_another_hazard_that_one_can_see(li, liu):
    hazard, master, elsewhere = li.record(), li.record(), liu.record()
    why = {"note": "照片可对应，为同一口井"}

    for master_id in (elsewhere["id"], str(new_id())):
        problem = li.move(hazard, "mark_duplicate", master_id=master_id, **why, status=422)
        assert wrong(problem) == {("master_id", "unknown_hazard")}
    itself = li.move(hazard, "mark_duplicate", master_id=hazard["id"], **why, status=422)
    assert [field["message"] for field in itself["fields"]] == ["隐患不能并入自身。"]
    marked = li.move(hazard, "mark_duplicate", master_id=master["id"], **why)

    assert (marked["status"], marked["duplicate_of_id"]) == ("duplicate", master["id"])


def test_a_hazard_of_others_is_transferred_to_a_named_body(li):
    hazard = li.record()

    problem = li.move(hazard, "transfer", status=422)
    moved = li.move(hazard, "transfer", receiving_body="沧州市盐山县人民检察院")

    assert wrong(problem) == {("receiving_body", "required")}
    assert (moved["status"], moved["moves"]) == ("out_of_jurisdiction", [])


def test_only_the_chief_or_a_deputy_escalates(li, zhao, chen):
    hazard = referred(li)

    for person in (li, zhao):
        assert person.move(hazard, "escalate", status=403)["code"] == "role_may_not"
        assert "escalate" not in again(person, hazard)["moves"]

    assert "escalate" in again(chen, hazard)["moves"]
    assert chen.move(hazard, "escalate")["status"] == "escalated"


def test_fixed_on_the_spot_before_two_officers_with_a_photo_of_it(li, sun, person):
    hazard, said = li.record(), {"officers": [li.id, sun.id], "by": "通信企业抢修人员"}
    stranger, liaison = str(new_id()), person("liaison.chengguan").id

    assert wrong(li.move(hazard, "fix_on_spot", **said, status=422)) == {("move", "after_photo")}
    li.add_photo(hazard, kind="after")
    for officers, code in [
        ([li.id], "two_officers"),
        ([li.id, li.id], "two_officers"),
        ([li.id, stranger], "unknown_person"),
        ([li.id, liaison], "unknown_person"),
    ]:
        problem = li.move(hazard, "fix_on_spot", **said | {"officers": officers}, status=422)
        assert wrong(problem) == {("officers", code)}
    fixed = li.move(hazard, "fix_on_spot", **said)

    assert fixed["status"] == "verified_fixed"
    assert wrong(li.move(hazard, "close", status=422)) == {("alone_reason", "not_by_verifier")}
    assert sun.move(hazard, "close")["status"] == "closed"


def test_a_referral_names_an_agency_that_exists(li):
    hazard = confirmed(li)

    problem = li.move(hazard, "refer", **referral(li) | {"agency_id": str(new_id())}, status=422)

    assert wrong(problem) == {("agency_id", "unknown_agency")}


def test_a_field_of_another_move_is_refused(li):
    hazard = li.record()

    problem = li.move(hazard, "confirm", note="夜间", unknown_owner=True, receiving_body="盐山县", status=422)

    assert wrong(problem) == {("receiving_body", "not_for_this_move")}


def test_whoever_looked_at_an_older_version_is_told_the_present_one(li, sun):
    hazard = li.record()
    li.move(hazard, "confirm", note="夜间", unknown_owner=True, version=hazard["version"])

    problem = sun.move(hazard, "confirm", note="夜间", unknown_owner=True, version=hazard["version"], status=409)

    assert (problem["code"], problem["version"]) == ("stale_version", hazard["version"] + 1)


def test_another_county_finds_no_such_hazard(li, liu):
    hazard = li.record()

    assert liu.move(hazard, "confirm", note="夜间", unknown_owner=True, status=404)["code"] == "not_found"


def test_a_clerk_records_but_does_not_decide(zhou):
    hazard = zhou.record()

    assert hazard["moves"] == []
    assert zhou.move(hazard, "confirm", note="夜间", unknown_owner=True, status=403)["code"] == "role_may_not"


def test_the_office_above_reads_everything_and_writes_nothing(li, zheng):
    hazard = li.record()
    path, seen = f"/hazards/{hazard['id']}", again(zheng, hazard)
    choice = {"version": 1, "role": "owner", "agency_id": None, "reason": "权属不明"}

    assert seen == hazard | {"moves": []}
    refusals = [
        zheng.patch(path, {"version": 1, "severity": "low"}, status=403),
        zheng.put(f"{path}/responsibilities", choice, status=403),
        zheng.add_photo(hazard, status=403),
        zheng.move(hazard, "confirm", note="夜间", unknown_owner=True, version=99, status=403),
    ]
    assert {problem["code"] for problem in refusals} == {"not_handling_office"}
    assert again(li, hazard) == hazard


def test_an_ended_record_is_never_edited(li, sun):
    dismissed = sun.move(li.record(), "dismiss", note="井盖系新装")
    closed = li.move(verified(sun), "close")

    for hazard in (dismissed, closed):
        change = {"version": hazard["version"], "severity": "low"}
        choice = {"version": hazard["version"], "role": "owner", "agency_id": None, "reason": "权属不明"}
        assert li.patch(f"/hazards/{hazard['id']}", change, status=409)["code"] == "record_ended"
        assert li.put(f"/hazards/{hazard['id']}/responsibilities", choice, status=409)["code"] == "record_ended"
        assert li.move(hazard, "confirm", note="夜间", unknown_owner=True, status=409)["moves"] == []
        assert again(li, hazard) == hazard
