"""Outings: who takes part, what was found, and what finalising does."""

import pytest

from inspections.db import new_id
from tests.people import Person
from tests.steps import again, claimed, confirmed, finalise, judge, outing, referred, verified, visit, wrong

JOINT = {"kind": "joint_inspection", "title": "两级三院窨井盖联合巡查"}
GUEST = {"name": "王建军", "body": "庆云县住房和城乡建设局", "duty": "见证"}


@pytest.fixture
def joint(li, liu, zheng):
    """A joint inspection of three offices, with a guest, hosted by Qingyun."""
    others = [{"person_id": liu.id, "duty": "参加"}, {"person_id": zheng.id, "duty": "督导"}, GUEST]
    return outing(li, **JOINT, participants=others)


def test_three_offices_and_a_guest_go_out_together(joint, liu):
    assert (joint["status"], joint["number"], joint["version"]) == ("open", "371423-2026-I0001", 1)
    assert sorted((row["name"], row["body"], row["duty"]) for row in joint["participants"]) == sorted(
        [
            ("李文清", "庆云县人民检察院", "主持"),
            ("刘向东", "乐陵市人民检察院", "参加"),
            ("郑海燕", "德州市人民检察院", "督导"),
            ("王建军", "庆云县住房和城乡建设局", "见证"),
        ]
    )
    assert liu.get("/inspections")["items"] == [joint]


def test_an_office_taking_part_sees_the_hazards_for_thirty_days_after_the_end(li, liu, joint, app, clock):
    hazard, apart = li.record(inspection_id=joint["id"]), li.record()
    assert hazard["inspection_id"] == joint["id"]
    assert li.get(f"/inspections/{joint['id']}")["recorded_hazard_ids"] == [hazard["id"]]
    assert again(liu, hazard) == hazard | {"moves": []}
    assert liu.get(f"/hazards/{apart['id']}", status=404)["code"] == "not_found"
    finalise(li, joint)

    clock.advance(days=30, hours=13)  # 23:05 in Shandong
    assert again(Person(app, "prosecutor.leling"), hazard)["id"] == hazard["id"]
    clock.advance(hours=1)
    liu = Person(app, "prosecutor.leling")

    liu.get(f"/hazards/{hazard['id']}", status=404)
    liu.get(f"/inspections/{joint['id']}", status=404)
    assert liu.get("/hazards")["items"] == []
    assert again(Person(app, "prosecutor.qingyun"), hazard)["id"] == hazard["id"]


def test_only_the_host_writes(li, liu, zheng, joint):
    hazard, path = li.record(inspection_id=joint["id"]), f"/inspections/{joint['id']}"

    for other in (liu, zheng):
        refusals = [
            other.patch(path, {"version": joint["version"], "title": "别的"}, status=403),
            other.post(f"{path}/participants", GUEST, status=403),
            judge(other, joint, hazard, "not_fixed", status=403),
            finalise(other, joint, status=403),
        ]
        assert {problem["code"] for problem in refusals} == {"not_handling_office"}
    assert li.get(path)["version"] == joint["version"]


def test_who_was_not_there_finds_no_such_outing(li, liu):
    inspection = outing(li)

    liu.get(f"/inspections/{inspection['id']}", status=404)
    finalise(liu, inspection, status=404)
    assert liu.get("/inspections")["items"] == []


def test_a_guest_can_not_show_a_hazard_on_to_others(li, liu, joint):
    hazard = li.record(inspection_id=joint["id"])

    problem = outing(liu, hazard_ids=[hazard["id"], str(new_id())], status=422)

    assert wrong(problem) == {("hazard_ids.0", "hazard_of_other_office"), ("hazard_ids.1", "unknown_hazard")}


def test_people_take_part_once_for_their_office_or_agency(li, person):
    wang, ma = person("invited.wang"), person("liaison.chengguan")
    inspection = outing(li, participants=[{"person_id": wang.id}, {"person_id": ma.id}])
    path = f"/inspections/{inspection['id']}/participants"

    added = li.post(path, GUEST)
    twice = li.post(path, {"person_id": ma.id}, status=422)
    unknown = li.post(path, {"person_id": str(new_id())}, status=422)

    assert {row["body"] for row in added["participants"] if row["person_id"] in (wang.id, ma.id)} == {
        "庆云县住房和城乡建设局",
        "庆云县综合行政执法局",
    }
    assert added["version"] == inspection["version"] + 1
    assert wrong(twice) == {("participants.0.person_id", "already_takes_part")}
    assert wrong(unknown) == {("participants.0.person_id", "unknown_person")}


def test_an_outing_planned_for_a_later_day_is_opened_that_day(li):
    hazard = referred(li)
    planned = outing(li, planned_on="2026-07-02", hazard_ids=[hazard["id"]])
    assert (planned["status"], planned["opened_at"], planned["hazard_ids"]) == ("planned", None, [hazard["id"]])
    assert judge(li, planned, hazard, "fixed", status=409)["inspection_status"] == "planned"
    assert finalise(li, planned, status=409)["code"] == "inspection_not_open"

    opened = li.patch(f"/inspections/{planned['id']}", {"version": planned["version"], "status": "open"})

    assert (opened["status"], opened["version"]) == ("open", planned["version"] + 1)
    assert opened["opened_at"]
    judge(li, planned, hazard, "fixed")


def test_an_outing_is_aborted_only_with_a_reason_and_then_left_alone(li):
    inspection = outing(li)
    path, said = f"/inspections/{inspection['id']}", {"version": inspection["version"], "status": "aborted"}

    assert wrong(li.patch(path, said, status=422)) == {("reason", "required")}
    aborted = li.patch(path, said | {"reason": "暴雨"})

    assert aborted["status"] == "aborted"
    assert (
        li.patch(path, {"version": aborted["version"], "status": "open"}, status=409)["inspection_status"] == "aborted"
    )


def test_a_plan_changed_by_two_people_at_once(li, sun):
    inspection = outing(li)
    path, said = f"/inspections/{inspection['id']}", {"version": inspection["version"], "title": "承德小学周边"}
    li.patch(path, said)

    assert sun.patch(path, said, status=409)["version"] == inspection["version"] + 1


def test_the_same_outing_sent_again_is_the_same_outing(li, liu):
    said = JOINT | {"id": str(new_id())}

    first, second = li.post("/inspections", said, status=201), li.post("/inspections", said)

    assert first == second
    assert li.post("/inspections", said | {"title": "另一次"}, status=409)["code"] == "id_taken"
    assert liu.post("/inspections", said, status=409)["code"] == "id_taken"


def test_a_later_finding_supersedes_an_earlier_one_and_both_stay(li, sun):
    hazard = claimed(li)
    inspection = outing(li)
    judge(li, inspection, hazard, "fixed", note="远看已加装")
    judge(sun, inspection, hazard, "not_fixed", note="近看网已断", measurements={"net_load_kg": 0.0})

    done = finalise(li, inspection)

    assert sorted((row["verdict"], row["superseded"], row["effect"]) for row in done["findings"]) == [
        ("fixed", True, None),
        ("not_fixed", False, "send_back"),
    ]
    assert again(li, hazard)["status"] == "referred"


def test_the_same_finding_sent_again_is_the_same_finding(li, zheng):
    hazard, inspection, said = claimed(li), outing(li), {"id": str(new_id()), "note": "已加装"}

    first = judge(li, inspection, hazard, "fixed", **said)
    second = judge(li, inspection, hazard, "fixed", **said, status=200)

    assert first == second
    assert judge(li, inspection, hazard, "not_fixed", **said, status=409)["code"] == "id_taken"
    judge(zheng, inspection, hazard, "fixed", **said, status=403)
    assert len(li.get(f"/inspections/{inspection['id']}")["findings"]) == 1


def test_a_finding_is_about_a_hazard_of_the_office_and_its_own_photos(li, liu, joint):
    mine, other, theirs = li.record(), li.record(), liu.record(inspection_id=joint["id"])
    photo = li.add_photo(other)

    wrong_photo = judge(li, joint, mine, "fixed", photo_ids=[photo["id"]], status=422)
    wrong_office = judge(li, joint, theirs, "fixed", status=422)
    unknown = judge(li, joint, {"id": str(new_id())}, "fixed", status=422)
    right = judge(li, joint, other, "not_fixed", photo_ids=[photo["id"]])

    assert wrong(wrong_photo) == {("photo_ids.0", "photo_of_other_hazard")}
    assert wrong(wrong_office) == {("hazard_id", "hazard_of_other_office")}
    assert wrong(unknown) == {("hazard_id", "unknown_hazard")}
    assert right["photo_ids"] == [photo["id"]]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("stage", "verdict", "status", "effect"),
    [
        (claimed, "fixed", "verified_fixed", "verify_fix"),
        (claimed, "partly_fixed", "referred", "send_back"),
        (claimed, "not_found", "claimed_fixed", "nothing"),
        (verified, "rebounded", "referred", "send_back"),
        (confirmed, "fixed", "verified_fixed", "verify_fix"),
        (referred, "not_fixed", "referred", "nothing"),
    ],
)
def test_finalising_lets_a_verdict_take_effect(li, stage, verdict, status, effect):
    hazard = stage(li)

    done = visit(li, hazard, verdict)

    after = again(li, hazard)
    assert (after["status"], after["last_verdict"], after["version"]) == (status, verdict, hazard["version"] + 1)
    assert [row["effect"] for row in done["findings"]] == [effect]


def test_a_problem_that_comes_back_after_closing_is_a_new_hazard_and_the_closed_one_stays_as_it_is(li, sun):
    closed = li.move(verified(sun), "close")
    as_it_was = li.ask("GET", f"/hazards/{closed['id']}").data

    done = visit(sun, closed, "rebounded", note="网又不见了")

    assert li.ask("GET", f"/hazards/{closed['id']}").data == as_it_was
    new = next(row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == closed["id"])
    assert (new["status"], new["inspection_id"]) == ("confirmed", done["id"])
    assert [new[name] for name in ("type", "location", "address")] == [
        closed[name] for name in ("type", "location", "address")
    ]
    assert new["number"] != closed["number"]
    assert done["findings"][0]["effect"] == "recurred"
    assert done["recorded_hazard_ids"] == [new["id"]]
    [event] = li.get(f"/hazards/{new['id']}/timeline")["items"]
    came_back = {"hazard_id": closed["id"], "new_hazard_id": new["id"], "verdict": "rebounded", "effect": "recurred"}
    assert (event["type"], event["payload"]) == ("inspection.finalised", {"effects": [came_back]})


def test_a_look_at_a_closed_hazard_that_is_still_fine_changes_nothing(li, sun):
    closed = li.move(verified(sun), "close")

    done = visit(sun, closed, "fixed")

    assert done["findings"][0]["effect"] == "nothing"
    assert again(li, closed) == closed


def test_the_timeline_of_a_shared_hazard_tells_nothing_of_the_others(li, liu):
    shared, private = claimed(li), claimed(li)
    inspection = outing(li, hazard_ids=[shared["id"], private["id"]])
    for hazard in (shared, private):
        judge(li, inspection, hazard, "fixed")
    finalise(li, inspection, note="只供本院")
    outing(li, kind="joint_inspection", hazard_ids=[shared["id"]], participants=[{"person_id": liu.id}])

    timeline = liu.ask("GET", f"/hazards/{shared['id']}/timeline").get_data(as_text=True)

    liu.get(f"/hazards/{private['id']}", status=404)
    assert private["id"] not in timeline and "只供本院" not in timeline
    assert shared["id"] in timeline and "verify_fix" in timeline


def test_to_be_put_on_an_agenda_is_an_act_on_the_hazard(li):
    hazard, later = li.record(), li.record()
    inspection = outing(li, hazard_ids=[hazard["id"]])
    li.patch(f"/inspections/{inspection['id']}", {"version": inspection["version"], "add_hazard_ids": [later["id"]]})

    ends = [li.get(f"/hazards/{item['id']}/timeline")["items"][-1]["type"] for item in (hazard, later)]

    assert ends == ["inspection.opened", "inspection.amended"]


def test_finalising_is_one_act_in_every_story_and_the_last(li, joint):
    first, second = claimed(li), claimed(li)
    judge(li, joint, first, "fixed")
    finding = judge(li, joint, second, "partly_fixed", id=str(new_id()))

    done = finalise(li, joint, note="联合巡查结束。")

    assert (done["status"], done["note"]) == ("finalised", "联合巡查结束。")
    ends = [li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1] for hazard in (first, second)]
    assert ends[0]["seq"] == ends[1]["seq"]
    assert ends[0]["type"] == "inspection.finalised"
    effects = [[(row["hazard_id"], row["effect"]) for row in end["payload"]["effects"]] for end in ends]
    assert effects == [[(first["id"], "verify_fix")], [(second["id"], "send_back")]]
    path = f"/inspections/{joint['id']}"
    refusals = [
        li.patch(path, {"version": done["version"], "title": "改名"}, status=409),
        li.patch(path, {"version": done["version"], "status": "aborted", "reason": "作废"}, status=409),
        li.post(f"{path}/participants", GUEST, status=409),
        judge(li, joint, first, "not_fixed", status=409),
        finalise(li, joint, status=409),
    ]
    assert {(problem["code"], problem["inspection_status"]) for problem in refusals} == {
        ("inspection_not_open", "finalised")
    }
    assert wrong(li.record(inspection_id=joint["id"], status=422)) == {("inspection_id", "unknown_inspection")}
    assert li.get(path) == done
    assert finding["id"] in {row["id"] for row in done["findings"]}


def test_a_clerk_notes_findings_and_a_prosecutor_finalises(zhou, li):
    hazard, inspection = claimed(li), outing(zhou)
    judge(zhou, inspection, hazard, "fixed")

    assert finalise(zhou, inspection, status=403)["code"] == "role_may_not"
    finalise(li, inspection)

    assert li.move(hazard, "close")["status"] == "closed"  # the clerk verified, so Li may close
