"""What an actor may see. One select per noun, and every read of that noun starts here (a test looks for others).

Lists and single reads use the same select, so what you may not see does not exist.
"""

from datetime import timedelta

from sqlalchemy import or_, select

from . import db
from .models import Hazard, Inspection, InspectionHazard, InspectionStatus, Office, Participant, Photo, Reassignment
from .permissions import READERS

JOINT_ACCESS = timedelta(days=30)  # DESIGN §7: offices taking part still see the hazards that long after finalising


def _reading(actor):
    return [held for held in actor.held if held.office_id and held.role in READERS]


def whole_offices(actor):
    """The offices all of whose hazards *actor* sees: where *actor* reads, and all below them."""
    paths = [Office.path.startswith(held.office_path) for held in _reading(actor)]
    return select(Office.id).where(or_(False, *paths))


def _joined(session, actor):
    """The inspections in which one of the actor's offices takes part, and still may look."""
    return (
        select(Participant.inspection_id)
        .join(Inspection, Inspection.id == Participant.inspection_id)
        .where(
            Participant.office_id.in_([held.office_id for held in _reading(actor)]),
            Inspection.status != InspectionStatus.ABORTED,
            or_(Inspection.finalised_at.is_(None), Inspection.finalised_at > db.now(session) - JOINT_ACCESS),
        )
    )


def hazards(session, actor):
    """Hazards that the actor's offices, or offices below them, handle or found, and those of joint inspections."""
    below, joined = whole_offices(actor), _joined(session, actor)
    agenda = select(InspectionHazard.hazard_id).where(InspectionHazard.inspection_id.in_(joined))
    return select(Hazard).where(
        or_(
            Hazard.office_id.in_(below),
            Hazard.found_by_office_id.in_(below),
            Hazard.inspection_id.in_(joined),
            Hazard.id.in_(agenda),
        )
    )


def photos(session, actor):
    """Photos of the hazards that the actor sees."""
    return select(Photo).where(Photo.hazard_id.in_(hazards(session, actor).with_only_columns(Hazard.id)))


def inspections(session, actor):
    """Inspections of the actor's offices and those below, and the joint ones that they take part in."""
    return select(Inspection).where(
        or_(Inspection.office_id.in_(whole_offices(actor)), Inspection.id.in_(_joined(session, actor)))
    )


def reassignments(session, actor):
    """Re-assignments of the actor's offices and those below."""
    return select(Reassignment).where(Reassignment.office_id.in_(whole_offices(actor)))
