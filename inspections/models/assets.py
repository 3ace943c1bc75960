"""Asset registers: one cover, one number (一盖一编号); one well, one file (一井一档案).

``asset`` holds each asset as it is now. A change first copies the state that ends into ``asset_history``, so that
the past is answered as it was; nothing is ever deleted.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geo.coordinates import Datum

from ..db import Base, Id
from . import columns


class AssetStatus(StrEnum):
    """The four words of city-component registers (完好, 破损, 丢失, 废弃)."""

    INTACT = "intact"
    DAMAGED = "damaged"
    LOST = "lost"
    ABANDONED = "abandoned"


class AssetState:
    """What is known of an asset for a period."""

    version: Mapped[int]
    register_name: Mapped[columns.Name]
    kind: Mapped[columns.Code] = columns.to("asset_kind.code")
    component_code: Mapped[columns.Code | None]  # GB/T 30428.2, as the register spells it
    name: Mapped[columns.Name]
    owner_id: Mapped[UUID | None] = columns.to("agency.id")
    owner_text: Mapped[columns.Name]  # as the register names it
    lon: Mapped[float]  # WGS 84, normalised; what was received is beside it
    lat: Mapped[float]
    received_lon: Mapped[float]
    received_lat: Mapped[float]
    received_datum: Mapped[Datum]
    status: Mapped[AssetStatus | None]
    cover_class: Mapped[columns.Code | None]  # GB/T 23858: A15 … F900
    net: Mapped[bool | None]  # an anti-fall net; null when nobody knows
    last_patrol_on: Mapped[date | None]
    attributes: Mapped[dict[str, Any]]  # the register's other columns
    digest: Mapped[columns.Code]  # of all above but the version: tells whether a row changed
    import_id: Mapped[UUID | None] = columns.to("import.id")  # whose register said so; null: a person
    valid_from: Mapped[date]
    missing_since: Mapped[date | None]  # the register no longer lists it


class Asset(AssetState, Base):
    """An asset as it is now, under the code that its office's scheme gives it."""

    __tablename__ = "asset"
    __table_args__ = (
        UniqueConstraint("office_id", "scheme", "code"),
        CheckConstraint("lat BETWEEN -90 AND 90", name="lat_range"),
        CheckConstraint("lon BETWEEN -180 AND 180", name="lon_range"),
        Index(None, "lon", "lat", "kind"),
        Index(None, "owner_id"),
        Index(None, "code"),
    )

    id: Mapped[Id]
    office_id: Mapped[UUID] = columns.to("office.id")
    scheme: Mapped[columns.Code]
    code: Mapped[columns.Code]
    raw_id: Mapped[columns.Name]  # as the register spells the code; never taken apart
    changed_at: Mapped[datetime]
    draft_digest: Mapped[columns.Digest | None]  # of what was said of one recorded on site: tells a repeat


class AssetHistory(AssetState, Base):
    """A state that ended: it held from ``valid_from`` to ``valid_to``, both days included."""

    __tablename__ = "asset_history"
    __table_args__ = (Index(None, "lon", "lat", "kind"),)

    asset_id: Mapped[UUID] = columns.to("asset.id", primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    valid_to: Mapped[date]
