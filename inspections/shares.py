"""A head of the handling office lets another office look at one record until a day."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from . import cases, db, hazards, ledger, permissions
from .drafts import Draft
from .errors import Invalid, NotFound
from .fields import Day, words
from .models import Office, Share

LONGEST = timedelta(days=366)
KINDS = {"hazard": hazards, "case": cases}
LISTING = {"hazard": "list_shares", "case": "list_case_shares"}
SHARING = {"hazard": "share_hazard", "case": "share_case"}
ENDING = {"hazard": "end_share", "case": "end_case_share"}


class ShareDraft(Draft):
    office_id: UUID
    until: Day
    reason: words(1000)


def of(session, kind: str, subject_id) -> list[Share]:
    """With whom a record was shared, also what ended; the caller has seen the record."""
    mine = (Share.subject_kind == kind, Share.subject_id == subject_id)
    return session.scalars(select(Share).where(*mine).order_by(Share.id)).all()


def of_record(session, actor, kind, subject_id) -> list[Share]:
    """With whom a hazard or case was shared that the actor may share. *kind* is a key of ``KINDS``."""
    return of(session, kind, _subject(session, actor, kind, LISTING, subject_id).id)


def _subject(session, actor, kind, actions, subject_id, **how):
    subject = KINDS[kind].get(session, actor, subject_id, **how)
    permissions.in_office(actor, actions[kind], subject.office_id)
    return subject


def share(session, actor, kind, subject_id, draft) -> Share:
    """Let the office look at the record until the end of that day; the same again prolongs or shortens it."""
    subject = _subject(session, actor, kind, SHARING, subject_id, lock=True)
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


def end(session, actor, kind, subject_id, share_id) -> Share:
    """The other office sees the record no more, with its next request."""
    subject = _subject(session, actor, kind, ENDING, subject_id, lock=True)
    row = next((row for row in of(session, kind, subject.id) if row.id == share_id), None)
    if row is None:
        raise NotFound
    if row.ended_at is None:
        row.ended_at = db.now(session)
        session.flush()
        subjects = [(kind, subject.id), ("share", row.id)]
        ledger.append(session, actor, f"{kind}.share_ended", subjects, office_id=subject.office_id)
    return row
