"""Answering hazards anew after layers, rules or agencies changed: asked for, computed, looked at, applied.

``differences`` computes what would change and keeps it as a file; ``reassigning`` writes just that.
"""

from uuid import UUID

from sqlalchemy import select

from . import db, jobs, ledger, pages, people, permissions, visibility
from .difference_files import DifferenceFile
from .drafts import Draft
from .errors import Conflict, Invalid, NotAllowed, NotFound
from .fields import words
from .models import Office, Reassignment, ReassignmentState, ReferenceVersion


class ReassignmentDraft(Draft):
    """Whose hazards, and why. The scope is an office and those below it; by default one's own."""

    office_id: UUID | None = None
    reason: words(1000)


class ReassignmentAct(Draft):
    """Apply just the difference that was looked at, by its SHA-256."""

    difference: words(64)


def request(session, actor, draft) -> Reassignment:
    """Ask for the difference; a job computes it."""
    office = _scope(session, actor, draft.office_id)
    return add(session, office, draft.reason, actor)


def add(session, office, reason, actor=None) -> Reassignment:
    """The row and its job. From the command line *actor* is None."""
    row = Reassignment(
        id=db.new_id(),
        state=ReassignmentState.COMPUTING,
        office_id=office.id,
        reason=reason,
        requested_by_id=actor and actor.person_id,
        requested_at=db.now(session),
        total=0,
        changed=0,
        counts=[],
        done=0,
        left_out=[],
    )
    session.add(row)
    jobs.enqueue(session, "reassignment.compute", {"reassignment_id": str(row.id)})
    session.flush()
    _note(session, actor, row, "reassignment.requested", {"reason": reason})
    return row


def _scope(session, actor, office_id):
    """The office asked for, or the actor's own; Invalid unless the actor is a head there or above."""
    office = session.get(Office, office_id) if office_id else people.home_office(session, actor)
    if office is None or not _heads(actor, office):
        raise Invalid.at("office_id", "office_out_of_scope")
    return office


def _heads(actor, office):
    return any(
        held.office_path and office.path.startswith(held.office_path)
        for held in actor.held
        if held.role in permissions.HEADS
    )


def get(session, actor, reassignment_id, *, lock=False) -> Reassignment:
    query = visibility.reassignments(session, actor).where(Reassignment.id == reassignment_id)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound
    return row


def one(session, reassignment_id) -> Reassignment:
    """The re-assignment of a job or of the command line."""
    return session.get_one(Reassignment, UUID(str(reassignment_id)))


def office(session, key: str | None) -> Office:
    """The office of that key; without one, the office above all others. NotFound when there is no such one."""
    asked = Office.key == key if key else Office.parent_id.is_(None)
    found = list(session.scalars(select(Office).where(asked)))
    if len(found) != 1:
        raise NotFound
    return found[0]


def newest(session, actor, *, cursor=None, limit=50):
    """One page of the re-assignments that the actor sees, newest first, and the cursor of the next page or None."""
    query = visibility.reassignments(session, actor).order_by(Reassignment.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(Reassignment.id < pages.read(cursor, "reassignments", UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], "reassignments")


def difference(row, store) -> DifferenceFile:
    """What the re-assignment changes. Raises Conflict while it is being computed."""
    if row.digest is None:
        raise Conflict("reassignment_state", extra={"state": row.state}, status=row.state)
    return DifferenceFile(store, row.digest)


def release(session, actor, reassignment_id, digest) -> Reassignment:
    """Let a difference be applied, by a job; again, by the same words, it is a repeat.

    Raises Conflict when it is not computed yet, or when layers, rules, agencies or registers changed since.
    """
    row = get(session, actor, reassignment_id, lock=True)
    if not _heads(actor, session.get_one(Office, row.office_id)):
        raise NotAllowed("not_handling_office", action="apply_reassignment")
    if row.digest is not None and row.digest != digest:
        raise Invalid.at("difference", "other_difference")
    if row.state in (ReassignmentState.APPLYING, ReassignmentState.APPLIED):
        return row
    begin(session, row, actor)
    return row


def begin(session, row, actor=None):
    """The decision is written down and its job waits. From the command line *actor* is None."""
    if row.state is not ReassignmentState.COMPUTED:
        raise Conflict("reassignment_state", extra={"state": row.state}, status=row.state)
    if (row.reference_version, row.registers_version) != versions(session):
        raise Conflict("reference_changed")
    row.state, row.applied_by_id = ReassignmentState.APPLYING, actor and actor.person_id
    jobs.enqueue(session, "reassignment.apply", {"reassignment_id": str(row.id)})
    session.flush()
    _note(session, actor, row, "reassignment.released", blobs=[row.digest])


def versions(session) -> tuple[int, int]:
    """How often layers, rules and agencies changed, and the registers of assets."""
    return tuple(session.execute(select(ReferenceVersion.version, ReferenceVersion.registers)).one())


def _note(session, actor, row, type_, payload=None, blobs=()):
    subjects = [("reassignment", row.id)]
    ledger.append(session, actor, type_, subjects, payload, office_id=row.office_id, blobs=blobs)
