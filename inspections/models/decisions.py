"""What the chief decided: given here, or recorded from the official system, which alone numbers documents."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class DecisionKind(StrEnum):
    TRANSFER_CLUE = "transfer_clue"
    NOT_FILE = "not_file"
    FILE = "file"
    RECOMMEND = "recommend"
    ANNOUNCE = "announce"
    SUSPEND = "suspend"
    TRANSFER = "transfer"
    SUE = "sue"
    WITHDRAW_SUIT = "withdraw_suit"
    CHANGE_CLAIM = "change_claim"
    CLOSE = "close"
    REOPEN = "reopen"


class DecisionWay(StrEnum):
    GIVEN = "given"  # by the chief or a deputy, in here
    RECORDED = "recorded"  # from the official system


class Decision(Base):
    __tablename__ = "decision"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[UUID] = columns.to("pil_case.id")
    kind: Mapped[DecisionKind]
    way: Mapped[DecisionWay]
    number: Mapped[columns.Name | None]
    decided_on: Mapped[date]
    decided_by_id: Mapped[UUID] = columns.to("person.id")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = columns.to("person.id")
    note: Mapped[columns.Note]
    photo_id: Mapped[UUID | None] = columns.to("photo.id")  # the scan, attached to a hazard of the case
    upload_id: Mapped[UUID | None]  # the scan, sent by itself; no reference: it may be tidied away, its bytes stay
    sha256: Mapped[columns.Digest | None]  # of the scan


class DecisionRule(Base):
    """How decisions of a kind may come about in an office. Without a row both ways are open."""

    __tablename__ = "decision_rule"

    office_id: Mapped[UUID] = columns.to("office.id", primary_key=True)
    kind: Mapped[DecisionKind] = mapped_column(primary_key=True)
    may_give: Mapped[bool]
    may_record: Mapped[bool]
    set_at: Mapped[datetime]
    set_by_id: Mapped[UUID] = columns.to("person.id")
