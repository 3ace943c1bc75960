"""Li Wenqing and Sun Liqun work a village road without signal, and send everything once they are back."""

import pytest

from inspections.db import new_id
from tests.phones import Offline, statuses
from tests.steps import again, finalise, judge, referred, wrong
from tests.tus import PHOTO, Phone


@pytest.fixture
def phone(li):
    """Li Wenqing's phone."""
    return Offline(li, "李文清的手机")


def test_a_day_without_a_network_comes_in_one_batch_and_once(li, phone):
    manhole = phone.record()
    outing = str(new_id())
    phone.make("inspection", outing, kind="patrol", title="村道巡查")
    phone.make("finding", outing, hazard_id=manhole, verdict="not_fixed", note="仍无防坠网")
    phone.make("checklist_answer", manhole, checklist_version=1, answers={"needs_net": True})
    phone.make("hazard_move", manhole, move="confirm", note="夜间无法拍照", unknown_owner=True)

    first, second = phone.sync(), phone.sync()

    assert statuses(first) == ["stored"] * 5
    assert statuses(second) == ["repeated"] * 5
    assert [one["receipt"] for one in first["results"]] == [one["receipt"] for one in second["results"]]
    assert li.get(f"/hazards/{manhole}")["status"] == "confirmed"
    assert [row["verdict"] for row in li.get(f"/inspections/{outing}")["findings"]] == ["not_fixed"]
    events = {event["seq"]: event["leaf"] for event in li.get(f"/hazards/{manhole}/timeline")["items"]}
    assert first["results"][0]["receipt"]["seq"] in events


def test_what_rests_on_something_to_come_waits_and_settles_by_itself(li, phone):
    outing = str(new_id())
    manhole = phone.record()
    photo = phone.shoot(manhole, kind="near")
    phone.make("inspection", outing, kind="patrol", title="村道巡查")
    finding = phone.make("finding", outing, hazard_id=manhole, verdict="not_fixed", photo_ids=[photo["said"]["id"]])
    recorded, _, opened, _ = phone.made

    assert phone.push([finding, photo]) == ["waiting", "waiting"]
    assert phone.push([opened, recorded]) == ["stored", "stored"]
    state = li.get(f"/devices/{phone.device['id']}")
    assert [(item["kind"], item["problem"]["code"]) for item in state["unsettled"]] == [
        ("photo", "bytes_to_come"),
        ("finding", "invalid_fields"),
    ]

    Phone(li).send(PHOTO)  # nothing else is sent

    state = li.get(f"/devices/{phone.device['id']}")
    assert (state["unsettled"], state["missing_photos"]) == ([], [])
    assert [row["id"] for row in again(li, {"id": manhole})["photos"]] == [photo["said"]["id"]]
    assert phone.push() == ["repeated"] * 4


def test_one_refused_item_does_not_stop_the_rest(li, phone, zhou):
    phone.record(type="no.such")
    good = phone.record()
    phone.make("hazard", good)
    phone.make("teleport", good)
    gone = phone.make("hazard_move", good, move="close")

    answer = phone.sync()

    assert statuses(answer) == ["refused", "stored", "refused", "refused", "conflict"]
    assert wrong(answer["results"][0]["problem"]) == {("type", "unknown_code")}
    assert ("said.type", "required") in wrong(answer["results"][2]["problem"])
    assert wrong(answer["results"][3]["problem"]) == {("kind", "not_one_of")}
    assert answer["results"][4]["problem"]["code"] == "illegal_move"
    (late,) = li.get(f"/hazards/{good}/disagreements")["not_applied"]
    assert (late["said"], late["person"]["id"], late["problem"]["code"]) == ({"move": "close"}, li.id, "illegal_move")
    assert phone.push([gone]) == ["conflict"]  # as it was: whoever wants more makes another item
    changed = gone | {"said": {"move": "dismiss", "note": "误报"}}
    assert phone.sync([changed])["results"][0]["problem"]["code"] == "id_taken"
    assert phone.sync([gone | {"id": str(new_id())}])["results"][0]["problem"]["code"] == "seq_taken"
    twice = phone.sync([gone, gone], status=422)
    assert [field["code"] for field in twice["fields"]] == ["item_twice"]
    other = Offline(zhou)
    other.device = phone.device
    assert other.sync([], status=409)["code"] == "device_of_other"


def test_what_a_lost_phone_made_and_never_sent_is_seen(li, zhou, phone):
    first = phone.record(declared_photos=["0" * 64])
    for _ in range(4):
        phone.record()
    edit = phone.edit(first, {"severity": "high"}, severity="low", after=phone.made[1:2])
    assert phone.push([phone.made[0], phone.made[3], edit]) == ["stored", "stored", "waiting"]
    assert phone.sync([], pull=False)["gaps"] == [{"first": 2, "last": 3}, {"first": 5, "last": 5}]

    loss = {"reason": "村道上遗失", "last_seq": 9}
    state = zhou.post(f"/devices/{phone.device['id']}/loss", loss)

    assert state["gaps"] == [{"first": 2, "last": 3}, {"first": 5, "last": 5}, {"first": 7, "last": 9}]
    assert state["missing_photos"] == [{"hazard_id": first, "sha256": "0" * 64}]
    assert again(li, {"id": first})["severity"] == "low"  # what it waited for will never come
    said = [
        event["payload"] for event in li.get(f"/hazards/{first}/timeline")["items"] if event["type"] == "device.lost"
    ]
    assert said[0]["never_received"] == [[2, 3], [5, 5], [7, 9]]
    assert zhou.post(f"/devices/{phone.device['id']}/loss", loss, status=409)["code"] == "device_lost_already"
    assert phone.push() == ["repeated", "stored", "stored", "repeated", "stored", "repeated"]  # found again


def test_what_changed_comes_page_by_page_and_what_is_gone_by_name(li, liu, chen, phone):
    ids = {li.record()["id"] for _ in range(3)}
    neighbour = Offline(liu)
    assert neighbour.sync()["changes"]["hazards"] == []
    got = []
    while True:
        page = phone.sync(limit=2)["changes"]
        got += [row["id"] for row in page["hazards"]]
        if not page["more"]:
            break
    assert set(got) == ids
    assert phone.sync()["changes"]["hazards"] == []

    shared = li.record()
    assert [row["id"] for row in phone.sync()["changes"]["hazards"]] == [shared["id"]]
    said = {"office_id": liu.get("/me")["roles"][0]["office"]["id"], "until": "2026-07-05", "reason": "邻县同类"}
    share = chen.post(f"/hazards/{shared['id']}/shares", said, status=201)
    assert [row["id"] for row in neighbour.sync()["changes"]["hazards"]] == [shared["id"]]
    chen.post(f"/hazards/{shared['id']}/shares/{share['id']}/end", {})

    before, gone = neighbour.cursor, neighbour.sync()["changes"]
    assert (gone["hazards"], gone["gone"]["hazard_ids"]) == ([], [shared["id"]])
    neighbour.cursor = before  # the answer was lost on the way
    assert neighbour.sync()["changes"]["gone"]["hazard_ids"] == [shared["id"]]
    li.record()
    neighbour.sync()
    assert neighbour.sync()["changes"]["gone"]["hazard_ids"] == []
    assert phone.sync(cursor="nonsense", status=400)["code"] == "bad_parameter"


def test_two_phones_that_judge_one_manhole_are_both_heard(li, sun, chen, phone):
    other = Offline(sun, "孙立群的手机")
    manhole = li.record(severity="medium")["id"]
    path = f"/hazards/{manhole}"
    seen = {"severity": "medium", "address": "承德小学东门"}
    phone.edit(manhole, seen, severity="critical", address="承德小学东门", reason="学生上下学必经")
    other.edit(manhole, seen, severity="low", address="东门往南五米", reason="人流不大")

    assert other.push() == ["stored"]
    assert phone.push() == ["conflict"]

    now = li.get(path)
    assert (now["severity"], now["address"]) == ("critical", "东门往南五米")  # what is not disputed is merged
    assert "disagreement" in now["flags"]
    (open_,) = li.get(f"{path}/disagreements")["items"]
    said = {(one["device"]["name"], one["person"]["id"], one["base"], one["value"]) for one in open_["assessments"]}
    assert said == {("孙立群的手机", sun.id, "medium", "low"), ("李文清的手机", li.id, "medium", "critical")}
    assert [row["id"] for row in other.sync()["changes"]["disagreements"]] == [open_["id"]]

    low = next(one["id"] for one in open_["assessments"] if one["value"] == "low")
    choice = {"assessment_id": low, "reason": "放学时段另有值守"}
    (settled,) = chen.post(f"{path}/disagreements/{open_['id']}/choice", choice)["items"]

    assert (settled["assessment_id"], len(settled["assessments"])) == (low, 2)
    now = li.get(path)
    assert (now["severity"], "disagreement" in now["flags"]) == ("low", False)
    event = li.get(f"{path}/timeline")["items"][-1]
    assert (event["type"], event["payload"]["to"]) == ("hazard.disagreement_settled", "low")
    again_ = chen.post(f"{path}/disagreements/{open_['id']}/choice", choice, status=409)
    assert again_["code"] == "disagreement_settled"


def test_verdicts_of_two_phones_that_contradict_are_seen_and_one_is_chosen_before_anybody_signs(li, sun, phone):
    other = Offline(sun, "孙立群的手机")
    manhole, elsewhere = referred(li), referred(li, address="迎宾路")
    outing = li.post("/inspections", {"kind": "follow_up", "title": "回访"}, status=201)
    path, differing = f"/inspections/{outing['id']}", f"/hazards/{manhole['id']}/disagreements"
    other.make("finding", outing["id"], hazard_id=manhole["id"], verdict="not_fixed", note="井口仍敞开")
    other.make("finding", outing["id"], hazard_id=elsewhere["id"], verdict="not_found")
    phone.make("finding", outing["id"], hazard_id=manhole["id"], verdict="fixed", note="已装防坠网")
    phone.make("finding", outing["id"], hazard_id=elsewhere["id"], verdict="fixed")

    assert phone.push() == ["stored", "stored"]
    assert other.push() == ["conflict", "stored"]  # who saw nothing contradicts nobody
    assert "disagreement" in again(li, manhole)["flags"]
    assert "disagreement" not in again(li, elsewhere)["flags"]
    (open_,) = li.get(differing)["items"]
    said = {one["value"]: one["id"] for one in open_["assessments"]}
    assert (open_["field"], said.keys()) == ("verdict", {"fixed", "not_fixed"})
    wait = {"version": li.get(path)["version"], "status": "awaiting_signatures"}
    for refused in (li.patch(path, wait, status=422), finalise(li, outing, status=422)):
        assert wrong(refused) == {("findings", "verdicts_differ")}
        assert manhole["number"] in refused["fields"][0]["message"]

    choice = {"assessment_id": said["not_fixed"], "reason": "复看照片，井口确未封闭"}
    choose = f"{differing}/{open_['id']}/choice"
    assert sun.post(choose, choice, status=403)["code"] == "presiding_chooses"
    li.post(choose, choice)
    assert "disagreement" not in again(li, manhole)["flags"]
    standing = {row["hazard_id"]: row["verdict"] for row in li.get(path)["findings"] if not row["superseded"]}
    assert standing == {manhole["id"]: "not_fixed", elsewhere["id"]: "fixed"}
    finalise(li, outing)
    assert [again(li, row)["status"] for row in (manhole, elsewhere)] == ["referred", "verified_fixed"]


def test_whoever_judges_anew_with_the_others_verdict_in_view_ends_the_disagreement(li, sun, phone):
    other, manhole = Offline(sun, "孙立群的手机"), referred(li)
    outing = li.post("/inspections", {"kind": "follow_up", "title": "回访"}, status=201)
    for one, verdict in ((phone, "fixed"), (other, "partly_fixed")):
        one.make("finding", outing["id"], hazard_id=manhole["id"], verdict=verdict)
    assert [one.push() for one in (phone, other)] == [["stored"], ["conflict"]]

    judge(sun, outing, manhole, "fixed")

    assert again(li, manhole)["flags"] == manhole["flags"]
    phone.make("finding", outing["id"], hazard_id=manhole["id"], verdict="not_fixed")
    assert phone.push() == ["repeated", "conflict"]  # what was said at the desk counts too
    over = {"version": li.get(f"/inspections/{outing['id']}")["version"], "status": "aborted", "reason": "暴雨"}
    li.patch(f"/inspections/{outing['id']}", over)
    assert again(li, manhole)["flags"] == manhole["flags"]
    (_, ended) = li.get(f"/hazards/{manhole['id']}/disagreements")["items"]
    assert (ended["assessment_id"], ended["settled_at"] is None) == (None, False)
    assert li.get(f"/hazards/{manhole['id']}/timeline")["items"][-1]["type"] == "inspection.amended"


def test_of_severity_the_presiding_prosecutor_decides(li, sun, phone):
    outing = sun.post("/inspections", {"kind": "patrol", "title": "夜巡"}, status=201)  # whoever opens it presides
    manhole = li.record(severity="medium", inspection_id=outing["id"])
    path = f"/hazards/{manhole['id']}"
    sun.patch(path, {"version": 1, "severity": "high"})  # at the desk, meanwhile
    phone.edit(manhole["id"], {"severity": "medium"}, severity="low")
    assert phone.push() == ["conflict"]

    (open_,) = sun.get(f"{path}/disagreements")["items"]
    assert [(one["device"] and "phone", one["value"]) for one in open_["assessments"]] == [
        (None, "high"),
        ("phone", "low"),
    ]
    choice = {"assessment_id": open_["assessments"][1]["id"], "reason": "夜间封路"}
    assert li.post(f"{path}/disagreements/{open_['id']}/choice", choice, status=403)["code"] == "presiding_chooses"
    wrong_one = choice | {"assessment_id": str(new_id())}
    assert sun.post(f"{path}/disagreements/{open_['id']}/choice", wrong_one, status=422)["code"] == "invalid_fields"
    sun.post(f"{path}/disagreements/{open_['id']}/choice", choice)
    assert li.get(path)["severity"] == "low"
