"""Fields about which people say different things."""

from datetime import datetime
from typing import Any
from uuid import UUID

from .base import Named, Shape
from .problems import Problem


class Assessment(Shape):
    id: UUID
    device: Named | None  # null: said with a network
    person: Named | None
    base: Any  # what stood in the field when it was said
    value: Any
    reason: str
    said_at: datetime  # when it came


class Disagreement(Shape):
    id: UUID
    hazard_id: UUID
    field: str
    opened_at: datetime
    assessments: list[Assessment]
    settled_at: datetime | None
    settled_by: Named | None
    assessment_id: UUID | None  # that was chosen; null in a settled one: they came to agree
    reason: str


class NotApplied(Shape):
    """What a device did when others had been quicker: it is kept as it was said, and changed nothing."""

    id: UUID
    kind: str
    said: dict[str, Any]
    device: Named
    person: Named
    made_at: datetime | None
    received_at: datetime
    problem: Problem


class DisagreementList(Shape):
    items: list[Disagreement]
    not_applied: list[NotApplied]
