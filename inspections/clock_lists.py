"""What is due: lists of clocks, and which clocks are overdue."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_

from . import db, pages, visibility
from .models import Clock, ClockState


def overdue(session):
    """The condition that a clock runs beyond its last day, or instant; one that rests is not overdue."""
    by_day = and_(Clock.due_at.is_(None), Clock.due_on < db.today(session))
    return and_(Clock.state == ClockState.RUNNING, or_(by_day, Clock.due_at < db.now(session)))


def is_overdue(session, clock) -> bool:
    """The same of one row."""
    late = clock.due_at < db.now(session) if clock.due_at else clock.due_on < db.today(session)
    return clock.state is ClockState.RUNNING and late


def page(
    session,
    actor,
    *,
    due_before=None,
    office=None,
    kind=None,
    state=None,
    late=None,
    subject=None,
    cursor=None,
    limit=50,
):
    """A page of the clocks that *actor* sees, the most pressing first, and the next cursor or None.

    *due_before* is a legal date, inclusive; *late* asks whether the clock is overdue; without *state* those that have
    not ended. *subject* is the id of a hazard or case: then also ended ones.
    """
    about = f"clocks {due_before} {office} {kind} {state} {late} {subject}"
    query = visibility.clocks(session, actor).order_by(Clock.due_on, Clock.id).limit(limit + 1)
    if state:
        query = query.where(Clock.state == state)
    elif subject is None:
        query = query.where(Clock.state != ClockState.ENDED)
    if due_before is not None:
        query = query.where(Clock.due_on <= due_before)
    if late is not None:
        query = query.where(overdue(session) if late else ~overdue(session))
    for column, wanted in ((Clock.office_id, office), (Clock.kind, kind), (Clock.subject_id, subject)):
        if wanted is not None:
            query = query.where(column == wanted)
    if cursor:
        due_on, last = pages.read(cursor, about, date.fromisoformat, UUID)
        query = query.where(or_(Clock.due_on > due_on, and_(Clock.due_on == due_on, Clock.id > last)))
    rows = list(session.scalars(query))
    return pages.cut(rows, limit, lambda row: [row.due_on.isoformat(), str(row.id)], about)
