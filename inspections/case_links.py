"""Hazards and the cases that they are in: who fits, and what a reader is told."""

from sqlalchemy import or_, select

from . import visibility
from .errors import FieldError
from .models import Case, CaseHazard, Hazard, Status

OPEN = frozenset(
    {Status.CONFIRMED, Status.REFERRED, Status.CLAIMED_FIXED, Status.VERIFIED_FIXED, Status.ESCALATED}
)  # confirmed, and not ended


def unfit(session, actor, office_id, hazard_ids, inside=frozenset()):
    """FieldErrors for those of the ids that can't be taken into a case of that office."""
    query = visibility.hazards(session, actor).where(Hazard.id.in_(hazard_ids))
    columns = (Hazard.id, Hazard.office_id, Hazard.status)
    found = {id_: rest for id_, *rest in session.execute(query.with_only_columns(*columns))} if hazard_ids else {}
    for index, id_ in enumerate(hazard_ids):
        if id_ not in found:
            yield FieldError(f"hazard_ids.{index}", "unknown_hazard")
        elif found[id_][0] != office_id:
            yield FieldError(f"hazard_ids.{index}", "hazard_of_another_office")
        elif found[id_][1] not in OPEN:
            yield FieldError(f"hazard_ids.{index}", "hazard_not_confirmed", {"status": found[id_][1]})
        elif id_ in inside:
            yield FieldError(f"hazard_ids.{index}", "hazard_in_case_already")


def served(hazard_id_column):
    """The condition that a hazard is in a case whose document was served: it keeps what it was served with."""
    present = (CaseHazard.removed_at.is_(None), CaseHazard.served_at.is_not(None))
    return select(CaseHazard.id).where(CaseHazard.hazard_id == hazard_id_column, *present).exists()


def inside(session, actor, case_id):
    """The ids of the hazards in a case that *actor* sees."""
    seen = visibility.cases(session, actor).where(Case.id == case_id).with_only_columns(Case.id)
    return select(CaseHazard.hazard_id).where(CaseHazard.case_id.in_(seen), CaseHazard.removed_at.is_(None))


def of(session, actor, hazard_ids) -> dict:
    """By hazard: the cases that the actor sees and that it is in, as ``(id, number, title, state)``."""
    found = {id_: [] for id_ in hazard_ids}
    query = (
        visibility.cases(session, actor)
        .join(CaseHazard, CaseHazard.case_id == Case.id)
        .where(CaseHazard.hazard_id.in_(hazard_ids), CaseHazard.removed_at.is_(None))
        .order_by(Case.id)
        .with_only_columns(CaseHazard.hazard_id, Case.id, Case.number, Case.title, Case.state)
    )
    for hazard_id, *row in session.execute(query) if found else ():
        found[hazard_id].append(row)
    return found


def related(session, actor, rows) -> dict:
    """By case: the closed one that it takes up again, and those that take it up, of what the actor sees."""
    ids = [row.id for row in rows]
    near = or_(Case.id.in_([row.previous_case_id for row in rows]), Case.previous_case_id.in_(ids))
    query = visibility.cases(session, actor).where(near).order_by(Case.id)
    found = session.execute(query.with_only_columns(Case.id, Case.number, Case.previous_case_id)).all() if ids else ()
    told = {one.id: {"id": one.id, "number": one.number} for one in found}
    return {
        row.id: {
            "previous_case": told.get(row.previous_case_id),
            "reopened_as": [told[one.id] for one in found if one.previous_case_id == row.id],
        }
        for row in rows
    }


def without_case(session, rows) -> dict:
    """By case: the regulators chosen for its hazards that no case over these is against (R2021 art. 69: one each)."""
    inside = {row.id: [link.hazard_id for link in row.hazards if link.removed_at is None] for row in rows}
    ids = {id_ for some in inside.values() for id_ in some}
    if not ids:
        return {row.id: [] for row in rows}
    columns = (Hazard.id, Hazard.regulator_id)
    chosen = dict(session.execute(select(*columns).where(Hazard.id.in_(ids), Hazard.regulator_id.is_not(None))).all())
    against = (
        select(CaseHazard.hazard_id, Case.respondent_id)
        .join(Case, Case.id == CaseHazard.case_id)
        .where(CaseHazard.hazard_id.in_(ids), CaseHazard.removed_at.is_(None))
    )
    covered = set(session.execute(against).all())
    missing = {id_: agency_id for id_, agency_id in chosen.items() if (id_, agency_id) not in covered}
    return {
        case_id: list(dict.fromkeys(missing[id_] for id_ in some if id_ in missing)) for case_id, some in inside.items()
    }
