"""Tokens of a time-stamp authority (RFC 3161), kept as they came."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class TimeStamp(Base):
    """A token over a checkpoint's note; or, without a checkpoint, over the tokens that it renews.

    ``renewed_by_id`` alone is ever written to a token that is there.
    """

    __tablename__ = "time_stamp"

    id: Mapped[Id]
    checkpoint_size: Mapped[int | None] = columns.to("checkpoint.size", index=True)
    token: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]  # by the authority's clock
    ends_at: Mapped[datetime]  # when its certificate ends
    renew_at: Mapped[datetime] = mapped_column(index=True)
    renewed_by_id: Mapped[UUID | None] = columns.to("time_stamp.id", index=True)
