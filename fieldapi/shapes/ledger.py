"""The ledger as others check it: checkpoints, keys and proofs. Hashes are hex."""

from datetime import datetime
from uuid import UUID

from .base import Named, Shape, listing


class LedgerKey(Shape):
    vkey: str
    since_size: int
    at: datetime
    statement: str | None


class Cosigned(Shape):
    witness: str
    at: datetime


class TimeStamp(Shape):
    """The first is over the checkpoint's note, each further one carries on the one before."""

    id: UUID
    at: datetime
    ends_at: datetime


class Ledger(Shape):
    size: int
    signed_size: int
    anchored_size: int
    waiting_since: datetime | None
    waiting_s: float
    time_to_anchor_s: float | None


class Checkpoint(Shape):
    origin: str
    size: int
    root: str
    at: datetime
    note: str
    cosigned: list[Cosigned]
    stamped: list[TimeStamp]
    keys: list[LedgerKey]


class Proof(Shape):
    size: int
    root: str
    hashes: list[str]
    checkpoint: Checkpoint | None


class Inclusion(Proof):
    seq: int
    index: int
    leaf: str


class Consistency(Proof):
    first: int
    first_root: str


class EntrySubject(Shape):
    kind: str
    id: UUID


class Entry(Shape):
    seq: int
    at: datetime
    type: str
    actor: Named | None
    office: Named | None
    subjects: list[EntrySubject]


EntryList = listing(Entry)
