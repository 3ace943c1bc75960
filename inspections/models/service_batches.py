"""Many services asked for at once: a job works one after the other, and each tells how it ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns


class ServiceBatch(Base):
    __tablename__ = "service_batch"
    __table_args__ = (Index(None, "office_id"),)

    id: Mapped[Id]
    office_id: Mapped[UUID] = columns.to("office.id")
    created_by_id: Mapped[UUID] = columns.to("person.id")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    draft_digest: Mapped[columns.Digest]

    items: Mapped[list["ServiceBatchItem"]] = relationship(order_by="ServiceBatchItem.position")


class ServiceBatchItem(Base):
    """One document to one agency; ``problem`` is a code and its details when that one failed."""

    __tablename__ = "service_batch_item"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[Id]
    batch_id: Mapped[UUID] = columns.to("service_batch.id")
    position: Mapped[int]
    said: Mapped[dict[str, Any]]
    done_at: Mapped[datetime | None]
    service_id: Mapped[UUID | None] = columns.to("service.id")
    problem: Mapped[dict[str, Any] | None] = mapped_column()
