"""Disputed ownership: its state and last day, who stands guard, and what each step rests on."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from inspections.models import DisputeState, DisputeVerb

from .base import Named, Shape, listing


class Authority(Shape):
    """The area whose government may designate the owner."""

    code: str
    level: Literal["country", "province", "city", "county", "township"]


class Guard(Shape):
    """Who warns and guards meanwhile, by when, and since when it is so."""

    agency: Named
    due_at: datetime
    legal_basis: list[str]
    verified: bool
    guarded_at: datetime | None
    late: bool


class DisputeStep(Shape):
    id: UUID
    move: DisputeVerb
    state: DisputeState
    agency: Named | None
    by_agency: Named | None
    by: str | None
    at: datetime | None
    on: date | None
    document_no: str | None
    photo_id: UUID | None
    note: str
    recorded_at: datetime
    recorded_by: Named


class Dispute(Shape):
    id: UUID
    hazard_id: UUID
    hazard_number: str
    version: int
    state: DisputeState
    opened_at: datetime
    opened_by: Named
    note: str
    extends_to: list[str]
    due_on: date | None
    overdue: bool
    authority: Authority
    guard: Guard
    owner: Named | None
    steps: list[DisputeStep]
    moves: list[DisputeVerb]


class DenialCount(Shape):
    """How often an agency denied, and in how many disputes: a sign of quality, never a score."""

    agency: Named
    denials: int
    disputes: int


DisputeList = listing(Dispute)
DenialCountList = listing(DenialCount)
