"""Documents leave for agencies: by mail, by text message, many at once; what may not leave stays."""

import hashlib
import json
import smtplib
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest

from fieldapi import noticing, worker
from tests import post
from tests import service_steps as service
from tests.case_steps import HOUSING, LAW_AGENCY, now
from tests.people import AREZZO, PHOTOS
from tests.steps import agency, wrong

MAIL = "office@zfj.qingyun.example.cn"


class Gateway(BaseHTTPRequestHandler):
    """An office's gateway for text messages, which keeps what it gets."""

    def do_POST(self):  # the library's name
        self.server.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Nothing is said."""


@pytest.fixture
def gateway():
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.messages = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sms", server.messages
    server.shutdown()
    server.server_close()


@pytest.fixture
def means(app):
    """What the settings give for sending, until the end of the test."""
    before = app.extensions["settings"]

    def give(**changed):
        app.extensions["settings"] = replace(app.extensions["settings"], mail_from="jcy@example.cn", **changed)
        return app.extensions["settings"]

    yield give
    app.extensions["settings"] = before


def work(app, chosen, hand_over=None):
    handlers = noticing.handlers(chosen)
    if hand_over:
        handlers = {kind: lambda *said: noticing.send(*said, chosen, hand_over) for kind in handlers}
    while worker.work_once(app.extensions["database"], app.extensions["store"], handlers):
        pass


def let_out(person, way, *, status=200):
    (row,) = person.get("/notifications/outgoing", state="prepared")["items"]
    said = {"version": row["version"], "way": way}
    return person.post(f"/notifications/outgoing/{row['id']}/release", said, status=status)


def test_the_letter_goes_to_the_confirmed_address_and_a_refusal_bounces(app, li, chen, sun, means, gateway, store):
    case, _, served, paper = _consultation(li, chen, sun)
    assert let_out(li, "mail", status=409)["code"] == "no_mail_server"
    with post.office() as (url, box):
        means(smtp_url=url)
        assert let_out(li, "mail", status=409)["code"] == "no_public_url"
        chosen = means(public_url="https://jcy.qingyun.example.cn/", sms_url=gateway[0])
        let_out(li, "mail")
        work(app, chosen)
    (letter,) = box.letters
    text = letter.get_content()
    assert letter["To"] == MAIL and "https://jcy.qingyun.example.cn/s" in text and served["number"] in text
    assert service.kinds(service.now(li, served)) == ["queued", "sent"]

    def full(url, sender, letter):
        raise smtplib.SMTPRecipientsRefused({letter.to: (552, b"mailbox full")})

    service.act(li, served, "redispatch", on="2026-06-29")
    let_out(li, "mail")
    work(app, chosen, full)
    bounced = service.now(li, served)
    assert (bounced["state"], bounced["events"][-1]["note"]) == ("bounced", "552 mailbox full")

    service.act(li, served, "redispatch", on="2026-06-29")
    let_out(li, "sms")
    work(app, chosen)
    (message,) = gateway[1]
    assert message["to"] == service.CONFIRMED["contact_phone"] and served["number"] in message["text"]
    assert now(li, case)["state"] == "recommendation_decided"  # a letter of consultation moves no case
    assert paper["number"] in message["text"]


def _consultation(li, chen, sun):
    case, _, paper, _ = service.approved(li, chen, sun, kind="consultation_letter")
    service.confirm(li, document_kinds=["consultation_letter"])
    return case, chen, service.sent(li, paper, "electronic", on="2026-06-29"), paper


def test_one_recommendation_goes_to_several_agencies_and_one_that_fails_stops_none(app, li, chen, sun, zhou):
    _, _, paper, _ = service.approved(li, chen, sun)
    agencies = [agency(li, name) for name in (LAW_AGENCY, HOUSING)]
    items = [{"document_id": paper["id"], "agency_id": id_, "way": "direct"} for id_ in agencies]
    items.append({"document_id": paper["id"], "agency_id": agencies[0], "way": "electronic"})
    items.append({"document_id": li.id, "agency_id": agencies[0], "way": "direct"})
    said = {"items": items, "dispatched_on": "2026-06-29"}
    assert zhou.post("/services/batches", said, status=403)["code"] == "role_may_not"

    for _ in range(2):  # the same again makes none twice
        batch = li.post("/services/batches", said, status=201)
        assert (batch["total"], batch["done"]) == (4, 0)
        work(app, app.extensions["settings"])
        batch = li.get(f"/services/batches/{batch['id']}")

    codes = [item["problem"] and item["problem"]["code"] for item in batch["items"]]
    assert codes == [None, None, None, "not_found"]  # the third is the first again
    assert (batch["done"], batch["failed"], batch["finished_at"] is not None) == (4, 1, True)
    assert len({item["service_id"] for item in batch["items"][:3]}) == 2
    assert {row["state"] for row in li.get("/services")["items"]} == {"dispatched"}


def test_a_secret_or_unapproved_document_and_a_withdrawn_address_are_refused(li, chen, sun, zhou, clock, database):
    case, _, paper, _ = service.approved(li, chen, sun, kind="consultation_letter")
    draft = li.post(f"/cases/{case['id']}/documents", {"kind": "consultation_letter"}, status=201)
    assert service.serve(li, draft, "direct", status=409)["code"] == "document_not_approved"
    served = service.serve(zhou, paper, "electronic")
    assert service.act(zhou, served, "sign", status=403)["code"] == "role_may_not"
    service.act(li, served, "sign")
    lacking = service.act(li, served, "dispatch", on="2026-06-29", status=422)
    assert wrong(lacking) == {("way", "no_confirmation_in_force")}
    confirmed = service.confirm(li)
    service.act(li, served, "dispatch", on="2026-06-29")
    said = {"on": "2026-06-29", "reason": "改用纸质送达"}
    path = f"/address-confirmations/{confirmed['id']}/withdraw"
    assert li.post(path, said)["withdrawn_on"] == "2026-06-29"
    assert li.post(path, said, status=409)["code"] == "confirmation_withdrawn"
    again = service.act(li, served, "redispatch", on="2026-06-29", status=422)
    assert wrong(again) == {("way", "no_confirmation_in_force")}

    clock.advance(days=3)
    li.again()
    noticing.look(database, li.app.extensions["settings"])
    assert "service_unopened" in {one["event"] for one in li.get("/notifications")["items"]}
    service.act(li, served, "fail", note="地址不明，另行送达。")
    anew = service.serve(li, paper, "direct")  # one that failed may be begun again
    assert anew["id"] != served["id"] == service.now(li, served)["id"]
    assert service.serve(li, paper, "post", status=200)["id"] == anew["id"]
    version = li.get(f"/cases/{case['id']}")["version"]
    li.patch(f"/cases/{case['id']}", {"version": version, "secrecy_level": "work_secret"})
    body = {"agency_id": agency(li, HOUSING), "way": "direct"}
    assert li.post(f"/documents/{paper['id']}/services", body, status=409)["code"] == "secret_not_served"


def test_a_reply_goes_out_and_comes_back_as_a_file(li, chen, sun, zhou):
    case, (first, second), _, served, _ = service.served(li, chen, sun)
    kit = zhou.ask("GET", f"/services/{served['id']}/reply-kit", buffered=True).data
    with zipfile.ZipFile(BytesIO(kit)) as archive:
        form, document = archive.read("答复表.html").decode(), archive.read("文书.pdf")
    assert first["number"] in form and "src=" not in form  # it loads nothing
    assert hashlib.sha256(document).hexdigest() == served["document"]["sha256"]

    done = {"number": first["number"], "answer": "claimed_done", "done_on": "2026-06-29"}
    rest = {"number": second["number"], "answer": "in_progress", "note": "七月十日前完成。"}
    photo = (PHOTOS / AREZZO).read_bytes()
    files = [("照片/H0001/1.jpg", photo), ("回函.pdf", service.SCAN), ("文书.pdf", document)]
    other = service.reply_file(served, [done], service="371423-2026-S0099")
    assert wrong(service.enter_reply(zhou, served, other, status=422)) == {("service", "reply_to_other_document")}
    lost = service.reply_file(served, [done], [("合影.jpg", photo)])
    assert wrong(service.enter_reply(zhou, served, lost, status=422)) == {("file", "photo_without_number")}
    torn = service.enter_reply(zhou, served, b"PK no zip", status=422)
    assert wrong(torn) == {("file", "not_a_reply_file")}
    got = service.enter_reply(zhou, served, service.reply_file(served, [done, rest], files))

    assert (got["state"], got["effective_on"]) == ("dispatched", None)  # a file is no receipt
    assert {one["answer"]: len(one["photo_ids"]) for one in got["reply"]["items"]} == {
        "claimed_done": 1,
        "in_progress": 0,
    }
    assert got["reply"]["letter"]["sha256"] == hashlib.sha256(service.SCAN).hexdigest()
    again = service.enter_reply(zhou, served, service.reply_file(served, [done]), status=409)
    assert again["code"] == "reply_submitted"
    assert now(li, case)["state"] == "recommendation_served"
