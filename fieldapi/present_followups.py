"""Follow-ups and rounds as dicts for the wire, and a round as a file for navigation software."""

from geo import gpx, maplinks
from inspections import db, rounds
from inspections.models import HazardType

from . import problems
from .present import fields, place


def many(session, actor, rows) -> list[dict]:
    """*rows* are pairs of a follow-up and its hazard."""
    planned = rounds.planned(session, actor, {row.hazard_id for row, _ in rows})
    return [_follow_up(session, row, hazard) | {"planned_in": planned.get(row.hazard_id, [])} for row, hazard in rows]


def _follow_up(session, row, hazard):
    return {
        **fields(row, "id", "hazard_id", "reason", "due_on"),
        **_spot(hazard),
        "overdue": row.due_on < db.today(session),
    }


def _spot(hazard):
    return {
        **fields(hazard, "address", "status", "severity"),
        "hazard_number": hazard.number,
        "hazard_type": hazard.type,
        "location": place(hazard),
    }


def route(stops, unplaced, more) -> dict:
    return {
        "items": [_stop(stop, position) for position, stop in enumerate(stops, 1)],
        "without_place": [_stop(stop, None) for stop in unplaced],
        "length_m": round(sum(stop.leg_m for stop in stops)),
        "more": more,
    }


def _stop(stop, position):
    hazard = stop.hazard
    return {
        "position": position,
        "hazard_id": stop.due[0].hazard_id,
        **_spot(hazard),
        "reasons": [row.reason for row in stop.due],
        "due_on": stop.due_on,
        "leg_m": None if stop.leg_m is None else round(stop.leg_m),
        "links": None if hazard.lon is None else maplinks.of(hazard.lon, hazard.lat, hazard.number),
    }


def gpx_route(session, stops) -> bytes:
    """The stops as a route; the description says what it is and where, not what was found there."""
    english = problems.language() == "en"
    names = {}
    for code in {stop.hazard.type for stop in stops}:
        row = session.get_one(HazardType, code)
        names[code] = row.name_en if english else row.name_zh
    day = db.today(session).isoformat()
    name = f"Follow-up visits {day}" if english else f"回访路线 {day}"
    return gpx.route(name, [_gpx_stop(position, stop, names) for position, stop in enumerate(stops, 1)])


def _gpx_stop(position, stop, names):
    hazard = stop.hazard
    said = " · ".join(part for part in (names[hazard.type], hazard.address, stop.due_on.isoformat()) if part)
    return gpx.Stop(hazard.lon, hazard.lat, f"{position} {hazard.number}", said)
