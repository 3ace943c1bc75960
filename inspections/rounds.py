"""Rounds of follow-up visits: in which order the spots that are due are best visited."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row

from geo import rounds

from . import followups, inspections, visibility
from .models import Inspection, InspectionHazard

MOST = 200  # spots in one round: more is no day's work


@dataclass(frozen=True, slots=True)
class Stop:
    """A hazard to be visited, with all that is due there and the metres from the stop before as the crow flies."""

    hazard: Row  # of ``followups.SPOT``
    due: list[Row]  # of ``followups.VISIT``
    leg_m: float | None  # null: nobody knows where it is

    @property
    def due_on(self) -> date:
        return min(row.due_on for row in self.due)


def plan(
    session, actor, *conditions, due_before=None, start=None, by_place=False
) -> tuple[list[Stop], list[Stop], bool]:
    """The stops in a sensible order from *start* (WGS84 degrees, or None), those without a place, and whether more are
    due than the 200 most pressing hazards. *conditions* narrow the hazards as for ``followups.due``."""
    found = {}
    rows, more = followups.due(session, actor, *conditions, due_before=due_before, by_place=by_place, limit=MOST * 3)
    for row, hazard in rows:
        found.setdefault(row.hazard_id, (hazard, []))[1].append(row)
    pressing = [*found.values()][:MOST]
    placed = [one for one in pressing if one[0].lon is not None]
    way = rounds.plan([(hazard.lon, hazard.lat) for hazard, _ in placed], start)
    stops = [Stop(*placed[index], leg_m) for index, leg_m in zip(way.order, way.legs_m, strict=True)]
    unplaced = [Stop(*one, None) for one in pressing if one[0].lon is None]
    return stops, unplaced, more is not None or len(found) > MOST


def planned(session, actor, hazard_ids) -> dict:
    """By hazard: the rounds, planned or under way, that hold it and that *actor* sees, as id, number and day."""
    columns = (InspectionHazard.hazard_id, Inspection.id, Inspection.number, Inspection.planned_on)
    query = (
        visibility.inspections(session, actor)
        .join(InspectionHazard, InspectionHazard.inspection_id == Inspection.id)
        .where(InspectionHazard.hazard_id.in_(hazard_ids), Inspection.status.in_(inspections.UNFINISHED))
        .order_by(Inspection.planned_on, Inspection.id)
        .with_only_columns(*columns)
    )
    found = {}
    for hazard_id, id_, number, planned_on in session.execute(query):
        found.setdefault(hazard_id, []).append({"id": id_, "number": number, "planned_on": planned_on})
    return found
