"""Sealed files that brought items from devices without a network."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from . import columns


class Package(Base):
    """A package that was taken: by what is inside, so that the same one sealed again is the same."""

    __tablename__ = "package"

    digest: Mapped[columns.Digest] = mapped_column(primary_key=True)  # SHA-256 of its manifest
    device_id: Mapped[UUID] = columns.to("device.id")
    item_ids: Mapped[list[Any]]
    received_at: Mapped[datetime]
    received_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: on the command line
