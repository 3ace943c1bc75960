"""Hazards counted."""

from uuid import UUID

from inspections.models import Status

from .base import Shape, listing


class Cluster(Shape):
    lon: float
    lat: float
    count: int
    statuses: dict[Status, int]
    bbox: tuple[float, float, float, float]  # of the cell, to zoom in on it
    hazard_id: UUID | None  # of the only one, where it is known


class Counts(Shape):
    status: dict[Status, int]
    type: dict[str, int]
    month: dict[str, int]


ClusterList = listing(Cluster)
