"""S1: a telecom well beside 承德小学, an urgent joint visit of three offices, and nobody's company is sued."""

import pytest

from tests.case_steps import HOUSING, LAW_AGENCY, TELECOM, act, clue, now, received
from tests.clocks import notified
from tests.people import PHOTOS, Person
from tests.steps import again, agency, finalise, outing, wrong

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
INDUSTRY = "庆云县工业和信息化局"
AT_THE_SCHOOL = {"asset_kind": "telecom", "place_kind": "sidewalk", "address": "承德小学东门", "severity": None}


def joint(li, zhao, liu, zheng):
    """The outing of Monday: Qingyun is the host, Leling and the city's office take part."""
    duties = ((zhao, "second"), (liu, "taking part"), (zheng, "taking part"))
    guests = [{"person_id": person.id, "duty": duty} for person, duty in duties]
    wang = {"name": "王建军", "body": "庆云县住房和城乡建设局", "duty": "特邀检察官助理"}
    return outing(li, kind="joint_inspection", title="两级三院窨井盖联合巡查", participants=[*guests, wang])


def candidates(hazard, role):
    return {row["agency"]["name"] for row in hazard["responsibilities"] if row["role"] == role and row["agency"]}


def test_the_record_of_the_joint_visit_lists_three_offices(li, zhao, liu, zheng):
    inspection = joint(li, zhao, liu, zheng)

    bodies = {row["body"] for row in finalise(li, inspection)["participants"]}

    assert bodies == {"庆云县人民检察院", "乐陵市人民检察院", "德州市人民检察院", "庆云县住房和城乡建设局"}


def test_the_owners_day_and_the_agencys_two_months_are_two_clocks(li, sun, chen, zhao, liu, zheng, clock):
    inspection = joint(li, zhao, liu, zheng)
    net = li.record(inspection_id=inspection["id"], **AT_THE_SCHOOL)
    cover = li.record(inspection_id=inspection["id"], type="manhole.displaced", **AT_THE_SCHOOL)
    assert (net["severity"], cover["severity"]) == ("critical", "critical")  # beside the school, by itself

    day = notified(li, cover, agency_id=agency(li, TELECOM))["clock"]

    assert notified(li, net)["clock"] is None  # art. 17 names loss, damage and shift
    assert (day["rule"]["mark"], day["due_at"]) == ("T12", "2026-06-30T02:05:00+00:00")  # 10:05 the next day
    clock.advance(minutes=35)
    photo = li.add_photo(cover, "denali.webp", kind="far")
    since = {"since": "2026-06-29T10:40:00+08:00", "by": f"{TELECOM}值守", "photo_id": photo["id"]}
    guarded = li.put(f"/hazards/{cover['id']}/guard", since)
    assert (guarded["status"], guarded["guarded"]["photo_id"]) == ("recorded", photo["id"])  # still a hole

    case = received(li, chen, sun, [sun.move(guarded, "confirm", unknown_owner=True)])

    assert [row["id"] for row in li.get("/clocks", subject=cover["id"])["items"]] == [day["id"]]
    months = next(row for row in li.get("/clocks", subject=case["id"])["items"] if row["kind"] == "reply")
    assert (months["id"] != day["id"], months["due_on"], months["subject_id"]) == (True, "2026-08-31", case["id"])
    assert li.get(f"/clocks/{day['id']}") == day  # nothing of the case moves the owner's day


def test_the_carrier_is_no_respondent_and_the_case_is_filed_over_the_incident(li, sun, chen):
    hazard = li.record(**AT_THE_SCHOOL)
    near = li.add_photo(hazard, "denali.webp", kind="near")
    assert TELECOM in candidates(hazard, "owner")
    assert {LAW_AGENCY, INDUSTRY, "山东省通信管理局"} <= candidates(hazard, "regulator")
    assert all(not row["verified"] for row in hazard["responsibilities"] if row["rule"] == "R-telecom-owner-carrier")
    faces = {"boxes": [{"x": 10, "y": 10, "width": 40, "height": 40}]}
    assert li.post(f"/photos/{near['id']}/redactions", faces, status=201)["photo_id"] == near["id"]
    sun.move(again(li, hazard), "confirm", unknown_owner=True, note="字样不清，逐家核实")

    refused = clue(li, respondent=TELECOM, hazards=[hazard], status=422)
    case = clue(li, respondent=None, hazards=[hazard])
    act(li, case, "assess", note="危害严重，权属单位为企业，主管部门尚待查明。")
    act(li, case, "propose_filing", note="以事立案，保留各种可能。")
    act(chen, case, "file")
    both = [agency(li, name) for name in (LAW_AGENCY, INDUSTRY)]
    act(li, case, "consult", on="2026-06-29", agency_ids=both, note="分别磋商，均同意先行看护。")

    assert wrong(refused) == {("respondent_id", "respondent_is_no_authority")}
    assert [row["id"] for row in li.get("/cases")["items"]] == [case["id"]]
    consulted = now(li, case)
    assert (consulted["state"], consulted["respondent"]) == ("filed", None)
    assert consulted["steps"][-1]["said"] == {"agency_ids": both}


def invited(app, li, inspection, home):
    """Wang Jianjun of the housing bureau, who came in by the link of the outing."""
    said = {"name": "王建军", "phone_tail": "8836", "valid_to": "2026-07-05", "home_agency_id": home}
    link = li.post(f"/inspections/{inspection['id']}/invitations", said, status=201)["link"]
    wang = Person(app)
    asked = {"code": link, "letter_version": "2026-1", "phone_tail": "8836"}
    token = wang.post("/invitations/redeem", asked, status=201)["access_token"]
    wang.headers = {"Authorization": f"Bearer {token}"}
    return wang


def send(wang, inspection, hazard, name, *, status=201):
    form = {"hazard_id": hazard["id"], "file": ((PHOTOS / name).open("rb"), name), "remark": "井圈松动"}
    path = f"/inspections/{inspection['id']}/contributions"
    return wang.ask("POST", path, status=status, data=form, content_type="multipart/form-data").json


def test_what_wang_sends_waits_for_a_prosecutor_and_his_bureau_becoming_concerned_keeps_him_away(app, li, zhou):
    inspection = outing(li, kind="joint_inspection", title="两级三院窨井盖联合巡查")
    hazard = li.record(inspection_id=inspection["id"], **AT_THE_SCHOOL)
    home = agency(li, HOUSING)
    wang = invited(app, li, inspection, home)

    photo = send(wang, inspection, hazard, "denali.webp")
    assert photo["status"] == "pending_confirmation"
    (waiting,) = li.get("/contributions")["items"]
    assert (waiting["id"], waiting["conflict"]) == (photo["id"], "candidate")  # asked: recuse, or no respondent?
    assert li.move(hazard, "confirm", unknown_owner=True, status=422)["fields"]  # what waits is no evidence
    assert zhou.post(f"/photos/{photo['id']}/confirm", {}, status=403)["code"] == "role_may_not"
    assert li.post(f"/photos/{photo['id']}/confirm", {})["status"] == "accepted"

    li.move(again(li, hazard), "confirm", unknown_owner=True)
    clue(li, respondent=HOUSING, hazards=[hazard])
    assert send(wang, inspection, hazard, "hopper.heic", status=403)["code"] == "home_agency_concerned"
    (marked,) = li.get("/contributions")["items"]
    assert (marked["conflict"], marked["status"]) == ("respondent", "accepted")  # marked, never deleted
