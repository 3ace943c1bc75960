"""Checklists, the answers by them, and the report of an import."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from .base import Named, Shape, listing


class Limit(Shape):
    """A limit that is not verified guides; it makes no violation."""

    min: float | None
    max: float | None
    value: str | None
    source: str
    verified: bool


class Question(Shape):
    key: str
    label_zh: str
    label_en: str
    kind: Literal["bool", "number", "text", "choice"]
    unit: str | None
    choices: list[str] | None
    limit: Limit | None
    asset_kinds: list[str] | None  # null: asked at all


class Stop(Shape):
    label_zh: str
    label_en: str


class Checklist(Shape):
    hazard_type: str
    version: int
    items: list[Question]
    shots: list[str]
    stops: list[Stop]


ChecklistList = listing(Checklist)


class Judged(Shape):
    key: str
    value: float
    unit: str | None
    limit: Limit
    outcome: Literal["within", "violation", "beyond_guide"]


class Answered(Shape):
    id: UUID
    hazard_type: str
    checklist_version: int
    inspection_id: UUID | None
    answers: dict[str, bool | float | str]
    judged: list[Judged]
    answered_by: Named
    answered_at: datetime


class HazardChecklist(Shape):
    checklist: Checklist
    missing_shots: list[str]
    answers: list[Answered]


class ChecklistReport(Shape):
    """Keys of questions; ``other`` names what else changes. ``same``: nothing does."""

    hazard_type: str
    version: int
    same: bool
    applied: bool
    added: list[str]
    removed: list[str]
    changed: list[str]
    other: list[str]
