"""The cards of cameras, recorders and drones, and their spots."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from inspections.models import CardState, Joined, PhotoKind

from .base import Named, Shape, listing
from .photos import Claimed


class CardFile(Shape):
    """``joined`` says why it is at its spot; ``method`` how it was made, as far as its maker's name tells."""

    id: UUID
    name: str
    sha256: str
    size_bytes: int
    media_type: str
    claimed: Claimed
    method: Literal["drone", "recorder_import"] | None
    joined: Joined | None
    upload_id: UUID | None
    photo_id: UUID | None
    hazard_id: UUID | None


class CardNeighbour(Shape):
    """A hazard within the radius of its type."""

    hazard_id: UUID
    number: str
    type: str
    distance_m: float


class CardCentre(Shape):
    lon: float
    lat: float
    datum: Literal["WGS84"]


class CardSpot(Shape):
    """Times as the files claim them. Decided means that a person said what it is; applied, that it is evidence."""

    id: UUID
    state: Literal["proposed", "decided", "applied"]
    centre: CardCentre | None
    first_at: str | None
    last_at: str | None
    kind: PhotoKind
    hazard_id: UUID | None
    record: dict[str, Any] | None
    nearby: list[CardNeighbour]
    files: list[CardFile]


class Skipped(Shape):
    name: str
    code: str
    message: str


class CardItem(Shape):
    id: UUID
    version: int
    state: CardState
    office: Named
    created_by: Named
    created_at: datetime
    name: str
    inspection_id: UUID | None
    gap_minutes: int
    radius_m: int
    file_count: int
    unsorted_count: int  # files that are evidence of nothing yet


class Card(CardItem):
    """``unsorted`` are the files at no spot."""

    spots: list[CardSpot]
    unsorted: list[CardFile]
    skipped: list[Skipped]


class UnsortedPhoto(CardFile):
    card_id: UUID
    spot_id: UUID | None


CardList = listing(CardItem)
UnsortedList = listing(UnsortedPhoto)
