"""Visits that are due."""

from datetime import date
from uuid import UUID

from inspections.models import Severity, Status
from inspections.models.followups import FollowUpReason

from .base import Shape, listing
from .responsibility import Location, NoFix


class PlannedRound(Shape):
    """An outing, planned or under way, that holds the hazard."""

    id: UUID
    number: str
    planned_on: date | None


class FollowUp(Shape):
    id: UUID
    hazard_id: UUID
    hazard_number: str
    hazard_type: str
    address: str
    status: Status
    severity: Severity
    location: Location | NoFix
    reason: FollowUpReason
    due_on: date
    overdue: bool
    planned_in: list[PlannedRound]


class MapLinks(Shape):
    """Addresses that open the place in map software, each in its own datum."""

    geo: str
    amap: str
    baidu: str


class Stop(Shape):
    """A spot of the round. ``leg_m``: metres from the one before, as the crow flies."""

    position: int | None
    hazard_id: UUID
    hazard_number: str
    hazard_type: str
    address: str
    status: Status
    severity: Severity
    location: Location | NoFix
    reasons: list[FollowUpReason]
    due_on: date
    leg_m: int | None
    links: MapLinks | None


class Route(Shape):
    """``without_place``: due as well, but nobody knows where. ``more``: only the most pressing 200 spots are here."""

    items: list[Stop]
    without_place: list[Stop]
    length_m: int
    more: bool


FollowUpList = listing(FollowUp)
