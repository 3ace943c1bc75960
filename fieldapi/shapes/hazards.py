"""A hazard, and what happened to it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geo.answers import Role as ResponsibilityRole
from inspections.models import CaseState, Severity, Status, Verdict

from .base import Named, Shape, listing
from .photos import Photo
from .responsibility import Area, Location, NoFix, Responsibility


class Origin(Shape):
    """The row of an earlier ledger that a hazard was imported from."""

    source: str
    external_number: str | None
    row: int
    import_id: UUID


class HazardCase(Shape):
    """A case that the hazard is in."""

    id: UUID
    number: str
    title: str
    state: CaseState


class Guarded(Shape):
    since: datetime
    by: str
    note: str
    photo_id: UUID | None


class Hazard(Shape):
    id: UUID
    number: str
    version: int
    status: Status
    type: str
    asset_kind: str | None
    place_kind: str | None
    asset_code: str | None
    asset_id: UUID | None
    severity: Severity
    description: str
    address: str
    seen_at: datetime
    received_at: datetime
    recorded_by: Named
    office: Named
    found_by_office: Named
    inspection_id: UUID | None
    origin: Origin | None
    previous_hazard_id: UUID | None
    duplicate_of_id: UUID | None
    split_from_id: UUID | None
    cases: list[HazardCase]
    referred_to: Named | None
    last_verdict: Verdict | None
    location: Location | NoFix
    area: Area | None
    responsibilities: list[Responsibility]
    chosen: dict[ResponsibilityRole, Named | None]
    map_versions: dict[str, str]
    flags: list[str]
    photos: list[Photo]
    declared_photos: list[str]
    missing_photos: list[str]
    incomplete: bool  # declared photos are still to come
    guarded: Guarded | None  # beside its state: a guarded hole is still a hole
    overdue: bool  # a visit to it is late, or a clock on it
    moves: list[str]


class Event(Shape):
    seq: int
    leaf: str
    at: datetime
    type: str
    actor: Named | None
    office_id: UUID | None
    payload: dict[str, Any] | None


EventList = listing(Event)
HazardList = listing(Hazard)
