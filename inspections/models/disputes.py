"""Disputed or unknown ownership of a hazard: a timed path from a claim to an owner who accepts, or to a withdrawal."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns


class DisputeState(StrEnum):
    """States of domain reference §4.4, and the counter-act."""

    CLAIMED = "claimed"  # somebody is said to own it, or nobody is known to
    CONTESTED = "contested"  # enough different agencies have denied
    CONFERENCE_SCHEDULED = "conference_scheduled"  # 认领会
    DESIGNATED = "designated"
    APPEALED = "appealed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


OVER = frozenset({DisputeState.ACCEPTED, DisputeState.WITHDRAWN})


class DisputeVerb(StrEnum):
    DENY = "deny"
    SCHEDULE_CONFERENCE = "schedule_conference"
    ACKNOWLEDGE = "acknowledge"  # 认领
    DESIGNATE = "designate"
    ACCEPT = "accept"
    APPEAL = "appeal"
    GUARD = "guard"
    WITHDRAW = "withdraw"


class OwnershipDispute(Base):
    """One at a time per hazard. The guard's duty (属地先行看护) is a fact with its own instant, beside the states."""

    __tablename__ = "ownership_dispute"
    __table_args__ = (Index(None, "hazard_id"), Index(None, "due_on", "id"))

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    version: Mapped[int] = mapped_column()
    state: Mapped[DisputeState]
    due_on: Mapped[date]  # the last day of the present state; of the last one once it is over
    note: Mapped[columns.Note]
    extends_to: Mapped[list[Any]]  # codes of further areas into which the thing reaches
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = columns.to("person.id")
    changed_at: Mapped[datetime]
    guard_id: Mapped[UUID] = columns.to("agency.id")
    guard_due_at: Mapped[datetime]
    guard_legal_basis: Mapped[list[Any]]
    guard_verified: Mapped[bool]
    draft_digest: Mapped[columns.Digest]

    steps: Mapped[list["DisputeStep"]] = relationship(order_by="DisputeStep.position")

    __mapper_args__: ClassVar = {"version_id_col": version}


class DisputeStep(Base):
    """A move and what it rests on: who denied by which document, who designated whom, who stood guard."""

    __tablename__ = "dispute_step"
    __table_args__ = (UniqueConstraint("dispute_id", "position"), Index(None, "agency_id"))

    id: Mapped[Id]
    dispute_id: Mapped[UUID] = columns.to("ownership_dispute.id")
    position: Mapped[int]
    verb: Mapped[DisputeVerb]
    state: Mapped[DisputeState]  # after it
    agency_id: Mapped[UUID | None] = columns.to("agency.id")  # that denies, acknowledges or is designated
    by_agency_id: Mapped[UUID | None] = columns.to("agency.id")  # that convenes or designates
    by: Mapped[columns.Name | None]  # in words
    at: Mapped[datetime | None]
    on: Mapped[date | None]  # of the meeting, of the document
    document_no: Mapped[columns.Name | None]
    photo_id: Mapped[UUID | None] = columns.to("photo.id")
    note: Mapped[columns.Note]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = columns.to("person.id")
    draft_digest: Mapped[columns.Digest]
