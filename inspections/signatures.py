"""Signatures under the record of an outing or under a specialist's remark, and what lacks before it is finalised.

A signature is about a digest. When the record changes afterwards it stays, and is seen to be about another record.
"""

from . import canonical, db, inspections, ledger, participants, records
from .errors import Conflict, FieldError, Invalid, NotFound
from .inspection_moves import DONE, UNFINISHED
from .models import Annex, InspectionKind, InspectionStatus, ParticipantRole, Remark, Signature, SignatureWay

SIGNING = frozenset({InspectionStatus.AWAITING_SIGNATURES})
MEDIA_TYPES = {SignatureWay.DRAWN: "image/svg+xml", SignatureWay.INK: "application/octet-stream"}
SPECIALISTS = frozenset({ParticipantRole.EXPERT, ParticipantRole.INVITED_ASSISTANT, ParticipantRole.TECHNICIAN})


def sign(session, actor, inspection_id, draft, drawing=None) -> Signature:
    """Enter a signature, or that it was refused; *drawing* is the SHA-256 of the strokes in the store."""
    remark = _remark(session, actor, inspection_id, draft) if draft.remark_id else None
    statuses = UNFINISHED if remark else SIGNING
    inspection = inspections.to_write(session, actor, "sign_inspection", inspection_id, statuses=statuses)
    participant = _participant(inspection, draft.participant_id)
    now = remark.digest if remark else records.digest(session, inspection)
    if draft.signed_digest != now:
        raise Conflict("record_changed", extra={"digest": now})
    if draft.way is SignatureWay.TYPED and draft.name != participant.name:
        raise Invalid.at("name", "not_the_name", name=participant.name)
    if remark and remark.participant_id != participant.id:
        raise Invalid.at("participant_id", "remark_of_other")
    said = draft.name or draft.reason or ""
    return add(session, actor, inspection, participant, draft.way, now, said, drawing, draft.remark_id)


def add(session, actor, inspection, participant, way, digest, said="", sha256=None, remark_id=None) -> Signature:
    """Keep the signature, and say so in the ledger."""
    row = Signature(
        id=db.new_id(),
        participant_id=participant.id,
        remark_id=remark_id,
        way=way,
        digest=digest,
        said=said,
        sha256=sha256,
        entered_by_id=actor.person_id,
        entered_at=db.now(session),
    )
    inspection.signatures.append(row)
    told = {"participant": participant.name, "way": way, "digest": digest, "said": said, "remark_id": remark_id}
    _write(session, actor, inspection, "inspection.signed", told, [sha256] if sha256 else [])
    return row


def drawing(session, actor, inspection_id, signature_id) -> Signature:
    """The signature, if there is something to be seen of it."""
    inspection = inspections.get(session, actor, inspection_id)
    found = next((row for row in inspection.signatures if row.id == signature_id and row.sha256), None)
    if found is None:
        raise NotFound
    return found


def _participant(inspection, id_):
    found = next((row for row in inspection.participants if row.id == id_), None)
    if found is None:
        raise Invalid.at("participant_id", "unknown_participant")
    return found


def _remark(session, actor, inspection_id, draft):
    inspection = inspections.get(session, actor, inspection_id)
    found = next((row for row in inspection.remarks if row.id == draft.remark_id), None)
    if found is None:
        raise Invalid.at("remark_id", "unknown_remark")
    return found


def _write(session, actor, inspection, type_, payload, blobs=()):
    db.touch(session, inspection)
    session.flush()
    said = {"office_id": inspection.office_id, "version": inspection.version, "blobs": list(blobs)}
    ledger.append(session, actor, type_, [("inspection", inspection.id)], payload, **said)


def remark(session, actor, inspection_id, draft):
    """Take down what a specialist says; it is signed by its own digest."""
    inspection = inspections.to_write(session, actor, "add_remark", inspection_id)
    participant = _participant(inspection, draft.participant_id)
    if participant.role not in SPECIALISTS:
        raise Invalid.at("participant_id", "not_a_specialist")
    about = {"v": 1, "inspection": str(inspection.id), "participant": str(participant.id), "text": draft.text}
    row = Remark(id=db.new_id(), participant_id=participant.id, text=draft.text, digest=canonical.digest(about))
    row.entered_by_id, row.entered_at = actor.person_id, db.now(session)
    inspection.remarks.append(row)
    _write(session, actor, inspection, "inspection.remarked", {"by": participant.name, "text": draft.text})
    return inspection


def annex(session, actor, inspection_id, draft):
    """Add to an outing that is finalised: what was signed stays as it is."""
    inspection = inspections.to_write(session, actor, "annex_inspection", inspection_id, statuses=DONE)
    row = Annex(id=db.new_id(), text=draft.text, reason=draft.reason, entered_by_id=actor.person_id)
    row.entered_at = db.now(session)
    inspection.annexes.append(row)
    inspection.status = InspectionStatus.ANNEXED
    _write(session, actor, inspection, "inspection.annexed", draft.model_dump(mode="json"))
    return inspection


def valid(row, digest: str) -> bool:
    """Whether the signature is about the record, or the remark, that has *digest* now."""
    return row.digest == digest


def missing(session, inspection) -> list[FieldError]:
    """What a scene examination lacks before it can be finalised (domain §2.2); other outings lack nothing."""
    if inspection.kind is not InspectionKind.SCENE_EXAMINATION:
        return []
    roles = {row.role for row in inspection.participants}
    lacks = []
    if ParticipantRole.PRESIDING_PROSECUTOR not in roles:
        lacks.append(FieldError("participants", "needs_presiding"))
    if participants.officers(inspection) < 2:
        lacks.append(FieldError("participants", "needs_two_officers"))
    if ParticipantRole.WITNESS not in roles and not (inspection.minutes or {}).get("witness_absent_reason"):
        lacks.append(FieldError("minutes.witness_absent_reason", "witness_or_reason"))
    now = records.digest(session, inspection)
    signed = {row.participant_id for row in inspection.signatures if row.remark_id is None and valid(row, now)}
    unsigned = [row for row in inspection.participants if row.id not in signed]
    return lacks + [FieldError("signatures", "not_signed", {"name": row.name}) for row in unsigned]


def check(session, inspection, draft):
    """Raise Invalid with all that is missing. A note would change what was signed."""
    lacks = missing(session, inspection)
    if draft.note and inspection.kind is InspectionKind.SCENE_EXAMINATION:
        lacks.append(FieldError("note", "changes_what_was_signed"))
    if lacks:
        raise Invalid(*lacks)
