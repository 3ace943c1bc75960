"""Responsibility rules, and what a change of them would change."""

from datetime import date, datetime
from uuid import UUID

from geo.answers import Confidence
from geo.answers import Role as ResponsibilityRole

from .base import Named, Shape, listing


class Document(Shape):
    title: str
    number: str
    date: date | None
    article: str


class OverriddenRule(Shape):
    code: str
    version: int
    area_code: str


class Rule(Shape):
    id: UUID
    code: str
    version: int
    role: ResponsibilityRole
    hazard_type: str | None
    asset_kind: str | None
    place_kind: str | None
    area_code: str
    agency: Named | None
    agency_function: str | None
    reason: str
    legal_basis: list[str]
    source_document: Document | None
    verified: bool
    verified_by: Named | None
    verified_at: datetime | None
    priority: int
    valid_from: date | None
    valid_to: date | None
    note: str
    recorded_by: Named | None
    recorded_at: datetime | None
    office: Named | None
    overrides: list[OverriddenRule]


class Shifted(Shape):
    """So many hazards go from some agencies to others; no agency is the unknown owner."""

    role: ResponsibilityRole
    before: list[Named]
    after: list[Named]
    count: int


class PreviewCandidate(Shape):
    agency: Named | None
    rule: str | None
    reason: str
    confidence: Confidence


class PreviewRole(Shape):
    role: ResponsibilityRole
    before: list[PreviewCandidate]
    after: list[PreviewCandidate]


class PreviewHazard(Shape):
    id: UUID
    number: str
    roles: list[PreviewRole]


class Warned(Shape):
    code: str
    rule: str
    other: str
    message: str


class RulePreview(Shape):
    """Of so many open hazards (``asked``) so many would change (``changed``); ``hazards`` are the first 50 of them."""

    on: date
    asked: int
    changed: int
    shifts: list[Shifted]
    hazards: list[PreviewHazard]
    warnings: list[Warned]


RuleList = listing(Rule)
