"""A closed hazard that was found again: the new record names the old one, and a person decides what follows (S5)."""

from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import select

from . import case_acts, db, hazards, ledger, permissions, visibility
from .case_drafts import CaseMoveDraft
from .drafts import Draft
from .errors import Conflict, Invalid, NotFound
from .fields import words
from .models import Case, CaseHazard, CaseState, CaseVerb, Hazard, Relapse, RelapseAction


class RelapseDraft(Draft):
    """What follows, and why. ``case_id`` is the closed case whose review is reopened."""

    action: RelapseAction
    reason: words(2000)
    case_id: UUID | None = None

    @model_validator(mode="after")
    def _case_of_a_review(self):
        if (self.action is RelapseAction.REOPEN_REVIEW) != (self.case_id is not None):
            raise PydanticCustomError("review_has_case", "case_id")
        return self


def found(session, finding, hazard):
    """A visit *finding* brought the new record *hazard*; what follows is open until somebody decides."""
    session.add(Relapse(id=db.new_id(), finding_id=finding.id, hazard_id=hazard.id))


def of(session, actor, hazard_id) -> tuple[Relapse, Hazard]:
    """The relapse that the hazard is, and that hazard, or NotFound."""
    hazard = hazards.get(session, actor, hazard_id)
    row = session.scalar(select(Relapse).where(Relapse.hazard_id == hazard.id))
    if row is None:
        raise NotFound
    return row, hazard


def reviews(session, actor, hazard) -> list[tuple]:
    """The closed cases that the actor sees and that the earlier record was in, as id, number and title."""
    inside = select(CaseHazard.case_id).where(CaseHazard.hazard_id == hazard.previous_hazard_id)
    closed = (Case.id.in_(inside), Case.state == CaseState.CLOSED)
    query = visibility.cases(session, actor).where(*closed).order_by(Case.id)
    return session.execute(query.with_only_columns(Case.id, Case.number, Case.title)).all()


def offers(session, actor, row, hazard) -> list[RelapseAction]:
    """What may still be decided, by anybody in the office; a review only where there was a case."""
    if row.action is not None:
        return []
    return [
        action for action in RelapseAction if action != RelapseAction.REOPEN_REVIEW or reviews(session, actor, hazard)
    ]


def decide(session, actor, hazard_id, draft) -> tuple[Relapse, Hazard]:
    """Decide what follows, once. Reopening a review makes the case's own move, with all that it needs: it is the
    chief's. A new clue is registered by its own act, which this one only announces."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "decide_relapse", hazard.office_id)
    row, _ = of(session, actor, hazard_id)
    if row.action is not None:
        if (row.action, row.reason, row.decided_by_id) == (draft.action, draft.reason, actor.person_id):
            return row, hazard
        raise Conflict("relapse_decided")
    if draft.action is RelapseAction.REOPEN_REVIEW:
        row.case_id = _reopen(session, actor, hazard, draft)
    row.action, row.reason = draft.action, draft.reason
    row.decided_by_id, row.decided_at = actor.person_id, db.now(session)
    session.flush()
    subjects = [("hazard", hazard.id), ("hazard", hazard.previous_hazard_id)]
    said = draft.model_dump(mode="json", exclude_none=True)
    ledger.append(session, actor, "hazard.relapse_decided", subjects, said, office_id=hazard.office_id)
    return row, hazard


def _reopen(session, actor, hazard, draft):
    if draft.case_id not in {id_ for id_, *_ in reviews(session, actor, hazard)}:
        raise Invalid.at("case_id", "no_such_review")
    move = CaseMoveDraft(move=CaseVerb.REOPEN, hazard_ids=(hazard.id,), note=draft.reason)
    case_acts.move(session, actor, draft.case_id, move)
    taken_up = visibility.cases(session, actor).where(Case.previous_case_id == draft.case_id).with_only_columns(Case.id)
    return session.scalar(taken_up)
