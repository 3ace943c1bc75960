"""Relapses: a closed hazard that a visit found again, and what a person decided to do about it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class RelapseAction(StrEnum):
    """The three ways that the rules of practice know (domain S5)."""

    REOPEN_REVIEW = "reopen_review"
    NEW_CLUE = "new_clue"
    NO_ACTION = "no_action"


class Relapse(Base):
    __tablename__ = "relapse"

    id: Mapped[Id]
    finding_id: Mapped[UUID] = columns.to("finding.id", unique=True)
    hazard_id: Mapped[UUID] = columns.to("hazard.id", unique=True)  # the new record
    action: Mapped[RelapseAction | None]
    reason: Mapped[columns.Note | None]
    case_id: Mapped[UUID | None] = columns.to("pil_case.id")  # in which it goes on
    decided_by_id: Mapped[UUID | None] = columns.to("person.id")
    decided_at: Mapped[datetime | None]
