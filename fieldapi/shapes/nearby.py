"""What was recorded around a spot."""

from datetime import datetime
from uuid import UUID

from inspections.models import Severity, Status

from .base import Shape
from .responsibility import Location


class Neighbour(Shape):
    id: UUID
    number: str
    type: str
    status: Status
    severity: Severity
    description: str
    address: str
    seen_at: datetime
    location: Location
    distance_m: float
    bearing_deg: float
    age_days: int
    same_type: bool
    likely_duplicate: bool


class Nearby(Shape):
    radius_m: float
    items: list[Neighbour]
