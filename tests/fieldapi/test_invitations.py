"""An invited assistant: let in by a link, sees one outing, sends what a prosecutor confirms, and is kept away."""

from inspections import invitation_codes
from tests.people import AREZZO, PHOTOS, Person
from tests.steps import wrong

LETTER = "2026-1"
PHONE = "8836"


def outing(li):
    """The joint outing at the school, with one spot on it, and its hazard."""
    inspection = li.post("/inspections", {"kind": "joint_inspection", "title": "承德小学周边"}, status=201)
    return inspection, li.record(inspection_id=inspection["id"])


def agency_of(hazard, role):
    return next(row["agency"]["id"] for row in hazard["responsibilities"] if row["role"] == role)


def invite(li, inspection, *, status=201, **said):
    body = {"name": "王工", "phone_tail": PHONE, "valid_to": "2026-07-05"} | said
    return li.post(f"/inspections/{inspection['id']}/invitations", body, status=status)


def redeem(somebody, code, *, status=201, **said):
    body = {"code": code, "letter_version": LETTER, "phone_tail": PHONE} | said
    return somebody.post("/invitations/redeem", {k: v for k, v in body.items() if v is not None}, status=status)


def enter(app, code, **said):
    """Somebody who came in by that code."""
    wang = Person(app)
    wang.headers = {"Authorization": f"Bearer {redeem(wang, code, **said)['access_token']}"}
    return wang


def send(wang, inspection, hazard, *, status=201, name=AREZZO, **fields):
    form = {"hazard_id": hazard["id"], "file": ((PHOTOS / name).open("rb"), name), **fields}
    path = f"/inspections/{inspection['id']}/contributions"
    return wang.ask("POST", path, status=status, data=form, content_type="multipart/form-data").json


def test_the_code_is_found_in_whatever_became_of_the_link():
    code = invitation_codes.new()
    bare = code.removeprefix("inv_")
    typed = " ".join(bare[i : i + 4] for i in range(0, 16, 4)).upper()

    for said in (
        code,
        f"https://lanjian.example/invite#{code}?from=singlemessage&isappinstalled=0",
        f"【蓝检】请点击https://lanjian.example/invite#{code}，本链接仅限本人使用。",
        f"#{code}。",
        code.upper().replace("0", "O").replace("1", "L"),
        typed,
        typed.replace(" ", "-"),
    ):
        assert invitation_codes.find(said) == code, said
    assert invitation_codes.find("请问在哪里集合？") is None


def test_an_invited_assistant_sees_the_outing_and_sends_what_a_prosecutor_confirms(app, li, liu):
    inspection, hazard = outing(li)
    elsewhere = li.record(description="qbx 别处")
    told = invite(li, inspection)
    assert told["link"].endswith(f"/invite#{told['code']}") and told["qr_svg"].startswith("<svg")

    wang = enter(app, f"{told['link']}?from=singlemessage")

    seen = wang.get("/invited")
    assert [row["id"] for row in seen["inspections"]] == [inspection["id"]]
    assert [row["id"] for row in seen["spots"]] == [hazard["id"]]
    for path in ("/hazards", f"/hazards/{hazard['id']}", f"/inspections/{inspection['id']}", "/cases", "/people"):
        assert wang.get(path, status=403)["code"] == "role_may_not"

    photo = send(wang, inspection, hazard, remark="井圈已松动")
    assert photo["status"] == "pending_confirmation"
    assert send(wang, inspection, hazard, status=200)["id"] == photo["id"]
    send(wang, inspection, elsewhere, status=422)
    assert li.move(hazard, "confirm", unknown_owner=True, status=422)["fields"]  # a pending photo is no evidence

    (waiting,) = li.ask("GET", "/contributions", query_string={"status": "pending_confirmation"}).json["items"]
    assert (waiting["id"], waiting["remark"], waiting["uploaded_by"]["name"]) == (photo["id"], "井圈已松动", "王工")
    assert liu.get("/contributions")["items"] == []
    liu.post(f"/photos/{photo['id']}/confirm", {}, status=404)

    assert li.post(f"/photos/{photo['id']}/confirm", {})["status"] == "accepted"
    assert wang.get("/invited")["uploads"][0]["status"] == "accepted"
    li.post(f"/photos/{photo['id']}/decline", {"reason": "模糊"}, status=409)
    li.move(hazard, "confirm", unknown_owner=True)


def test_whoever_was_invited_takes_part_by_the_invitation_before_and_after_the_link_was_opened(app, li):
    inspection, _ = outing(li)
    path, told = f"/inspections/{inspection['id']}/participants", invite(li, inspection)
    said = {"invitation_id": told["id"], "duty": "专业协助"}
    assert wrong(li.post(path, said, status=422)) == {("participants.0.body", "guest_needs_body")}
    presiding = said | {"body": "通信设计院", "role": "presiding_prosecutor"}
    assert wrong(li.post(path, presiding, status=422)) == {("participants.0.role", "takes_part_as_other")}

    (wang,) = [row for row in li.post(path, said | {"body": "通信设计院"})["participants"] if row["invitation_id"]]

    assert (wang["name"], wang["role"], wang["person_id"]) == ("王工", "invited_assistant", None)
    twice = li.post(path, said | {"body": "通信设计院"}, status=422)
    assert wrong(twice) == {("participants.0.invitation_id", "already_takes_part")}
    enter(app, told["code"])
    (came,) = [row for row in li.get(f"/inspections/{inspection['id']}")["participants"] if row["invitation_id"]]
    assert came == wang | {"person_id": li.get(f"/inspections/{inspection['id']}/invitations")["items"][0]["person_id"]}
    remark = {"participant_id": wang["id"], "text": "井圈已松动"}
    assert li.post(f"/inspections/{inspection['id']}/remarks", remark)["remarks"][0]["text"] == "井圈已松动"
    elsewhere, _ = outing(li)
    foreign = li.post(f"/inspections/{elsewhere['id']}/participants", said, status=422)
    assert wrong(foreign) == {("participants.0.invitation_id", "unknown_invitation")}


def test_what_is_declined_stays_and_its_sender_reads_why(app, li):
    inspection, hazard = outing(li)
    wang = enter(app, invite(li, inspection)["code"])
    photo = send(wang, inspection, hazard)

    li.post(f"/photos/{photo['id']}/decline", {"reason": "不是这口井"})

    (mine,) = wang.get("/invited")["uploads"]
    assert (mine["status"], mine["declined_reason"]) == ("declined", "不是这口井")
    assert li.post(f"/photos/{photo['id']}/confirm", {}, status=409)["code"] == "photo_declined"
    li.ask("GET", f"/photos/{photo['id']}/original", buffered=True)


def test_a_link_opens_once_for_one_person_in_its_period(app, li, clock, stranger):
    inspection, _ = outing(li)
    told = invite(li, inspection)

    redeem(stranger, told["code"], phone_tail="0000", status=401)
    redeem(stranger, told["code"], letter_version="2020", status=422)
    wang = enter(app, told["code"])
    assert redeem(stranger, told["code"], status=401)["code"] == "wrong_invitation"
    (row,) = li.get(f"/inspections/{inspection['id']}/invitations")["items"]
    assert (row["state"], row["letter_version"]) == ("redeemed", LETTER)

    clock.advance(hours=11)
    wang.get("/invited")
    clock.advance(days=7)
    wang.get("/invited", status=401)
    late = invite(li.again(), inspection, valid_to="2026-08-01")
    clock.advance(days=8)
    redeem(stranger, late["code"], status=401)


def test_revoking_ends_the_session_with_the_next_request_and_a_new_link_kills_the_old(app, li, stranger):
    inspection, _ = outing(li)
    told = invite(li, inspection)
    path = f"/inspections/{inspection['id']}/invitations/{told['id']}"
    wang = enter(app, told["code"])

    again = li.post(f"{path}/reissue", {})
    wang.get("/invited", status=401)
    redeem(stranger, told["code"], status=401)
    wang = enter(app, again["code"])
    assert len(wang.get("/invited")["inspections"]) == 1

    li.post(f"{path}/revoke", {"reason": "改由他人参加"})
    wang.get("/invited", status=401)
    assert li.post(f"{path}/reissue", {}, status=409)["code"] == "invitation_state"


def test_without_digits_the_host_approves_whoever_asks(app, li, zhou, stranger):
    inspection, _ = outing(li)
    told = invite(li, inspection, phone_tail=None)
    path = f"/inspections/{inspection['id']}/invitations"

    assert redeem(stranger, told["code"], phone_tail=None, status=202)["access_token"] is None
    assert li.get(path)["items"][0]["state"] == "asked"
    assert zhou.post(f"{path}/{told['id']}/approve", {}, status=403)["code"] == "role_may_not"
    li.post(f"{path}/{told['id']}/approve", {})

    enter(app, told["code"], phone_tail=None).get("/invited")


def test_wrong_digits_lock_the_link_from_wherever_they_come(app, li, stranger):
    inspection, _ = outing(li)
    told = invite(li, inspection)

    for number in range(5):
        stranger.client.environ_base["REMOTE_ADDR"] = f"10.9.0.{number}"
        redeem(stranger, told["code"], phone_tail="0000", status=401)

    redeem(stranger, told["code"], status=401)
    assert li.get(f"/inspections/{inspection['id']}/invitations")["items"][0]["state"] == "locked"
    redeem(stranger, li.post(f"/inspections/{inspection['id']}/invitations/{told['id']}/reissue", {})["code"])


def test_whose_own_unit_is_concerned_is_warned_then_kept_away_and_earlier_uploads_are_marked(app, li):
    inspection, hazard = outing(li)
    home = agency_of(hazard, "regulator")
    wang = enter(app, invite(li, inspection, home_agency_id=home)["code"])

    send(wang, inspection, hazard)
    (row,) = li.get("/contributions")["items"]
    assert row["conflict"] == "candidate"

    li.post(f"/photos/{row['id']}/confirm", {})
    li.move(hazard, "confirm", unknown_owner=True)
    said = {"title": "窨井盖", "source": "巡查", "nature": "manhole", "hazard_ids": [hazard["id"]]}
    li.post("/cases", said, status=201)
    version = li.get(f"/hazards/{hazard['id']}")["version"]
    chosen = {"version": version, "role": "regulator", "agency_id": home, "reason": "三定方案"}
    li.put(f"/hazards/{hazard['id']}/responsibilities", chosen)

    refused = send(wang, inspection, hazard, status=403, name="kodak_cx7530_kenya.jpg")
    assert refused["code"] == "home_agency_concerned"
    (row,) = li.get("/contributions")["items"]
    assert (row["conflict"], row["status"]) == ("regulator", "accepted")


def test_the_page_behind_the_link_works_without_a_script(app, li):
    inspection, _ = outing(li)
    told, browser = invite(li, inspection), app.test_client()
    assert "邀请码" in browser.get("/invite").text

    said = {"code": told["link"], "letter_version": LETTER, "phone_tail": "0000"}
    assert browser.post("/invite", data=said).status_code == 403
    foreign = browser.post("/invite", data=said, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    opened = browser.post("/invite", data=said | {"phone_tail": PHONE})

    assert opened.status_code == 201 and opened.headers["Set-Cookie"].startswith("__Host-lanjian=ses_")
    assert told["code"] not in opened.text
