"""What a device takes along."""

from datetime import date
from typing import Any, Literal

from geo.answers import Role, Source

from .base import Named, Shape


class OfflineAreas(Shape):
    type: Literal["FeatureCollection"]
    features: list[dict[str, Any]]


class OfflinePlace(Shape):
    phrase: str
    owner: list[int]
    regulator: list[int]
    territorial: list[int]


class OfflineRow(Shape):
    type: str | None
    asset_kind: str | None
    place_kind: str | None
    candidates: list[int]


class OfflineCandidate(Shape):
    role: Role
    agency: Named | None
    source: Source
    rule: str | None
    reason: str
    legal_basis: list[str]
    verified: bool


class OfflineResponsibility(Shape):
    version: str
    versions: dict[str, str]
    valid_from: date | None
    valid_to: date | None
    areas: OfflineAreas
    places: dict[str, OfflinePlace]
    rows: list[OfflineRow]
    candidates: list[OfflineCandidate]
