"""Counters of hazards, kept with every change so that a map and a dashboard need not count rows."""

from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from . import columns
from .hazards import Status


class Tally(Base):
    """How many hazards of a type an office has in a status, by the month in which they were seen."""

    __tablename__ = "tally"

    office_id: Mapped[UUID] = columns.to("office.id", primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 202606, in Asia/Shanghai
    status: Mapped[Status] = mapped_column(primary_key=True)
    type: Mapped[columns.Code] = mapped_column(primary_key=True)
    count: Mapped[int]


class ClusterCell(Base):
    """How many hazards of an office lie in a cell of a level, and the sum of their places in 1e-7 degree."""

    __tablename__ = "cluster_cell"

    office_id: Mapped[UUID] = columns.to("office.id", primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cell: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(primary_key=True)
    count: Mapped[int]
    lon_e7: Mapped[int] = mapped_column(BigInteger)
    lat_e7: Mapped[int] = mapped_column(BigInteger)
