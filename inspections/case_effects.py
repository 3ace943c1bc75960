"""What a case's moves leave behind in its record, beside the new state."""

from . import db, followups, hazards
from .case_needs import CLAIMS, Facts, concerned
from .models import ItemState
from .models.followups import FollowUpReason
from .models.hazards import ENDED
from .responsibility import CHOSEN


def nothing(facts: Facts):
    """The move changes the state and nothing else."""


def ended(facts: Facts):
    facts.case.ended_at = db.now(facts.session)


def closed(facts: Facts):
    facts.case.closure_reason = facts.draft.closure_reason
    ended(facts)


def grounded(facts: Facts):
    facts.case.nonperformance_ground = facts.draft.nonperformance_ground or facts.case.nonperformance_ground


def proposed(facts: Facts):
    facts.case.proposal = facts.draft.proposal
    grounded(facts)


def recommended(facts: Facts):
    """The document says how long the agency has, and whether it is urgent; it is never urgent afterwards."""
    case, draft = facts.case, facts.draft
    case.rectify_due_on = draft.rectify_due_on
    case.urgent, case.urgent_reason = draft.urgent_reason is not None, draft.urgent_reason
    case.urgent_by_id = facts.decision.decided_by_id if case.urgent else None


def served(facts: Facts):
    """The hazards keep who was named for them when the document left; sending it again changes no earlier day."""
    case = facts.case
    case.served_on = case.served_on or facts.draft.on
    for row in case.hazards:
        if row.removed_at is None and row.served_at is None:
            row.served_at, row.served_with = db.now(facts.session), _named(facts, row.hazard_id)


def _ask_for_visits(facts, item):
    for hazard_id in sorted(concerned(facts.case, item)):
        hazard = hazards.get(facts.session, facts.actor, hazard_id)
        if hazard.status not in ENDED:
            followups.plan(facts.session, hazard, FollowUpReason.FIX_CLAIMED)


def _named(facts, hazard_id):
    """Who is chosen for each role, and who the candidates are with their reasons."""
    hazard = hazards.get(facts.session, facts.actor, hazard_id)
    chosen = {role.value: id_ and str(id_) for role, name in CHOSEN.items() for id_ in (getattr(hazard, name),)}
    candidates = [
        {"role": row.role, "agency_id": row.agency_id and str(row.agency_id), "reason": row.reason, "rule": row.rule}
        for row in hazard.responsibilities
    ]
    return {"chosen": chosen, "candidates": candidates, "map_versions": hazard.map_versions}


def received(facts: Facts):
    case = facts.case
    case.effective_on = facts.draft.on
    for item in case.items:
        item.state = ItemState.ISSUED


def answered(facts: Facts):
    """What the agency claims never takes back what a visit found, and what it calls done has to be visited."""
    items = {item.position + 1: item for item in facts.case.items}
    for answer in facts.draft.answers or ():
        item = items[answer.number]
        if answer.state not in CLAIMS or item.state in CLAIMS | {ItemState.ISSUED}:
            item.state = answer.state
        if answer.state is ItemState.CLAIMED_DONE:
            _ask_for_visits(facts, item)
    grounded(facts)
