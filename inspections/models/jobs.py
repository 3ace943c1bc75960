"""Work to be done after a commit. The outbox is the queue."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class Job(Base):
    """Written in the transaction that needs the work, leased by a worker, done at least once."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "done_at", "due_at"),)

    id: Mapped[Id]
    kind: Mapped[columns.Code]
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]  # not before; moved on by the lease and after a failure
    attempts: Mapped[int]
    last_error: Mapped[columns.Note]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up: a person has to look
