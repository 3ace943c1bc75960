"""Verdicts on one hazard and one outing by people who did not know of each other's: they differ until one is chosen."""

from sqlalchemy import select

from . import db, hazards
from .errors import FieldError, Invalid
from .models import Assessment, Disagreement, Hazard, Verdict

FIELD = "verdict"
NOTHING = Verdict.NOT_FOUND  # who saw nothing contradicts nobody


def about(session, inspection, hazard_id=None) -> list[Assessment]:
    """The verdicts of an outing, on one hazard or on all, that count now: the last of each person."""
    ids = [row.id for row in inspection.findings if hazard_id in (None, row.hazard_id)]
    counting = (Assessment.field == FIELD, Assessment.item_id.in_(ids), Assessment.settled_at.is_(None))
    return list(session.scalars(select(Assessment).where(*counting).order_by(Assessment.said_at, Assessment.id)))


def check(session, inspection):
    """Raise Invalid, hazard by hazard, where verdicts differ: nobody signs that, and nothing follows from it."""
    said = {}
    for row in about(session, inspection):
        said.setdefault(row.hazard_id, set()).add(row.value)
    differing = {hazard_id for hazard_id, values in said.items() if len(values - {NOTHING}) > 1}
    if differing:
        numbers = session.scalars(select(Hazard.number).where(Hazard.id.in_(differing)).order_by(Hazard.number))
        raise Invalid(*(FieldError("findings", "verdicts_differ", {"number": number}) for number in numbers))


def drop(session, actor, inspection) -> list:
    """An outing is over, or came to nothing: nobody disputes about it any more. The ids of changed hazards."""
    now, said = db.now(session), about(session, inspection)
    ids = {row.hazard_id for row in said}
    for row in said:
        row.settled_at = now
    query = select(Disagreement).where(Disagreement.hazard_id.in_(ids), Disagreement.settled_at.is_(None))
    left = list(session.scalars(query.order_by(Disagreement.hazard_id))) if ids else []
    disputed = [row for row in left if row.field == FIELD]
    for row in disputed:
        row.settled_at = now
        others = any(one.hazard_id == row.hazard_id and one.field != FIELD for one in left)
        hazards.mark(session, hazards.get(session, actor, row.hazard_id, lock=True), hazards.DIFFERING, others)
    return [row.hazard_id for row in disputed]


def stand(inspection, chosen: Assessment, now):
    """Let the verdict that was chosen be the outing's, and no other one on that hazard."""
    for row in inspection.findings:
        if row.hazard_id == chosen.hazard_id:
            row.superseded_at = None if row.id == chosen.item_id else row.superseded_at or now
