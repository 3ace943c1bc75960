"""Area layers: counties, townships, responsibility zones. Geometry is WGS 84 GeoJSON; never edited in place."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class LayerKind(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ZONE = "zone"  # 责任区
    ROAD = "road"  # sections
    NETWORK = "network"  # service areas of pipe and cable networks
    GRID = "grid"  # 单元网格
    SENSITIVE = "sensitive"  # schools, hospitals, markets


class Layer(Base):
    """One version of a layer: one file, imported once. What ends a version is its successor; nothing here is edited.

    ``valid_from`` and ``valid_to`` are as declared; see `inspections.layers.periods` for when a version is in force.
    """

    __tablename__ = "layer"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(80))  # the same for all versions
    version: Mapped[int]
    name: Mapped[columns.Name]
    kind: Mapped[columns.Code]  # a LayerKind
    source: Mapped[columns.Note]
    licence: Mapped[columns.Name]
    digest: Mapped[columns.Digest]
    invented: Mapped[bool]  # made up for the demonstration; every map of it says 示意
    imported_at: Mapped[datetime]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    office_id: Mapped[UUID | None] = columns.to("office.id")  # whose it is
    import_id: Mapped[UUID | None] = columns.to("import.id")
    crs: Mapped[columns.Note]  # of the file, such as EPSG:4547
    datum: Mapped[columns.Code]  # of the file's coordinates
    method: Mapped[columns.Note]  # how they became WGS 84
    withdrawn_at: Mapped[datetime | None]  # it was wrong: as if it had never been in force
    withdrawn_by_id: Mapped[UUID | None] = columns.to("person.id")
    withdrawn_reason: Mapped[columns.Note | None]


class AreaFeature(Base):
    __tablename__ = "area_feature"
    __table_args__ = (Index(None, "layer_id"), Index(None, "code"))

    id: Mapped[Id]
    layer_id: Mapped[UUID] = columns.to("layer.id")
    code: Mapped[columns.Code]
    name: Mapped[columns.Name]
    attributes: Mapped[dict[str, Any]]
    geometry: Mapped[dict[str, Any]] = mapped_column(JSON)
