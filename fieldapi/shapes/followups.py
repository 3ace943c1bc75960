"""Visits that are due."""

from datetime import date
from uuid import UUID

from inspections.models import Severity, Status
from inspections.models.followups import FollowUpReason

from .base import Shape, listing
from .responsibility import Location, NoFix


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


FollowUpList = listing(FollowUp)
