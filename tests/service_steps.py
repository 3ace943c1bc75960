"""Steps that the stories about services share."""

import json
import zipfile
from io import BytesIO

from tests import document_steps as documents
from tests.case_steps import LAW_AGENCY, recommended
from tests.steps import agency
from tests.tus import Phone

SCAN = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CONFIRMED = {
    "credit_code": "11371423MB2857304X",
    "recipient_unit": "庆云县综合行政执法局办公室",
    "contact_name": "张晓东",
    "contact_phone": "0534-3662000",
    "email": "office@zfj.qingyun.example.cn",
    "consented_on": "2026-06-01",
    "valid_from": "2026-06-01",
    "signatory": "局长 孙建国",
}
SIGNER = {"name": "张晓东", "post": "办公室主任", "phone": "0534-3662000"}


def approved(li, chen, sun, kind="recommendation", **said):
    """A case, and a document about it that the chief approved."""
    case, hazard, photo = documents.case_with_photo(li, chen, sun, **said)
    return case, hazard, approve(li, chen, case, kind), photo


def approve(li, chen, case, kind="recommendation"):
    paper = documents.draft(li, "cases", case, kind)
    texts = {one["name"]: "见附件。" for one in paper["fields"] if not one["value"] and one["required"]}
    if texts:
        documents.fill(li, paper, texts=texts)
    documents.submit(li, paper)
    documents.approve(chen, paper)
    return documents.now(li, paper)


def scan(person, content=SCAN):
    """The id of a scan that *person* sent by itself."""
    return Phone(person).send(content, filename="回证.pdf")["id"]


def confirm(person, *, status=201, name=LAW_AGENCY, **said):
    return person.post("/address-confirmations", CONFIRMED | {"agency_id": agency(person, name)} | said, status=status)


def electronically(chen, kind="recommendation"):
    """The office opens that kind to electronic service."""
    return chen.put("/service-rules", {"kind": kind, "electronic": True})


def serve(person, document, way, *, status=201, name=LAW_AGENCY, **said):
    body = {"agency_id": agency(person, name), "way": way} | said
    return person.post(f"/documents/{document['id']}/services", body, status=status)


def photographed(li, **said):
    """A confirmed hazard with a photo that was cleared, and the photo."""
    hazard = li.record(**said)
    photo = li.add_photo(hazard)
    li.post(f"/photos/{photo['id']}/clear", {"outcome": "nothing_to_redact"})
    return li.move(hazard, "confirm", unknown_owner=True), photo


def served(li, chen, sun):
    """A recommendation over two hazards, served electronically: case, hazards, a photo, the service, its access."""
    first, photo = photographed(li)
    second, _ = photographed(li, address="渤海路与文化街口")
    case = recommended(li, chen, sun, [first, second], rectify_due_on="2026-10-31")
    electronically(chen)
    confirm(li)
    row = sent(li, approve(li, chen, case), "electronic", on="2026-06-29")
    return case, (first, second), photo, row, li.post(f"/services/{row['id']}/access", {})


def reply_file(served, items, files=(), **changed):
    """The zip that an agency hands back: answers, and *files* as (name, content)."""
    said = {"service": served["number"], "items": items, "note": "见回函。"} | SIGNER | changed
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("答复.json", json.dumps(said, ensure_ascii=False))
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def enter_reply(person, served, content, *, status=200):
    form = {"file": (BytesIO(content), "回复.zip")}
    how = {"data": form, "content_type": "multipart/form-data"}
    return person.ask("POST", f"/services/{served['id']}/replies", status=status, **how).json


def act(person, service, verb, *, status=200, **said):
    return person.post(f"/services/{service['id']}/moves", {"move": verb} | said, status=status)


def sent(li, document, way, **said):
    """A service that is signed and sent off."""
    service = serve(li, document, way)
    act(li, service, "sign")
    return act(li, service, "dispatch", **said)


def now(person, service):
    return person.get(f"/services/{service['id']}")


def kinds(service):
    return [event["kind"] for event in service["events"]]


def bodies(ids):
    """A body for each act on services, by its action; *ids* are those of a world."""
    said = {"agency_id": ids["agency_id"], "way": "direct"}
    return {
        "draft_service": said,
        "serve_many": {"items": [said | {"document_id": ids["document_id"]}]},
        "confirm_address": CONFIRMED | {"agency_id": ids["agency_id"]},
        "move_service": {"move": "sign"},
        "issue_access": {},
        "set_service_rule": {"kind": "recommendation", "electronic": True},
        "withdraw_address": {"on": "2026-06-29", "reason": "改用纸质送达"},
    }
