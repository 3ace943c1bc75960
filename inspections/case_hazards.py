"""Which hazards a case is about. Taking one in or out is an act with a reason; nothing is deleted."""

from . import case_links, case_teams, cases, conflicts, db, ledger
from .case_moves import BEFORE_RECOMMENDATION
from .errors import Conflict, Invalid, NotFound
from .models import Case, CaseHazard


def add(session, actor, case_id, draft) -> Case:
    """Take hazards into a case before its recommendation is decided."""
    case = _to_write(session, actor, "add_case_hazards", case_id, draft.version)
    inside = {row.hazard_id for row in case.hazards if row.removed_at is None}
    wrong = [*case_links.unfit(session, actor, case.office_id, draft.hazard_ids, inside)]
    if wrong:
        raise Invalid(*wrong)
    now, ids = db.now(session), list(dict.fromkeys(draft.hazard_ids))
    case.hazards += [
        CaseHazard(hazard_id=id_, reason=draft.reason, added_at=now, added_by_id=actor.person_id) for id_ in ids
    ]
    case_teams.check(session, case, "hazard_ids")
    _write(session, actor, case, "case.hazards_added", ids, draft.reason)
    return case


def remove(session, actor, case_id, hazard_id, reason, version) -> Case:
    """Take a hazard out again, and out of the items that name it; the row says since when and why."""
    case = _to_write(session, actor, "remove_case_hazard", case_id, version)
    row = next((row for row in case.hazards if row.hazard_id == hazard_id and row.removed_at is None), None)
    if row is None:
        raise NotFound
    row.removed_at, row.removed_by_id, row.removed_reason = db.now(session), actor.person_id, reason
    for item in case.items:
        item.hazards = [named for named in item.hazards if named.hazard_id != hazard_id]
    _write(session, actor, case, "case.hazard_removed", [hazard_id], reason)
    return case


def _to_write(session, actor, action, case_id, version):
    case = cases.to_write(session, actor, action, case_id, version)
    if case.state not in BEFORE_RECOMMENDATION:
        raise Conflict("hazards_fixed_by_the_document", case_state=case.state)
    return case


def _write(session, actor, case, type_, hazard_ids, reason):
    db.touch(session, case)
    session.flush()
    conflicts.review(session, actor, hazard_ids)
    ledger.append(
        session,
        actor,
        type_,
        [("case", case.id), *(("hazard", id_) for id_ in hazard_ids)],
        {"case_id": case.id, "number": case.number, "hazard_ids": hazard_ids, "reason": reason},
        office_id=case.office_id,
        version=case.version,
    )
