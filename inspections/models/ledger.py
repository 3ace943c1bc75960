"""The append-only ledger: history, timeline, custody and the leaves of the Merkle log."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base
from . import columns


class Entry(Base):
    """One act. ``canonical`` is what is proved; the personal text lives beside it in ``payload`` and may be erased.

    ``canonical`` holds SHA-256(salt ‖ payload), so the payload can be checked while it exists and the entry stays
    valid when it does not.
    """

    __tablename__ = "entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    type: Mapped[columns.Code]
    actor_id: Mapped[UUID | None] = columns.to("person.id")
    office_id: Mapped[UUID | None] = columns.to("office.id")
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)

    subjects: Mapped[list["EntrySubject"]] = relationship(order_by="EntrySubject.position")


class EntrySubject(Base):
    """What an entry is about: one row per hazard, inspection, photo or person it names."""

    __tablename__ = "entry_subject"
    __table_args__ = (Index(None, "kind", "subject_id", "seq"),)

    seq: Mapped[int] = columns.to("entry.seq", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID]


class Leaf(Base):
    """The hashes that an entry adds to the Merkle tree: its own, then those of the complete subtrees that it ends.

    They lie one behind the other, the smallest subtree first, so that the tree grows by one row and none ever changes.
    """

    __tablename__ = "leaf"

    seq: Mapped[int] = columns.to("entry.seq", primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class LedgerHead(Base):
    """One row. Counting it up locks it, so sequence numbers have no gaps and no twins."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int]
