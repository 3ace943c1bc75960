"""What must be visited, why and by when. A row is opened by the event that causes it and closed by the finding."""

import json
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.orm import Bundle

from . import db, pages, visibility
from .models import FollowUp, Hazard
from .models.followups import DATED, LOOK_BACKS, FollowUpReason

POLICY = json.loads((Path(__file__).parent / "reference" / "follow_up_policy.json").read_text("utf-8"))
# What a list of visits tells, read as plain rows: to make records of a page takes longer than to find it.
VISIT = Bundle("visit", FollowUp.id, FollowUp.hazard_id, FollowUp.reason, FollowUp.due_on)
SPOT = Bundle(
    "spot",
    *(Hazard.number, Hazard.type, Hazard.status, Hazard.severity, Hazard.address),
    *(Hazard.lon, Hazard.lat, Hazard.accuracy_m, Hazard.received_lon, Hazard.received_lat, Hazard.received_datum),
    *(Hazard.location_source, Hazard.no_fix_reason),
)
EARLY = timedelta(days=POLICY["early_days"])  # by which a visit may come before a day that it answers


def _period(reason):
    length = POLICY[reason]
    return relativedelta(**length) if isinstance(length, dict) else timedelta(days=length)


def plan(session, hazard, reason: FollowUpReason, *, after: date | None = None):
    """Ask for a visit to *hazard*; the reason's policy row says how long *after* that day (today by default).

    One open row per reason.
    """
    known = session.scalar(
        select(FollowUp).where(FollowUp.hazard_id == hazard.id, FollowUp.reason == reason, FollowUp.closed_at.is_(None))
    )
    if known is None:
        _ask(session, hazard, [reason], after or db.today(session))


def _ask(session, hazard, reasons, after):
    """No flush: the hazard's version counts up once per act."""
    common = {"hazard_id": hazard.id, "created_at": db.now(session)}
    rows = [common | {"id": db.new_id(), "reason": reason, "due_on": after + _period(reason)} for reason in reasons]
    session.execute(insert(FollowUp).values(rows))


def plan_again(session, hazard, reason: FollowUpReason, due_on: date):
    """Ask anew for a visit that was due on *due_on*: on that day if it belongs to one, else counted from today."""
    after = due_on - _period(reason) if reason in DATED else None
    plan(session, hazard, reason, after=after)


def postpone(session, hazard_ids, reason: FollowUpReason, before: date, after: date):
    """Let the open visits that were counted from the day *before* be counted from *after*, earlier or later."""
    due = (FollowUp.due_on == before + _period(reason), FollowUp.closed_at.is_(None))
    session.execute(
        update(FollowUp)
        .where(FollowUp.hazard_id.in_(hazard_ids), FollowUp.reason == reason, *due)
        .values(due_on=after + _period(reason))
    )


def look_back(session, hazard):
    """Ask, of a hazard that is closed now with all its visits, for those that see whether it stayed fixed."""
    _ask(session, hazard, sorted(LOOK_BACKS), db.today(session))


def close(session, hazard, *, finding=None, because=None, narrowed=()):
    """Close what is still to be visited at *hazard*: by the *finding* that answers it, or by the move that ended it."""
    session.execute(
        update(FollowUp)
        .where(FollowUp.hazard_id == hazard.id, FollowUp.closed_at.is_(None), *narrowed)
        .values(closed_at=db.now(session), closed_by_finding_id=finding and finding.id, closed_because=because)
    )


def answer(session, hazard, finding):
    """Close what the *finding* answers: all but the visits that belong to a day that is still far off."""
    timely = or_(FollowUp.reason.not_in(DATED), FollowUp.due_on <= db.today(session) + EARLY)
    close(session, hazard, finding=finding, narrowed=[timely])


def overdue(today):
    """The condition that a hazard has a visit due before *today*. A late look-back makes nobody's work overdue."""
    late = (db.unwalked(FollowUp.closed_at).is_(None), FollowUp.due_on < today, FollowUp.reason.not_in(LOOK_BACKS))
    return select(FollowUp.id).where(FollowUp.hazard_id == Hazard.id, *late).exists()


def due(session, actor, *conditions, due_before=None, by_place=False, cursor=None, limit=200, about=""):
    """A page of open follow-ups of the hazards that *actor* sees, most pressing first, and the next cursor or None.

    Rows are ``(visit, spot)``: what is told of a FollowUp and of its Hazard. *due_before* is a legal date, inclusive;
    *conditions* narrow the hazards (``search.within`` and the like), and *about* says in words what they are, for the
    cursor. *by_place* says that they narrow to few hazards, so that those are looked at first.
    """
    about = f"follow-ups {due_before} {about}"
    query = (
        visibility.hazards(session, actor)
        .join(FollowUp, FollowUp.hazard_id == Hazard.id)
        .with_only_columns(VISIT, SPOT)
        .where((db.unwalked(FollowUp.closed_at) if by_place else FollowUp.closed_at).is_(None), *conditions)
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(limit + 1)
    )
    if due_before is not None:
        query = query.where(FollowUp.due_on <= due_before)
    if cursor:
        due_on, last = pages.read(cursor, about, date.fromisoformat, UUID)
        query = query.where(or_(FollowUp.due_on > due_on, and_(FollowUp.due_on == due_on, FollowUp.id > last)))
    rows = [tuple(row) for row in session.execute(query)]
    return pages.cut(rows, limit, lambda pair: [pair[0].due_on.isoformat(), str(pair[0].id)], about)
