"""What the ledger signs about itself, and the public halves of the keys that it signs with."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from . import columns


class LedgerKey(Base):
    """A key of the ledger. The private half is a file outside the database."""

    __tablename__ = "ledger_key"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, …: each follows the one before
    vkey: Mapped[columns.Note]
    since_size: Mapped[int]  # checkpoints from this size on are signed with it
    at: Mapped[datetime]
    statement: Mapped[columns.Note | None]  # that it follows, as a note signed with both; null for the first


class Checkpoint(Base):
    """A tree head as the signed note that was made of it (C2SP tlog-checkpoint), without cosignatures."""

    __tablename__ = "checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    note: Mapped[columns.Note]
