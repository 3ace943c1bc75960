"""What must be visited, why and by when; closed by the finding that answers it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class FollowUpReason(StrEnum):
    REFERRED = "referred"  # a first look some days after the referral
    FIX_CLAIMED = "fix_claimed"  # somebody says that it is fixed
    NOT_FIXED = "not_fixed"  # a visit found it not or only partly fixed
    ESCALATED = "escalated"
    PERIOD_OVER = "period_over"  # the agency's time to answer has passed
    LOOK_BACK = "look_back"  # whether it stayed fixed, some months after it was closed
    SECOND_LOOK_BACK = "second_look_back"


LOOK_BACKS = frozenset({FollowUpReason.LOOK_BACK, FollowUpReason.SECOND_LOOK_BACK})
DATED = LOOK_BACKS | {FollowUpReason.PERIOD_OVER}  # belong to a day: a visit long before it does not answer them


class FollowUp(Base):
    """Written in the transaction of the event that causes it."""

    __tablename__ = "follow_up"
    __table_args__ = (Index(None, "closed_at", "due_on", "id"), Index(None, "hazard_id"))

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    reason: Mapped[FollowUpReason]
    due_on: Mapped[date]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_finding_id: Mapped[UUID | None] = columns.to("finding.id")
    closed_because: Mapped[columns.Code | None]  # the move that made the visit needless
