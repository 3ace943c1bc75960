"""Who may say whose it is: the policy of disputes, and the level of government that is right for a place.

Inside one town the town decides, across towns the county, across counties the city (domain: DZ18 art. 13); a higher
level that contains the place may always. Numbers and articles are data (reference/dispute_policy.json).
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from geo import area_codes, coordinates

from . import db
from .models import Office

POLICY = json.loads((Path(__file__).parent / "reference" / "dispute_policy.json").read_text("utf-8"))

#  significant digits     whose government
LEVELS = {0: "country", 2: "province", 4: "city", 6: "county", 9: "township"}


@dataclass(frozen=True, slots=True)
class Authority:
    """The smallest area that contains the spot with its disc and what it reaches into; ``level`` as in LEVELS."""

    code: str
    level: str


def authority(session, areas, hazard, dispute) -> Authority:
    """The area whose government may designate: by the disc of the spot, or the office's area without a position.

    *areas* is the present ResponsibilityMap.
    """
    common = area_codes.common([*dispute.extends_to, *touched(session, areas, hazard)])
    return Authority(common.ljust(6, "0"), LEVELS[len(common)])


def touched(session, areas, hazard) -> list[str]:
    """The codes of the smallest areas of local government that the spot's disc touches; else the office's own."""
    found = []
    if hazard.lon is not None:
        radius_m = (hazard.accuracy_m or 0) + coordinates.datum_error_m(hazard.received_datum)
        found = areas.administrative(hazard.lon, hazard.lat, radius_m, db.legal_date(hazard.seen_at))
    return [area.code for area in found] or [session.get_one(Office, hazard.office_id).area_code]


def may_designate(session, areas, hazard, dispute, body) -> bool:
    """Whether *body* governs all of the area that the dispute is about."""
    return area_codes.covers(body.area_code, authority(session, areas, hazard, dispute).code)


def direct(session, hazard) -> dict | None:
    """The policy row that lets government designate without two denials, or None where no law is known to."""
    return _row("direct_designation", session, hazard)


def guard(session, hazard) -> dict:
    """The policy row of the guard's duty: hours, legal basis, and whether anybody has verified it."""
    return _row("guard", session, hazard)


def _row(name, session, hazard):
    place = hazard.area_code or session.get_one(Office, hazard.office_id).area_code
    rows = [row for row in POLICY[name] if area_codes.covers(row["area_code"], place)]
    return max(rows, key=lambda row: len(area_codes.significant(row["area_code"])), default=None)


def due_on(state, begins: date, last: date) -> date:
    """The last day of *state* when it begins on that day; the last state's own day, *last*, once it is over."""
    days = POLICY["due_days"].get(state)
    return last if days is None else begins + timedelta(days=days)
