"""The canonical record of an outing: what is signed, byte for byte the same whoever writes it down again."""

import hashlib
from uuid import UUID

from sqlalchemy import select

from . import canonical, ledger, participants
from .models import Hazard, Photo, PhotoStatus

GONE = (PhotoStatus.WITHDRAWN, PhotoStatus.PURGED)


def text(session, inspection) -> str:
    """Canonical JSON of what the participants sign; as it was finalised, once it is."""
    return inspection.sealed or canonical.encode(_record(session, inspection)).decode()


def digest(session, inspection) -> str:
    """Hex SHA-256 of ``text``."""
    return of(text(session, inspection))


def of(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def _record(session, inspection):
    recorded = list(session.execute(_recorded(inspection)))
    judged = [row for row in inspection.findings if row.superseded_at is None]
    photos = {str(photo) for row in judged for photo in row.photo_ids}
    return {
        "v": 1,
        "inspection": str(inspection.id),
        "number": inspection.number,
        "kind": inspection.kind,
        "title": inspection.title,
        "note": inspection.note,
        "opened_at": inspection.opened_at and ledger.instant(inspection.opened_at),
        "plan": inspection.plan,
        "tasking": inspection.tasking,
        "minutes": inspection.minutes,
        "participants": [_participant(row) for row in sorted(inspection.participants, key=lambda row: str(row.id))],
        "hazards": [{"number": row.number, "type": row.type, "description": row.description} for row in recorded],
        "findings": [_finding(row) for row in judged],
        "photos": _digests(session, [row.id for row in recorded], photos),
    }


def _recorded(inspection):
    columns = (Hazard.id, Hazard.number, Hazard.type, Hazard.description)
    return select(*columns).where(Hazard.inspection_id == inspection.id).order_by(Hazard.number)


def _participant(row):
    return {
        "id": str(row.id),
        "name": row.name,
        "body": row.body,
        "duty": row.duty,
        "role": row.role,
        "card_number": row.card_number,
        "officer": row.role in participants.OFFICERS,
    }


def _finding(row):
    measured = [[name, str(value)] for name, value in sorted(row.measurements.items())]
    return {"hazard": str(row.hazard_id), "verdict": row.verdict, "note": row.note, "measured": measured}


def _digests(session, hazard_ids, photo_ids):
    """The digests of the photos of what was recorded, and of those that findings rest on."""
    kept = Photo.status.not_in(GONE)
    of_hazards = session.scalars(select(Photo.sha256).where(Photo.hazard_id.in_(hazard_ids), kept))
    named = session.scalars(select(Photo.sha256).where(Photo.id.in_(map(UUID, photo_ids)), kept))
    return sorted({*of_hazards, *named})


def seal(session, inspection):
    """Keep the record as it is now: what happens to hazards and photos later changes nothing that was signed."""
    inspection.sealed = text(session, inspection)
    inspection.clue_only = participants.officers(inspection) < 2
