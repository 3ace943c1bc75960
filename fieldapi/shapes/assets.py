"""A registered asset, and its file: one well, one file (一井一档案)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from inspections.models import AssetStatus, Severity, Status

from .base import Named, Shape
from .hazards import Event
from .responsibility import Location


class AssetState(Shape):
    version: int
    register_name: str
    kind: str
    component_code: str | None
    name: str
    owner: Named | None
    owner_text: str
    location: Location
    status: AssetStatus | None
    cover_class: str | None
    net: bool | None
    last_patrol_on: date | None
    attributes: dict[str, Any]
    import_id: UUID | None
    valid_from: date
    missing_since: date | None


class Asset(AssetState):
    id: UUID
    office: Named
    scheme: str
    code: str
    raw_id: str
    sensitivity: Literal["public", "restricted"]


class PastState(AssetState):
    valid_to: date


class AssetHazard(Shape):
    id: UUID
    number: str
    status: Status
    type: str
    severity: Severity
    seen_at: datetime


class AssetFile(Asset):
    hazards: list[AssetHazard]
    history: list[PastState]
    timeline: list[Event]


class AssetList(Shape):
    items: list[Asset]
    next_cursor: str | None
    withheld: bool  # assets of restricted kinds match, but are too many to be listed
