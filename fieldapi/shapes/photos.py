"""Evidence: what was captured, what the file claims."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geo.coordinates import Datum
from inspections.models import PhotoKind, PhotoStatus, PreviewState, Provenance

from .base import Named, Shape, listing


class PhotoPlace(Shape):
    lon: float
    lat: float
    datum: Datum
    accuracy_m: float | None


class Captured(Shape):
    at: datetime | None
    location: PhotoPlace | None
    source: str | None
    heading_deg: float | None  # clockwise from north, as the device says


class Claimed(Shape):
    taken_at: str | None
    location: PhotoPlace | None
    device: str | None
    software: str | None
    direction_deg: float | None
    altitude_m: float | None
    notes: list[str]  # why something could not be read


class Photo(Shape):
    id: UUID
    hazard_id: UUID
    sha256: str
    sm3: str
    size_bytes: int
    media_type: str
    kind: PhotoKind
    captured: Captured | None
    claimed: Claimed
    received_at: datetime
    uploaded_by: Named
    provenance: Provenance
    status: PhotoStatus
    cleared: bool
    preview: PreviewState
    preview_reason: str | None
    flags: list[str]
    flag_details: dict[str, Any]


PhotoList = listing(Photo)
