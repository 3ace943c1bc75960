"""Outings: open one, say who takes part and what is to be visited. Verdicts and their effects are in ``findings``."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from . import (
    db,
    hazards,
    inspection_moves,
    ledger,
    numbers,
    pages,
    participants,
    people,
    permissions,
    repeats,
    verdicts,
    visibility,
)
from .drafts import Draft
from .errors import Conflict, FieldError, Invalid, NotFound, Stale
from .inspection_moves import UNFINISHED
from .models import Hazard, Inspection, InspectionHazard, InspectionStatus, Invitation, Office


def get(session, actor, inspection_id, *, lock=False) -> Inspection:
    query = visibility.inspections(session, actor).where(Inspection.id == inspection_id)
    inspection = session.scalar(query.with_for_update() if lock else query)
    if inspection is None:
        raise NotFound
    return inspection


def to_write(session, actor, action, inspection_id, *, version=None, statuses=UNFINISHED) -> Inspection:
    """The inspection, locked, if the actor may do *action* on it now; finalised ones never change."""
    inspection = get(session, actor, inspection_id, lock=True)
    permissions.in_office(actor, action, inspection.office_id)
    if version is not None and version != inspection.version:
        raise Stale(inspection)
    if inspection.status not in statuses:
        raise Conflict("inspection_not_open", extra={"inspection_status": inspection.status}, status=inspection.status)
    return inspection


def newest(session, actor, *, status=(), kind=None, cursor=None, limit=50):
    """One page of the outings that the actor sees, newest first, and the cursor of the next page or None."""
    about = f"inspections {sorted(status)} {kind}"
    query = visibility.inspections(session, actor).order_by(Inspection.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(Inspection.id < pages.read(cursor, about, UUID)[0])
    if status:
        query = query.where(Inspection.status.in_(status))
    if kind:
        query = query.where(Inspection.kind == kind)
    parts = (Inspection.participants, Inspection.agenda, Inspection.findings)
    rows = list(session.scalars(query.options(*(selectinload(part) for part in parts))))
    return pages.cut(rows, limit, lambda row: [str(row.id)], about)


def recorded_in(session, ids) -> dict[UUID, list[UUID]]:
    """The hazards that were recorded in these outings, by outing."""
    found = {}
    query = select(Hazard.inspection_id, Hazard.id).where(Hazard.inspection_id.in_(ids)).order_by(Hazard.id)
    for inspection_id, hazard_id in session.execute(query):
        found.setdefault(inspection_id, []).append(hazard_id)
    return found


def open_(session, actor, draft) -> tuple[Inspection, bool]:
    """Open an outing, or plan it when ``planned_on`` lies ahead. A repeat of the same id and content is harmless."""
    known = draft.id and session.scalar(select(Inspection.draft_digest).where(Inspection.id == draft.id))
    if known:
        return repeats.same(session, actor, draft, known, get), False
    office, now = people.home_office(session, actor), db.now(session)
    planned = draft.planned_on is not None and draft.planned_on > db.legal_date(now)
    inspection = Inspection(
        id=draft.id or db.new_id(),
        number=numbers.next_number(session, office, "I"),
        kind=draft.kind,
        status=InspectionStatus.PLANNED if planned else InspectionStatus.OPEN,
        title=draft.title,
        note=draft.note,
        planned_on=draft.planned_on,
        opened_at=None if planned else now,
        office_id=office.id,
        opened_by_id=actor.person_id,
        draft_digest=draft.digest,
        plan=_json(draft.plan),
        tasking=_json(draft.tasking),
    )
    inspection.participants.append(participants.host(actor, office))
    inspection.participants += participants.rows(session, draft.participants, "participants", {actor.person_id})
    inspection.agenda = _agenda(session, actor, draft.hazard_ids, "hazard_ids", set())
    session.add(inspection)
    session.flush()
    type_ = "inspection.planned" if planned else "inspection.opened"
    _write(session, actor, inspection, type_, {"title": draft.title}, [row.hazard_id for row in inspection.agenda])
    return inspection, True


def _json(draft):
    return draft and draft.model_dump(mode="json")


def _write(session, actor, inspection, type_, payload, shown=()):
    """One entry about the outing and the hazards *shown* by it to more people: that is an act on each of them."""
    subjects = [("inspection", inspection.id), *(("hazard", hazard_id) for hazard_id in shown)]
    ledger.append(session, actor, type_, subjects, payload, office_id=inspection.office_id, version=inspection.version)


def _agenda(session, actor, hazard_ids, path, present):
    """Rows for the hazards to be visited, each once; what is seen only as a guest can't be shown on to others."""
    rows, wrong = [], []
    for index, hazard_id in enumerate(hazard_ids):
        if hazard_id in present:
            continue
        present.add(hazard_id)
        try:
            hazard = hazards.get(session, actor, hazard_id)
        except NotFound:
            wrong.append(FieldError(f"{path}.{index}", "unknown_hazard"))
            continue
        if not _is_below(session, actor, hazard.office_id):
            wrong.append(FieldError(f"{path}.{index}", "hazard_of_other_office"))
        rows.append(InspectionHazard(hazard_id=hazard_id))
    if wrong:
        raise Invalid(*wrong)
    return rows


def _is_below(session, actor, office_id):
    path = session.get_one(Office, office_id).path
    return any(held.office_path and path.startswith(held.office_path) for held in actor.held)


def amend(session, actor, inspection_id, draft) -> Inspection:
    """Change plan or record, move it on by ``inspection_moves``, abort it with a reason. A finalised one stays."""
    inspection = to_write(session, actor, "amend_inspection", inspection_id, version=draft.version)
    changes = draft.changes
    if changes.get("status") == InspectionStatus.ABORTED and not draft.reason.strip():
        raise Invalid.at("reason", "required")
    hazard_ids = changes.pop("add_hazard_ids", ())
    there = {row.hazard_id for row in inspection.agenda}
    added = _agenda(session, actor, hazard_ids, "add_hazard_ids", there)
    inspection.agenda += added
    changed = [row.hazard_id for row in added]
    inspection_moves.go(inspection, changes.pop("status", inspection.status))
    if inspection.status is InspectionStatus.AWAITING_SIGNATURES:
        verdicts.check(session, inspection)
    elif inspection.status is InspectionStatus.ABORTED:
        changed += verdicts.drop(session, actor, inspection)
    for name, value in changes.items():
        setattr(inspection, name, _json(value) if isinstance(value, Draft) else value)
    if inspection.status is InspectionStatus.OPEN and inspection.opened_at is None:
        inspection.opened_at = db.now(session)
    db.touch(session, inspection)
    session.flush()
    said = draft.model_dump(mode="json", exclude={"version"}, exclude_unset=True)
    _write(session, actor, inspection, "inspection.amended", said, changed)
    return inspection


def add_participant(session, actor, inspection_id, draft) -> Inspection:
    """Add someone of an office of ours, somebody invited, or a guest of another body."""
    inspection = to_write(session, actor, "add_participant", inspection_id)
    present = {id_ for row in inspection.participants for id_ in (row.person_id, row.invitation_id) if id_}
    holding = (Invitation.inspection_id == inspection.id, Invitation.revoked_at.is_(None))
    invited = session.scalars(select(Invitation).where(*holding)).all()
    inspection.participants += participants.rows(session, [draft], "participants", present, invited)
    db.touch(session, inspection)
    session.flush()
    shown = [row.hazard_id for row in inspection.agenda] + recorded_in(session, [inspection.id]).get(inspection.id, [])
    _write(session, actor, inspection, "inspection.participant_added", draft.model_dump(mode="json"), shown)
    return inspection
