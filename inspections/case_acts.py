"""A person moves a case along, or lets it rest: the move, the chief's word behind it, the step and the clocks."""

from sqlalchemy import select

from . import case_clocks, case_moves, case_reopening, cases, conflicts, db, decisions, ledger, permissions
from .case_moves import Facts
from .errors import Conflict
from .models import Case, CaseState, CaseStep, CaseVerb

SAID = ("on", "number", "note", "photo_id")  # have columns of their own
ABOUT_HAZARDS = frozenset({CaseVerb.SERVE, CaseVerb.RECEIVE, CaseVerb.CLOSE, CaseVerb.REOPEN, CaseVerb.SUE})


def move(session, actor, case_id, draft) -> Case:
    """Move a case by the table. The same id and content again changes nothing.

    A closed case stays as it is: notifying of its closing is a step beside it, reopening makes a new case that names
    it. A service that knows dispatch and receipt makes the same moves ``serve`` and ``receive`` in its own transaction.
    """
    case = cases.get(session, actor, case_id, lock=True)
    permissions.in_office(actor, "move_case", case.office_id)
    if _is_repeat(session, case, draft):
        return case
    facts = Facts(session, case, actor, draft)
    row = case_moves.check(facts)
    decision = decisions.make(facts, row.decision) if row.decision else None
    case_moves.advance(facts, row, decision)
    again = case_reopening.begin(session, actor, case, draft) if draft.move is CaseVerb.REOPEN else None
    case.steps.append(_step(facts, decision))
    if case.state is not CaseState.CLOSED or row.target is CaseState.CLOSED:
        db.touch(session, case)
    session.flush()
    if again:
        conflicts.review(session, actor, draft.hazard_ids)
    case_clocks.run(session, actor, case, draft, decision)
    _write(session, actor, case, draft, decision, again)
    return case


def _is_repeat(session, case, draft):
    columns = (CaseStep.case_id, CaseStep.draft_digest)
    known = draft.id and session.execute(select(*columns).where(CaseStep.id == draft.id)).one_or_none()
    if known and known != (case.id, draft.digest):
        raise Conflict("id_taken")
    return bool(known)


def _step(facts, decision):
    draft = facts.draft
    others = draft.model_dump(mode="json", exclude={"move", "id", "version", "recorded", *SAID}, exclude_unset=True)
    return CaseStep(
        id=draft.id or db.new_id(),
        position=len(facts.case.steps),
        verb=draft.move,
        state=facts.case.state,
        said=others,
        decision_id=decision and decision.id,
        recorded_at=db.now(facts.session),
        recorded_by_id=facts.actor.person_id,
        draft_digest=draft.digest,
        **{name: getattr(draft, name) for name in SAID},
    )


def _write(session, actor, case, draft, decision, again):
    subjects = [("case", case.id), *((("case", again.id),) if again else ())]
    if draft.move in ABOUT_HAZARDS:
        subjects += [("hazard", row.hazard_id) for row in case.hazards if row.removed_at is None]
    said = draft.model_dump(mode="json", exclude={"move", "id", "version"}, exclude_unset=True)
    told = {"case_id": case.id, "number": case.number, "state": case.state}
    if decision:
        told["decision"] = {name: getattr(decision, name) for name in ("id", "kind", "way", "decided_by_id")}
    if again:
        told["reopened_as"] = {"id": again.id, "number": again.number}
    ledger.append(
        session,
        actor,
        f"case.{draft.move}",
        subjects,
        said | told,
        office_id=case.office_id,
        version=case.version,
        blobs=[decision.sha256] if decision and decision.sha256 else (),
    )
