"""Overdue is a fact beside a hazard's state: a visit to it is late, or a clock on it runs beyond its end."""

from sqlalchemy import or_, select

from . import clock_lists, db, followups
from .models import Clock, Hazard


def condition(session):
    """The condition that a hazard is overdue."""
    clock = select(Clock.id).where(Clock.subject_kind == "hazard", Clock.subject_id == Hazard.id)
    return or_(followups.overdue(db.today(session)), clock.where(clock_lists.overdue(session)).exists())


def among(session, rows) -> frozenset:
    """The ids of those of the hazards that are overdue."""
    query = select(Hazard.id).where(Hazard.id.in_([row.id for row in rows]), condition(session))
    return frozenset(session.scalars(query)) if rows else frozenset()
