"""Merging goes one step deep: when a master becomes a duplicate itself, the duplicates that it had move along with it.

Freed again, it takes back those that came along, unless they were freed or merged anew meanwhile.
"""

from sqlalchemy import func, select

from . import followers, hazards
from .models import Entry, EntrySubject, Hazard

MERGED = "hazard.mark_duplicate"


def bring_along(session, hazard) -> list:
    """Let the duplicates of *hazard*, which just became one, point at its master: their ids. Followers come too."""
    along = _duplicates(session, hazard.id)
    _point(session, along, hazard.duplicate_of_id)
    for duplicate in along:
        followers.join(session, hazard.duplicate_of_id, duplicate.id)
    return [duplicate.id for duplicate in along]


def take_back(session, hazard, master_id) -> list:
    """Let those that came along when *hazard* was merged into *master_id* point at it again: their ids."""
    merge = select(func.max(Entry.seq)).join(EntrySubject, EntrySubject.seq == Entry.seq)
    acted_on = (EntrySubject.kind == "hazard", EntrySubject.position == 0, EntrySubject.subject_id == hazard.id)
    merge = merge.where(Entry.type == MERGED, *acted_on).scalar_subquery()
    came = select(EntrySubject.subject_id).where(EntrySubject.seq == merge, EntrySubject.position > 1)
    back = _duplicates(session, master_id, Hazard.id.in_(came), Hazard.merged_at <= hazard.merged_at)
    _point(session, back, hazard.id)
    return [duplicate.id for duplicate in back]


def _duplicates(session, master_id, *conditions):
    query = select(Hazard).where(Hazard.duplicate_of_id == master_id, *conditions)
    return session.scalars(query.order_by(Hazard.id).with_for_update()).all()


def _point(session, duplicates, master_id):
    for duplicate in duplicates:
        duplicate.duplicate_of_id = master_id
        hazards.save(session, duplicate)
