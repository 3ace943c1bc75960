"""Area layers: counties, townships, responsibility zones. Geometry is WGS 84 GeoJSON; never edited in place."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class Layer(Base):
    """One import of one file."""

    __tablename__ = "layer"

    id: Mapped[Id]
    key: Mapped[columns.Key]
    name: Mapped[columns.Name]
    kind: Mapped[columns.Code]  # county, township, zone
    source: Mapped[columns.Note]
    licence: Mapped[columns.Name]
    digest: Mapped[columns.Digest]
    invented: Mapped[bool]  # made up for the demonstration; every map of it says 示意
    imported_at: Mapped[datetime]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class AreaFeature(Base):
    __tablename__ = "area_feature"
    __table_args__ = (Index(None, "layer_id"), Index(None, "code"))

    id: Mapped[Id]
    layer_id: Mapped[UUID] = columns.to("layer.id")
    code: Mapped[columns.Code]
    name: Mapped[columns.Name]
    attributes: Mapped[dict[str, Any]]
    geometry: Mapped[dict[str, Any]] = mapped_column(JSON)
