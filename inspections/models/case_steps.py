"""What is done in a case, step by step, with the words, dates and documents that each step rests on."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from ..db import Base, Id
from . import columns


class CaseState(StrEnum):
    CLUE_REGISTERED = "clue_registered"
    CLUE_ASSESSING = "clue_assessing"
    PRELIMINARY_INVESTIGATION = "preliminary_investigation"
    CLUE_TRANSFERRED = "clue_transferred"
    FILING_REVIEW = "filing_review"
    NOT_FILED = "not_filed"
    FILED = "filed"
    INVESTIGATING = "investigating"
    INVESTIGATION_CONCLUDED = "investigation_concluded"
    RECOMMENDATION_DECIDED = "recommendation_decided"
    RECOMMENDATION_SERVED = "recommendation_served"  # sent off; nothing runs before it is received
    REPLY_PERIOD = "reply_period"
    FOLLOW_UP = "follow_up"
    SUSPENDED = "suspended"
    REVIEW_CONCLUDED = "review_concluded"
    TRANSFERRED_OFFICE = "transferred_office"
    SUIT_FILED = "suit_filed"
    SUIT_WITHDRAWN = "suit_withdrawn"
    CLAIM_CHANGED = "claim_changed"
    JUDGED = "judged"
    APPEALED = "appealed"
    EXECUTING = "executing"
    CLOSED = "closed"


class CaseVerb(StrEnum):
    ASSESS = "assess"
    INVESTIGATE_FIRST = "investigate_first"
    TRANSFER_CLUE = "transfer_clue"
    PROPOSE_FILING = "propose_filing"
    REVIEW_FILING = "review_filing"
    REFUSE_FILING = "refuse_filing"
    FILE = "file"
    NOTIFY_FILING = "notify_filing"
    INVESTIGATE = "investigate"
    CONSULT = "consult"
    CONCLUDE_INVESTIGATION = "conclude_investigation"
    RECOMMEND = "recommend"
    ANNOUNCE = "announce"
    SERVE = "serve"
    RECEIVE = "receive"
    NOTE_REPLY = "note_reply"
    FOLLOW_UP = "follow_up"
    JUDGE_ITEMS = "judge_items"
    SUSPEND = "suspend"
    RESUME = "resume"
    CONCLUDE_REVIEW = "conclude_review"
    TRANSFER = "transfer"
    SUE = "sue"
    WITHDRAW_SUIT = "withdraw_suit"
    CHANGE_CLAIM = "change_claim"
    NOTE_JUDGMENT = "note_judgment"
    APPEAL = "appeal"
    EXECUTE = "execute"
    REPORT_TO_SUPERIOR = "report_to_superior"
    CLOSE = "close"
    NOTIFY_CLOSING = "notify_closing"
    REOPEN = "reopen"


class CaseProposal(StrEnum):
    """What a report proposes to the chief (domain §1.3: 调查终结报告, 审查终结报告)."""

    CLOSE = "close"
    RECOMMEND = "recommend"
    ANNOUNCE = "announce"
    SUE = "sue"
    TRANSFER = "transfer"


class ClosureReason(StrEnum):
    """Art. 74 of the rules of 2021."""

    NO_VIOLATION = "no_violation"
    INTEREST_PROTECTED = "interest_protected"
    FULLY_RECTIFIED = "fully_rectified"
    OTHER = "other"


class NonperformanceGround(StrEnum):
    """Art. 82 of the rules of 2021."""

    NO_REPLY_NO_MEASURES = "no_reply_no_measures"
    PLAN_NOT_EXECUTED = "plan_not_executed"
    REPLIED_PARTIAL_OR_NONE = "replied_partial_or_none"
    CRIMINAL_TRACK_BUT_DUTY_REMAINS = "criminal_track_but_duty_remains"
    OBSTACLE_GONE_NOT_RESUMED = "obstacle_gone_not_resumed"
    MEASURES_UNLAWFUL = "measures_unlawful"
    OTHER = "other"


class ServiceMode(StrEnum):
    """How a document was sent (domain §6.1)."""

    DIRECT = "direct"
    POST = "post"
    ELECTRONIC = "electronic"
    PROCLAIMED = "proclaimed"  # 宣告送达
    LEFT = "left"  # 留置送达


class ReceiptBasis(StrEnum):
    """On what the day of effective receipt rests."""

    SIGNED = "signed"
    POSTAL_SLIP = "postal_slip"
    LEFT_ON_REFUSAL = "left_on_refusal"
    PROCLAIMED = "proclaimed"
    ELECTRONIC_RECEIPT = "electronic_receipt"


class ReportAbout(StrEnum):
    """What the superior office is told of."""

    RECOMMENDATION = "recommendation"
    SUSPENSION = "suspension"
    SUIT = "suit"
    JUDGMENT = "judgment"


class CaseStep(Base):
    """A move: the state after it, and what was said. ``decision_id`` names the chief's word that it carries out."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    id: Mapped[Id]
    case_id: Mapped[UUID] = columns.to("pil_case.id")
    position: Mapped[int]
    verb: Mapped[CaseVerb]
    state: Mapped[CaseState]  # after it
    on: Mapped[date | None]  # the day that it counts from: of dispatch, of receipt, of a judgment …
    number: Mapped[columns.Name | None]  # of a suit, a judgment, a document
    note: Mapped[columns.Note]
    said: Mapped[dict[str, Any]]  # everything else, by the names of the move's fields
    photo_id: Mapped[UUID | None] = columns.to("photo.id")
    decision_id: Mapped[UUID | None] = columns.to("decision.id")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = columns.to("person.id")
    draft_digest: Mapped[columns.Digest]
