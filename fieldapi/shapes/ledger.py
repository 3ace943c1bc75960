"""The ledger as others check it: checkpoints, keys and proofs. Hashes are hex."""

from datetime import datetime

from .base import Shape


class LedgerKey(Shape):
    vkey: str
    since_size: int
    at: datetime
    statement: str | None


class Cosigned(Shape):
    witness: str
    at: datetime


class Checkpoint(Shape):
    origin: str
    size: int
    root: str
    at: datetime
    note: str
    cosigned: list[Cosigned]
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
