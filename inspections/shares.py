"""A head of the handling office lets another office look at one record until a day."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from . import db, hazards, ledger, permissions
from .drafts import Draft
from .errors import Invalid, NotFound
from .fields import Day, words
from .models import Office, Share

LONGEST = timedelta(days=366)


class ShareDraft(Draft):
    office_id: UUID
    until: Day
    reason: words(1000)


def of(session, kind: str, subject_id) -> list[Share]:
    """With whom a record was shared, also what ended; the caller has seen the record."""
    mine = (Share.subject_kind == kind, Share.subject_id == subject_id)
    return session.scalars(select(Share).where(*mine).order_by(Share.id)).all()


def of_hazard(session, actor, hazard_id) -> list[Share]:
    hazard = hazards.get(session, actor, hazard_id)
    permissions.in_office(actor, "list_shares", hazard.office_id)
    return of(session, "hazard", hazard.id)


def share_hazard(session, actor, hazard_id, draft) -> Share:
    """Let the office look at the hazard until the end of that day; the same again prolongs or shortens it."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "share_hazard", hazard.office_id)
    return share(session, actor, "hazard", hazard, draft)


def share(session, actor, kind: str, subject, draft) -> Share:
    """Share *subject*, which has ``id`` and ``office_id`` and which the caller may share."""
    today = db.today(session)
    if not today <= draft.until <= today + LONGEST:
        raise Invalid.at("until", "period_too_long", days=LONGEST.days)
    if draft.office_id == subject.office_id or session.get(Office, draft.office_id) is None:
        raise Invalid.at("office_id", "unknown_office")
    row = Share(
        id=db.new_id(),
        subject_kind=kind,
        subject_id=subject.id,
        office_id=draft.office_id,
        until=draft.until,
        reason=draft.reason,
        shared_by_id=actor.person_id,
        shared_at=db.now(session),
    )
    for earlier in of(session, kind, subject.id):
        if earlier.office_id == draft.office_id and earlier.ended_at is None:
            earlier.ended_at = row.shared_at
    session.add(row)
    session.flush()
    subjects = [(kind, subject.id), ("share", row.id)]
    ledger.append(
        session, actor, f"{kind}.shared", subjects, draft.model_dump(mode="json"), office_id=subject.office_id
    )
    return row


def end_hazard_share(session, actor, hazard_id, share_id) -> Share:
    """The other office sees the hazard no more, with its next request."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "end_share", hazard.office_id)
    row = next((row for row in of(session, "hazard", hazard.id) if row.id == share_id), None)
    if row is None:
        raise NotFound
    if row.ended_at is None:
        row.ended_at = db.now(session)
        session.flush()
        subjects = [("hazard", hazard.id), ("share", row.id)]
        ledger.append(session, actor, "hazard.share_ended", subjects, office_id=hazard.office_id)
    return row
