"""Relapses and what was decided about them."""

from datetime import datetime
from uuid import UUID

from inspections.models import RelapseAction

from .base import Named, Shape


class Review(Shape):
    """A closed case that the earlier record was in."""

    id: UUID
    number: str
    title: str


class Relapse(Shape):
    """``case_id``: the case in which a reopened review goes on. ``offers``: what may still be decided."""

    hazard_id: UUID
    previous_hazard_id: UUID
    offers: list[RelapseAction]
    reviews: list[Review]
    action: RelapseAction | None
    reason: str | None
    case_id: UUID | None
    decided_by: Named | None
    decided_at: datetime | None
