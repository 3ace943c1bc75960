"""What a device is told."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from .base import Named, Shape, listing
from .disagreements import Disagreement
from .followups import FollowUp
from .hazards import Hazard
from .inspections import Inspection
from .problems import Problem


class Receipt(Shape):
    """The entry of the ledger; a device keeps it until a signed checkpoint proves that it is in there."""

    seq: int
    leaf: str  # base64


class ItemResult(Shape):
    id: UUID
    seq: int
    status: Literal["stored", "repeated", "waiting", "conflict", "refused"]
    receipt: Receipt | None
    problem: Problem | None  # why it was refused, what it waits for, or who was quicker


class Gap(Shape):
    """Numbers that the device gave and that never came, both included."""

    first: int
    last: int


class Gone(Shape):
    hazard_ids: list[UUID]
    inspection_ids: list[UUID]


class Changes(Shape):
    hazards: list[Hazard]
    inspections: list[Inspection]
    follow_ups: list[FollowUp]  # all that are open of these hazards
    disagreements: list[Disagreement]  # all that are open of these hazards
    gone: Gone
    versions: dict[str, str]
    next_cursor: str
    more: bool


class Synced(Shape):
    results: list[ItemResult]
    gaps: list[Gap]
    changes: Changes | None


class Device(Shape):
    id: UUID
    name: str
    person: Named
    last_seq: int
    first_seen_at: datetime
    seen_at: datetime
    lost_at: datetime | None
    lost_by: Named | None
    lost_reason: str | None


class UnsettledItem(ItemResult):
    kind: str
    about_id: UUID
    made_at: datetime | None
    received_at: datetime


class MissingPhoto(Shape):
    hazard_id: UUID
    sha256: str


class DeviceState(Device):
    gaps: list[Gap]
    unsettled: list[UnsettledItem]
    missing_photos: list[MissingPhoto]


class PackageKey(Shape):
    recipient: str  # age1…


class ReceiptField(Shape):
    path: str
    code: str


class PackageResult(Shape):
    """What became of an item, without a word of what it said."""

    id: UUID
    seq: int
    status: Literal["stored", "waiting", "conflict", "refused"]
    receipt: Receipt | None
    code: str | None
    fields: list[ReceiptField]


class Receipts(Shape):
    format: Literal["lanjian-receipts/1"]
    package: str  # SHA-256 of the manifest
    device_id: UUID
    results: list[PackageResult]


DeviceList = listing(Device)
