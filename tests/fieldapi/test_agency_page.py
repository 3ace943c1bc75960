"""Zhang Xiaodong of the law-enforcement bureau opens the page, signs, and answers for two hazards over two days."""

import hashlib
import re

import pytest

from fieldapi import noticing
from tests import document_steps as documents
from tests import service_steps as service
from tests.case_steps import now
from tests.liaison import HTTPS, Liaison
from tests.people import PHOTOS
from tests.steps import again, referral

OTHER = (PHOTOS / "kodak_cx7530_kenya.jpg").read_bytes()
DONE = {"answer": "claimed_done", "done_on": "2026-06-29", "note": "已加装防坠网。"}


@pytest.fixture
def world(li, sun, chen):
    return service.served(li, chen, sun)


def test_looking_receives_nothing_and_signing_does_once(app, li, world, settings):
    case, (first, second), photo, served, access = world
    zhang = Liaison(app)
    zhang.look("/s")
    number = served["document"]["number"].replace("〔", "(").replace("〕", ")")  # as a keyboard has it
    zhang.open(number, access["code"].upper())

    assert "不表示同意" in zhang.page
    assert all(one["number"] in zhang.page for one in (first, second))
    assert "加装防坠网" in zhang.page and "<svg" in zhang.page
    assert len(zhang.page.encode()) < 100_000 and "<script" not in zhang.page
    assert service.kinds(service.now(li, served)) == ["queued", "opened"]
    assert now(li, case)["state"] == "recommendation_served"
    assert zhang.look(f"/s/photos/{photo['id']}?size=320").mimetype == "image/jpeg"

    digest = hashlib.sha256(zhang.post("/s/download").data).hexdigest()
    for _ in range(2):
        zhang.look("/s/letter")
        zhang.client.post("/s/sign", data={"form": zhang.form_token} | service.SIGNER, base_url=HTTPS)
    signed = service.now(li, served)
    assert (signed["state"], signed["effective_on"]) == ("delivered", "2026-06-29")
    assert service.kinds(signed) == ["queued", "opened", "downloaded", "signed"]
    assert {digest, signed["events"][-1]["sha256"]} == {served["document"]["sha256"]}
    assert now(li, case)["reply_due_on"] == "2026-08-31"
    told = (access["code"].replace("-", ""), access["link"].partition("#")[2], zhang.cookie)
    kept = b"".join(path.read_bytes() for path in settings.data.glob("*.db*"))
    assert all(secret.encode() not in kept for secret in told)  # only hashes are


def test_the_reply_is_written_over_days_submitted_once_and_fixes_nothing(app, li, world, clock, database, settings):
    case, (first, second), _, served, access = world
    zhang = Liaison(app)
    zhang.open(served["number"], access["code"])
    zhang.post(f"/s/hazards/{first['id']}", status=422, answer="claimed_done", files=[("photos", "", b"")])
    assert "完成日期" in zhang.page
    zhang.post(f"/s/hazards/{first['id']}", files=[("photos", "IMG_1.jpg", OTHER)], **DONE)
    clock.advance(days=1)
    zhang.open(served["number"], access["code"])
    bulk = [("photos", f"{second['number']} 整改后.jpg", OTHER), ("photos", "合影.jpg", OTHER)]
    zhang.post("/s/photos", files=bulk)
    assert "没有归入：合影.jpg" in zhang.page
    zhang.post(f"/s/hazards/{second['id']}", answer="not_ours", note="该井属通信公司。")
    zhang.post("/s/stamped", files=[("letter", "回函.pdf", service.SCAN)])
    zhang.post("/s/reply", note="详见回函。", **service.SIGNER)  # who answers has received
    assert "回执" in zhang.page and "提交后不能修改" not in zhang.page
    zhang.post(f"/s/hazards/{first['id']}", status=409, **DONE)

    li.again()
    reply = service.now(li, served)["reply"]
    answers = {one["hazard_id"]: one["answer"] for one in reply["items"]}
    assert answers == {first["id"]: "claimed_done", second["id"]: "not_ours"}
    path = f"/services/{served['id']}/papers/{reply['letter']['sha256']}"
    assert li.ask("GET", path, buffered=True).data == service.SCAN
    after = now(li, case)
    assert (sorted(item["state"] for item in after["items"]), reply["late"]) == (["claimed_done", "not_ours"], False)
    sent = [one for one in again(li, first)["photos"] if one["provenance"] == "received_from_agency"]
    assert [(one["status"], one["cleared"]) for one in sent] == [("pending_confirmation", False)]
    assert again(li, first)["status"] == "confirmed"  # a reply is not a fix
    li.post(f"/photos/{sent[0]['id']}/confirm", {})
    noticing.look(database, settings)
    assert {"service_signed", "service_replied"} <= {one["event"] for one in li.get("/notifications")["items"]}


def test_a_late_reply_is_marked_and_later_edits_change_nothing_that_was_served(app, li, world, clock):
    case, (first, _), _, served, access = world
    li.move(first, "refer", **referral(li))
    documents.fill(li, served["document"], texts={"other": "改写。"})
    li.patch(f"/hazards/{first['id']}", {"version": again(li, first)["version"], "description": "改写后的情况。"})
    zhang = Liaison(app)
    zhang.open(served["number"], access["code"])

    assert "改写" not in zhang.page and first["description"] in zhang.page
    assert hashlib.sha256(zhang.post("/s/download").data).hexdigest() == served["document"]["sha256"]
    zhang.look("/s/letter")
    zhang.post("/s/sign", **service.SIGNER)
    clock.advance(days=70)
    zhang.open(served["number"], access["code"])
    assert "2026-08-31" in zhang.page and "已超过回复期限" in zhang.page
    zhang.post(f"/s/hazards/{first['id']}", files=[("photos", "IMG_1.jpg", OTHER)], **DONE)
    zhang.post("/s/reply", **service.SIGNER)

    li.again()
    assert "（逾期）" in zhang.page and service.now(li, served)["reply"]["late"] is True
    assert again(li, first)["status"] == "claimed_fixed"  # it was referred to them: a claim, to be visited
    assert {row["reason"] for row in li.get("/follow-ups")["items"]} >= {"fix_claimed", "period_over"}
    states = [item["state"] for item in now(li, case)["items"]]
    assert sorted(states) == ["claimed_done", "no_answer"]


def test_five_wrong_codes_lock_the_page_and_the_sender_is_told(app, li, world, clock, database, settings):
    _, _, _, served, access = world
    for attempt in range(5):
        Liaison(app, f"10.1.0.{attempt}").open(served["number"], "00000-00000", status=401)
    zhang = Liaison(app)
    zhang.open(served["number"], access["code"], status=401)
    neutral = re.search(r'class="said"[^>]*>(.*?)</p>', zhang.page).group(1)
    zhang.open("庆检〔2026〕99号", access["code"], status=401)

    assert neutral == re.search(r'class="said"[^>]*>(.*?)</p>', zhang.page).group(1)
    noticing.look(database, settings)
    assert "service_locked" in {one["event"] for one in li.get("/notifications")["items"]}
    clock.advance(minutes=31)
    zhang.open(served["number"], access["code"])
    assert served["document"]["title"] in zhang.page

    newer = li.post(f"/services/{served['id']}/access", {})
    zhang.look("/s/letter")
    assert served["document"]["title"] not in zhang.page  # what was issued before opens nothing any more
    zhang.open(served["number"], access["code"], status=401)
    zhang.open(newer["link"].partition("#")[2], newer["code"])


def test_a_crew_sends_photos_of_its_spot_and_sees_nothing_else(app, li, world):
    _, (first, second), _, served, access = world
    zhang, crew = Liaison(app), Liaison(app)
    zhang.open(served["number"], access["code"])
    zhang.post("/s/print")
    assert zhang.page.count("<svg") == 2
    with app.app_context():
        token = _camera(app, served, second)
    crew.open("", token)

    assert second["number"] in crew.page and served["document"]["title"] not in crew.page
    crew.post("/s/camera", files=[("photos", "DSC.jpg", OTHER)])
    crew.look("/s/letter")
    assert "校验码" in crew.page and first["number"] not in crew.page
    sent = [one for one in again(li, second)["photos"] if one["provenance"] == "received_from_agency"]
    assert len(sent) == 1


def _camera(app, served, hazard):
    """The token in the code that was printed for the hazard's crew."""
    from uuid import UUID

    from inspections import service_access
    from inspections.models import Service

    def make(session):
        return service_access.camera(session, session.get(Service, UUID(served["id"])), UUID(hazard["id"]))

    return app.extensions["database"].write(make)


def test_the_certificate_and_the_register_tell_what_was_served(app, li, world, tmp_path):
    _, _, _, served, access = world
    zhang = Liaison(app)
    zhang.open(served["number"], access["code"])
    zhang.post("/s/sign", **service.SIGNER)

    pdf = li.ask("GET", f"/services/{served['id']}/certificate", buffered=True).data
    sheet = li.ask("GET", "/services", query_string={"f": "xlsx", "kind": "recommendation"}, buffered=True).data

    assert pdf.startswith(b"%PDF") and sheet.startswith(b"PK")
    assert li.get("/services", state="delivered", agency=served["agency"]["id"])["items"][0]["id"] == served["id"]
    assert li.get("/services", since="2026-06-30")["items"] == []
    assert li.get(f"/documents/{served['document']['id']}/services")["items"][0]["number"] == served["number"]
