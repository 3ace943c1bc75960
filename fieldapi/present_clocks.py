"""Clocks and calendars as dicts for the wire; every date with its rule, article and calendar version."""

from inspections import calendars, clock_counts, clock_lists, clock_moves
from inspections.regimes import ClockRule

from . import problems
from .present import Names, fields
from .texts import say

PLAIN = (
    *("id", "version", "subject_kind", "subject_id", "kind", "state", "event", "started_seq", "started_on"),
    *("started_at", "due_on", "due_at", "calendar", "provisional", "outcome", "ended_on", "ended_at", "posted_on"),
    "urgent_reason",
)


def many(session, actor, rows) -> list[dict]:
    names = Names(
        session,
        people=[row.decided_by_id for row in rows],
        offices=[row.office_id for row in rows],
    )
    counted = {row.office_id: clock_counts.calendar_of(session, row) for row in rows}
    return [_clock(session, actor, row, names, counted[row.office_id]) for row in rows]


def one(session, actor, row) -> dict:
    return many(session, actor, [row])[0]


def _clock(session, actor, row, names, calendar):
    return {
        **fields(row, *PLAIN),
        "office": names.office(row.office_id),
        "safe_on": clock_counts.safe_on(row, calendar),
        "overdue": clock_lists.is_overdue(session, row),
        "decided_by": names.person(row.decided_by_id),
        "rule": _rule(clock_counts.rule_of(row), row.regime),
        "extensions": row.extensions,
        "suspensions": [_suspension(span) for span in row.suspensions],
        "moves": clock_moves.moves_for(row, actor),
        "notice": say("official_system_prevails", problems.language(), {}),
    }


def _rule(rule: ClockRule, regime):
    name = rule.name_en if problems.language() == "en" else rule.name_zh
    plain = fields(rule, "mark", "count", "unit", "article", "verified", "by_posting", "rolls")
    return plain | {"regime": regime, "name": name}


def _suspension(span):
    return {"start": span["from"], **{name: span[name] for name in ("to", "ground", "reason", "by")}}


def notice(session, actor, hazard, clock, told) -> dict:
    return {"hazard_id": hazard.id, "told": told, "clock": clock and one(session, actor, clock)}


def calendar(session, office, year: int) -> dict:
    """A year as *office* counts it, and who made that version."""
    found = calendars.version_of(session, office, year)
    row = found.pop("row")
    names = Names(session, people=[row.made_by_id], offices=[row.office_id]) if row else None
    made = {
        "office": row and names.office(row.office_id),
        "reason": row and row.reason,
        "made_at": row and row.made_at,
        "made_by": row and names.person(row.made_by_id),
    }
    return {"year": year, **found, **made}
