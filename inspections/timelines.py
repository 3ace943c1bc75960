"""The history of a record as one reader may know it."""

from uuid import UUID

from . import cases, clues, hazards, judgements, ledger, visibility

OTHERS = ("duplicate_id", "master_id", "from_id", "part_id")  # what a payload calls the hazards of a merge or a split


def of_hazard(session, actor, hazard_id) -> list[dict]:
    """What happened, oldest first (``ledger.timeline``). Other hazards are named only to who may see them, and what
    was said of a duplicate is told only to who may see that duplicate; observations only to the case team, and acts of
    a case only to who may see it."""
    hazard = hazards.get(session, actor, hazard_id)
    events = _of_cases_seen(session, actor, ledger.timeline(session, "hazard", hazard.id))
    if not judgements.in_team(actor, hazard.office_id):
        events = [told for event in events if (told := judgements.outside(event))]
    seen = visibility.seen(session, actor, {id_ for event in events for id_ in _others(event).values()})
    told = [event for event in events if _others(event).get("duplicate_id", hazard.id) in seen | {hazard.id}]
    for event in told:
        for name, id_ in _others(event).items():
            if id_ not in seen:
                del event["payload"][name]
    return told


def of_case(session, actor, case_id) -> list[dict]:
    """What happened in a case that the actor sees, oldest first."""
    return ledger.timeline(session, "case", cases.get(session, actor, case_id).id)


def of_clue(session, actor, clue_id) -> list[dict]:
    """What happened with a clue that the actor sees, oldest first."""
    return ledger.timeline(session, "clue", clues.get(session, actor, clue_id).id)


def _of_cases_seen(session, actor, events):
    """The events without those of cases of an office whose cases the actor does not see."""
    seen = set(session.scalars(visibility.whole_offices(actor)))
    return [event for event in events if not event["type"].startswith("case.") or event["office_id"] in seen]


def _others(event):
    payload = event["payload"] or {}
    return {name: UUID(payload[name]) for name in OTHERS if payload.get(name)}
