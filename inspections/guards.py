"""Guarding a hazard, and that it is guarded no longer: parallel information, no step of its life (domain §12.1)."""

from sqlalchemy import select

from . import db, hazards, ledger, permissions
from .errors import Conflict, Invalid
from .models import Guard, Hazard, PhotoStatus
from .models.hazards import ENDED

GONE = (PhotoStatus.WITHDRAWN, PhotoStatus.PURGED)


def guard(session, actor, hazard_id, draft) -> Hazard:
    """Enter that the spot is guarded, since when and by whom; a later entry takes the place of the earlier one."""
    hazard = _to_write(session, actor, "guard_hazard", hazard_id)
    now = db.now(session)
    if draft.since > now + db.CLOCK_TOLERANCE:
        raise Invalid.at("since", "in_the_future")
    if draft.photo_id and all(row.id != draft.photo_id or row.status in GONE for row in hazard.photos):
        raise Invalid.at("photo_id", "photo_of_other_hazard")
    _end(session, hazard, now)
    said = {"since": draft.since, "by": draft.by, "note": draft.note, "photo_id": draft.photo_id}
    session.add(Guard(hazard_id=hazard.id, entered_by_id=actor.person_id, entered_at=now, **said))
    _write(session, actor, hazard, "hazard.guarded", draft.model_dump(mode="json"))
    return hazard


def unguard(session, actor, hazard_id, reason) -> Hazard:
    """Enter that nobody guards it any longer, and why."""
    hazard = _to_write(session, actor, "unguard_hazard", hazard_id)
    if not _end(session, hazard, db.now(session)):
        raise Conflict("not_guarded")
    _write(session, actor, hazard, "hazard.unguarded", {"reason": reason})
    return hazard


def _to_write(session, actor, action, hazard_id):
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, action, hazard.office_id)
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    return hazard


def _end(session, hazard, now):
    running = of(session, [hazard]).get(hazard.id)
    if running:
        running.ended_at = now
    return running


def _write(session, actor, hazard, type_, payload):
    hazards.save(session, hazard)
    said = {"office_id": hazard.office_id, "version": hazard.version}
    ledger.append(session, actor, type_, [("hazard", hazard.id)], payload, **said)


def of(session, rows) -> dict:
    """The guard of each of these hazards that is guarded now, by hazard."""
    query = select(Guard).where(Guard.hazard_id.in_([row.id for row in rows]), Guard.ended_at.is_(None))
    return {row.hazard_id: row for row in session.scalars(query)} if rows else {}


def condition():
    """The condition that a hazard is guarded now."""
    return select(Guard.id).where(Guard.hazard_id == Hazard.id, Guard.ended_at.is_(None)).exists()
