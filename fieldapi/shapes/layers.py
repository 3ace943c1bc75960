"""Area layers."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from geo.coordinates import Datum
from inspections.models import LayerKind

from .base import Shape, listing


class Withdrawn(Shape):
    at: datetime
    reason: str


class Layer(Shape):
    """One version. ``valid_from`` and ``valid_to`` are the days on which it is in force, both included."""

    id: UUID
    key: str
    version: int
    name: str
    kind: LayerKind
    source: str
    licence: str
    invented: bool
    features: int
    valid_from: date | None
    valid_to: date | None
    office_id: UUID | None
    import_id: UUID | None
    digest: str
    crs: str
    datum: Datum
    method: str
    imported_at: datetime
    withdrawn: Withdrawn | None


class FeatureCollection(Shape):
    type: Literal["FeatureCollection"]
    attribution: str
    features: list[dict[str, Any]]


LayerList = listing(Layer)
