"""The services of the demonstration: the recommendation leaves, and its receipt is entered with a scan or a slip."""

from uuid import UUID

from sqlalchemy import select

from uploads import evidence, sniff

from .. import services, uploads
from ..documents import report
from ..drafts import UploadDraft
from ..models import Case, Document, Service, ServiceState
from ..service_drafts import ServiceDraft, ServiceMoveDraft
from .lawsuits import LEAD

STEPS = ("serve", "receive")
SLIP = "EMS1001234567890（示意）"


def play(do, store, act, case_id, day):
    """One step of the recommendation's way to the respondent, on the legal date *day*; ``do(username, act)`` acts."""
    said = (act.spot["steps"][act.order][2:] or [{}])[0]
    if act.argument == "serve":
        do(LEAD, lambda session, actor: _send(session, actor, case_id, said["mode"], day))
    elif said["basis"] == "postal_slip":
        do(LEAD, lambda session, actor: _receive(session, actor, case_id, said["basis"], day, number=SLIP))
    else:
        scan = _scan(do, store)
        do(LEAD, lambda session, actor: _receive(session, actor, case_id, said["basis"], day, upload_id=scan))


def _send(session, actor, case_id, mode, day):
    about = (Document.subject_id == case_id, Document.kind == "recommendation")
    document_id = session.scalar(select(Document.id).where(*about))
    respondent = session.scalar(select(Case.respondent_id).where(Case.id == case_id))
    draft = ServiceDraft.model_validate({"agency_id": respondent, "way": mode}, strict=False)
    service, _ = services.draft(session, actor, document_id, draft)
    _move(session, actor, service.id, "sign")
    _move(session, actor, service.id, "dispatch", on=day, **({"number": SLIP} if mode == "post" else {}))
    return service.id


def _move(session, actor, service_id, verb, **said):
    draft = ServiceMoveDraft.model_validate({"move": verb, **said}, strict=False)
    services.move(session, actor, service_id, draft)


def _receive(session, actor, case_id, basis, day, **proof):
    sent = (Service.case_id == case_id, Service.state == ServiceState.DISPATCHED)
    service_id = session.scalar(select(Service.id).where(*sent))
    _move(session, actor, service_id, "receive", basis=basis, on=day, signer="收发室（示意）", **proof)
    return service_id


def _scan(do, store) -> UUID:
    """The receipt on paper, as if somebody had signed and scanned it: the id of its upload."""
    facts = [["文书", "检察建议书"], ["受送达人签名", "收发室（示意）"]]
    told = {"office": "示意", "title": "送达回证（示意）", "number": "", "made": "", "purpose": None}
    incoming = store.incoming(sniff.LIMITS["application/pdf"])
    incoming.write(report.render(told | {"sections": [{"heading": "送达回证", "facts": facts}]}, {}))
    received = incoming.finish()
    file = evidence.examine(received, None)
    store.keep(received)

    def settle(session, actor):
        upload = uploads.begin(session, actor, UploadDraft(), file.size_bytes, "")
        session.flush()
        return uploads.settle(session, actor, upload.id, file).id

    return do(LEAD, settle)
