"""What an auditor reads of the ledger: who did what kind of act on which record, when. No payload: no personal text."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from . import pages, visibility
from .models import Entry, EntrySubject, Grant, Role

AUDITOR = frozenset({Role.AUDITOR})


def entries(session, actor, *, person=None, type_=None, subject=None, since=None, until=None, cursor=None, limit=50):
    """One page of the entries of the auditor's offices and of their people, newest first, and the next cursor."""
    about = f"entries {person} {type_} {subject} {since} {until}"
    offices = visibility.whole_offices(actor, AUDITOR)
    people = select(Grant.person_id).where(Grant.office_id.in_(offices))
    theirs = and_(Entry.office_id.is_(None), Entry.actor_id.in_(people))  # signing in, accounts
    query = select(Entry).where(or_(Entry.office_id.in_(offices), theirs))
    if cursor:
        query = query.where(Entry.seq < pages.read(cursor, about, int)[0])
    for condition in _conditions(person, type_, subject, since, until):
        query = query.where(condition)
    rows = session.scalars(query.options(selectinload(Entry.subjects)).order_by(Entry.seq.desc()).limit(limit + 1))
    return pages.cut(list(rows), limit, lambda row: [str(row.seq)], about)


def _conditions(person, type_, subject, since, until):
    if person:
        yield Entry.actor_id == person
    if type_:
        yield Entry.type == type_
    if since:
        yield Entry.at >= since
    if until:
        yield Entry.at < until
    if subject:
        yield Entry.seq.in_(select(EntrySubject.seq).where(EntrySubject.subject_id == subject))
