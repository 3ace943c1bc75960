"""Disputes about ownership as dicts for the wire."""

from inspections import db, designations, dispute_moves
from inspections.dispute_moves import OPEN
from inspections.models import DisputeVerb

from .present import Names, fields


def disputes(session, actor, rows, maps) -> list[dict]:
    """Pairs of dispute and hazard, each with the moves that the actor may make."""
    steps = [step for dispute, _ in rows for step in dispute.steps]
    names = Names(
        session,
        people=[dispute.opened_by_id for dispute, _ in rows] + [step.recorded_by_id for step in steps],
        agencies=[dispute.guard_id for dispute, _ in rows]
        + [id_ for step in steps for id_ in (step.agency_id, step.by_agency_id)],
    )
    areas = maps.current(session)
    return [_dispute(session, actor, dispute, hazard, names, areas) for dispute, hazard in rows]


def dispute(session, actor, row, hazard, maps) -> dict:
    return disputes(session, actor, [(row, hazard)], maps)[0]


def _dispute(session, actor, row, hazard, names, areas):
    is_open = row.state in OPEN
    return {
        **fields(row, "id", "hazard_id", "version", "state", "opened_at", "note", "extends_to"),
        "hazard_number": hazard.number,
        "opened_by": names.person(row.opened_by_id),
        "due_on": row.due_on if is_open else None,
        "overdue": is_open and row.due_on < db.today(session),
        "authority": fields(designations.authority(session, areas, hazard, row), "code", "level"),
        "guard": _guard(session, row, names, is_open),
        "owner": names.agency(dispute_moves.owner_id(row)),
        "steps": [_step(step, names) for step in row.steps],
        "moves": dispute_moves.moves_for(session, hazard, row, actor),
    }


def _guard(session, row, names, is_open):
    guarded_at = min((step.at for step in row.steps if step.verb is DisputeVerb.GUARD), default=None)
    late = guarded_at > row.guard_due_at if guarded_at else is_open and db.now(session) > row.guard_due_at
    return {
        "agency": names.agency(row.guard_id),
        "due_at": row.guard_due_at,
        "legal_basis": row.guard_legal_basis,
        "verified": row.guard_verified,
        "guarded_at": guarded_at,
        "late": late,
    }


def _step(row, names):
    return {
        **fields(row, "id", "state", "by", "at", "on", "document_no", "photo_id", "note", "recorded_at"),
        "move": row.verb,
        "agency": names.agency(row.agency_id),
        "by_agency": names.agency(row.by_agency_id),
        "recorded_by": names.person(row.recorded_by_id),
    }


def denials(rows) -> list[dict]:
    return [
        {"agency": {"id": agency.id, "name": agency.name}, "denials": count, "disputes": in_disputes}
        for agency, count, in_disputes in rows
    ]
