"""Cases as dicts for the wire."""

from inspections import case_clocks, case_links, case_moves, db
from inspections.case_clocks import ANSWER
from inspections.case_needs import BINDING
from inspections.models import ClockState

from .present import Names, fields

CLOCK = ("id", "kind", "state", "due_on", "provisional", "outcome")
PLAIN = (
    *("id", "number", "version", "state", "track", "title", "source", "legal_field", "nature", "official_number"),
    *("secrecy_level", "regime", "registered_at", "apart_reason", "proposal", "urgent", "urgent_reason"),
    *("rectify_due_on", "served_on", "effective_on", "nonperformance_ground", "closure_reason", "ended_at"),
)


def cases(session, actor, rows) -> list[dict]:
    """Cases with all that belongs to them, and the moves that the actor may make."""
    ids = [row.id for row in rows]
    related = case_links.related(session, actor, rows)
    without = case_links.without_case(session, rows)
    names = Names(
        session,
        people=[id_ for row in rows for id_ in _people(row)],
        offices=[row.office_id for row in rows],
        agencies=[row.respondent_id for row in rows] + [id_ for some in without.values() for id_ in some],
    )
    clocks, today = case_clocks.told(session, ids), db.today(session)
    return [
        _case(row, names)
        | {
            **related[row.id],
            **_clocks(clocks[row.id], today),
            "without_case": [names.agency(id_) for id_ in without[row.id]],
            "moves": case_moves.moves_for(session, row, actor),
        }
        for row in rows
    ]


def case(session, actor, row) -> dict:
    return cases(session, actor, [row])[0]


def _people(row):
    yield from (row.registered_by_id, row.urgent_by_id)
    yield from (one.person_id for one in row.people)
    yield from (step.recorded_by_id for step in row.steps)
    for link in row.hazards:
        yield from (link.added_by_id, link.removed_by_id)
    for decision in row.decisions:
        yield from (decision.decided_by_id, decision.recorded_by_id)


def _case(row, names):
    return {
        **fields(row, *PLAIN),
        "respondent": names.agency(row.respondent_id),
        "office": names.office(row.office_id),
        "registered_by": names.person(row.registered_by_id),
        "urgent_by": names.person(row.urgent_by_id),
        "hazards": [_hazard(link, names) for link in row.hazards],
        "people": [_person(one, names) for one in row.people if one.until is None],
        "legal_bases": [
            fields(basis, "level", "title", "article") | {"binding": basis.level in BINDING}
            for basis in row.legal_bases
        ],
        "items": [_item(item) for item in row.items],
        "decisions": [_decision(decision, names) for decision in row.decisions],
        "steps": [_step(step, names) for step in row.steps],
    }


def _hazard(link, names):
    return {
        **fields(link, "hazard_id", "reason", "added_at", "removed_at", "removed_reason", "served_with"),
        "added_by": names.person(link.added_by_id),
        "removed_by": names.person(link.removed_by_id),
    }


def _person(row, names):
    return {"person": names.person(row.person_id), "lead": row.is_lead, "since": row.since}


def _item(row):
    return {
        **fields(row, "text", "state"),
        "number": row.position + 1,
        "hazard_ids": [named.hazard_id for named in row.hazards],
    }


def _decision(row, names):
    return {
        **fields(row, "id", "kind", "way", "number", "decided_on", "recorded_at", "note"),
        **fields(row, "photo_id", "upload_id", "sha256"),
        "decided_by": names.person(row.decided_by_id),
        "recorded_by": names.person(row.recorded_by_id),
    }


def _step(row, names):
    return {
        **fields(row, "id", "state", "on", "number", "note", "said", "photo_id", "decision_id", "recorded_at"),
        "move": row.verb,
        "recorded_by": names.person(row.recorded_by_id),
    }


def _clocks(rows, today):
    told = [dict(zip(CLOCK, row, strict=True)) for row in rows]
    answers = [clock["due_on"] for clock in told if clock["kind"] in ANSWER]
    running = (clock["due_on"] for clock in told if clock["state"] is ClockState.RUNNING)
    return {
        "clocks": told,
        "reply_due_on": max(answers, default=None),
        "overdue": any(due_on < today for due_on in running),
    }


def decision_rules(session, rows) -> list[dict]:
    names = Names(session, people=[row.set_by_id for row in rows], offices=[row.office_id for row in rows])
    return [
        {
            **fields(row, "kind", "may_give", "may_record", "set_at"),
            "office": names.office(row.office_id),
            "set_by": names.person(row.set_by_id),
        }
        for row in rows
    ]
