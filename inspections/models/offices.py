"""Procuratorate offices in a tree, and the agencies, governments, companies, units and villages they deal with."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class Office(Base):
    """A people's procuratorate (人民检察院). ``path`` lists its ancestors and itself: one LIKE finds a subtree."""

    __tablename__ = "office"

    id: Mapped[Id]
    key: Mapped[columns.Key]
    name: Mapped[columns.Name]
    short_name: Mapped[columns.Name]
    area_code: Mapped[columns.Code]  # GB/T 2260
    parent_id: Mapped[UUID | None] = columns.to("office.id")
    path: Mapped[columns.Path]  # "/<root hex>/<child hex>/"


class AgencyKind(StrEnum):
    AGENCY = "agency"  # 行政机关
    GOVERNMENT = "government"  # 人民政府
    COMPANY = "company"
    UNIT = "unit"  # 事业单位, school, hospital …
    VILLAGE = "village"


class Agency(Base):
    """An organisation that may own, regulate or answer for a place. Old records keep old names."""

    __tablename__ = "agency"
    __table_args__ = (Index(None, "area_code"),)

    id: Mapped[Id]
    key: Mapped[columns.Key]
    name: Mapped[columns.Name]
    kind: Mapped[AgencyKind]
    area_code: Mapped[columns.Code]
    functions: Mapped[list[Any]]  # codes of agency_function
    parent_id: Mapped[UUID | None] = columns.to("agency.id")
    successor_id: Mapped[UUID | None] = columns.to("agency.id")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  # the last day, inclusive
