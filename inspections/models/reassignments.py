"""Answering many hazards anew after layers, rules or agencies changed: the difference first, then one act."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class ReassignmentState(StrEnum):
    COMPUTING = "computing"
    COMPUTED = "computed"  # the difference can be looked at, and applied
    APPLYING = "applying"
    APPLIED = "applied"


class Reassignment(Base):
    """One difference for the hazards of an office and of those below it. Its file is in the store under ``digest``."""

    __tablename__ = "reassignment"

    id: Mapped[Id]
    state: Mapped[ReassignmentState]
    office_id: Mapped[UUID] = columns.to("office.id")
    reason: Mapped[columns.Note]
    requested_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: from the command line
    requested_at: Mapped[datetime]
    reference_version: Mapped[int | None]  # of layers, rules and agencies: when it moves on, the difference is stale
    registers_version: Mapped[int | None]  # of assets, likewise
    map_versions: Mapped[dict[str, Any] | None]
    digest: Mapped[columns.Digest | None]
    total: Mapped[int]  # hazards that were answered anew
    changed: Mapped[int]  # hazards that would be, or were to be, changed
    counts: Mapped[list[Any]]  # how many change from whom to whom, per role
    done: Mapped[int]  # of the changed ones: written or left out
    left_out: Mapped[list[Any]]  # ids of hazards that somebody changed between the difference and the act
    applied_by_id: Mapped[UUID | None] = columns.to("person.id")
    applied_at: Mapped[datetime | None]
