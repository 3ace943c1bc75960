"""Answering hazards anew: how far it is, and what would change."""

from datetime import datetime
from uuid import UUID

from geo.answers import Role as ResponsibilityRole
from inspections.models import ReassignmentState

from .base import Named, Shape, listing
from .responsibility import Area, Responsibility


class ChangeCount(Shape):
    role: ResponsibilityRole
    before: list[Named]
    after: list[Named]
    count: int


class Reassignment(Shape):
    id: UUID
    state: ReassignmentState
    office: Named
    reason: str
    requested_by: Named | None
    requested_at: datetime
    total: int
    changed: int
    done: int
    counts: list[ChangeCount]
    left_out: list[UUID]
    map_versions: dict[str, str] | None
    difference: str | None
    applied_by: Named | None
    applied_at: datetime | None


class KeptAnswer(Shape):
    area: Area | None
    flags: list[str]
    responsibilities: list[Responsibility]


class Difference(Shape):
    hazard_id: UUID
    number: str
    version: int
    before: KeptAnswer
    after: KeptAnswer
    kept: list[ResponsibilityRole]
    asset_id: UUID | None
    near_sensitive_place: bool


ReassignmentList = listing(Reassignment)
DifferenceList = listing(Difference)
