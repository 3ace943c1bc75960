"""Witnesses: who cosigns our checkpoints, and the logs of other installations whose checkpoints we cosign."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class Witness(Base):
    """Another installation, or a public witness, that is asked to cosign our checkpoints (C2SP tlog-witness)."""

    __tablename__ = "witness"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    vkey: Mapped[columns.Note]
    url: Mapped[columns.Path]  # what stands before /add-checkpoint
    size: Mapped[int]  # of the checkpoint of ours that it saw last


class Cosignature(Base):
    """That a witness saw a checkpoint go on from all those that it saw before: the signature line."""

    __tablename__ = "cosignature"

    size: Mapped[int] = columns.to("checkpoint.size", primary_key=True, autoincrement=False)
    witness: Mapped[str] = columns.to("witness.name", primary_key=True)
    at: Mapped[datetime]
    line: Mapped[columns.Note]


class WatchedLog(Base):
    """A log that we cosign, with the whole note that was cosigned last: with it misbehaviour can be shown."""

    __tablename__ = "watched_log"

    origin: Mapped[str] = mapped_column(String(200), primary_key=True)
    vkey: Mapped[columns.Note]
    size: Mapped[int]
    note: Mapped[columns.Note | None]


class Fork(Base):
    """Two notes of one log, both signed by it, that can't both be true."""

    __tablename__ = "fork"

    id: Mapped[Id]
    origin: Mapped[str] = columns.to("watched_log.origin")
    at: Mapped[datetime]
    kept: Mapped[columns.Note]
    shown: Mapped[columns.Note]
