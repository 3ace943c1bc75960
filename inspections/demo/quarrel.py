"""The spot of the demonstration that nobody owns: denials, a guard and a claim meeting."""

from datetime import timedelta

from sqlalchemy import select

from .. import db, disputes, hazards, photos
from ..dispute_drafts import DisputeDraft, DisputeMoveDraft
from ..models import Agency

MEETING_AFTER = timedelta(days=4)
NOTES = {
    "dispute": "井盖无字样，现场询问的单位均称不属本单位（示意）。",
    "deny": "对照管线图，不在本单位设施范围内（示意）。",
    "call_meeting": "由街道召集有关单位对号认领（示意）。",
}


def play(session, actor, hazard_id, act, maps):
    """One act of the dispute about this hazard; the first stored photo stands for the document."""
    if act.verb == "dispute":
        disputes.open_(session, actor, hazard_id, DisputeDraft(note=NOTES["dispute"]))
        return
    said = SAID[act.verb](
        session, act, photos.of(session, actor, hazard_id)[0].id, hazards.get(session, actor, hazard_id)
    )
    disputes.move(session, actor, hazard_id, DisputeMoveDraft.model_validate(said, strict=False), maps)


def _guard(session, act, photo_id, hazard):
    return {"move": "guard", "by": "街道网格员（示意）", "at": act.at, "photo_id": photo_id}


def _deny(session, act, photo_id, hazard):
    agency_id = session.scalar(select(Agency.id).where(Agency.key == act.argument))
    return {"move": "deny", "agency_id": agency_id, "photo_id": photo_id, "note": NOTES["deny"]}


def _call_meeting(session, act, photo_id, hazard):
    town = next(row.agency_id for row in hazard.responsibilities if row.role == "territorial")
    day = db.legal_date(act.at + MEETING_AFTER)
    return {"move": "schedule_conference", "by_agency_id": town, "on": day, "note": NOTES["call_meeting"]}


SAID = {"guard": _guard, "deny": _deny, "call_meeting": _call_meeting}
