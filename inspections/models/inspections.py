"""Outings: who went, what they looked at, and their verdicts on known hazards."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns
from .hazards import Verdict


class InspectionKind(StrEnum):
    PATROL = "patrol"
    SITE_VISIT = "site_visit"
    SCENE_EXAMINATION = "scene_examination"
    JOINT_INSPECTION = "joint_inspection"
    FOLLOW_UP = "follow_up"
    LOOK_BACK = "look_back"
    URGENT_RESPONSE = "urgent_response"


class InspectionStatus(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    RECORDING = "recording"
    AWAITING_SIGNATURES = "awaiting_signatures"
    FINALISED = "finalised"
    ANNEXED = "annexed"
    ABORTED = "aborted"


class ParticipantRole(StrEnum):
    """As what somebody takes part."""

    PRESIDING_PROSECUTOR = "presiding_prosecutor"
    PROSECUTOR = "prosecutor"
    ASSISTANT_PROSECUTOR = "assistant_prosecutor"
    CLERK = "clerk"
    JUDICIAL_POLICE = "judicial_police"
    TECHNICIAN = "technician"
    EXPERT = "expert"
    WITNESS = "witness"
    INVITED_ASSISTANT = "invited_assistant"
    AGENCY_PERSON = "agency_person"
    OWNER_PERSON = "owner_person"
    VOLUNTEER = "volunteer"
    GUEST = "guest"


class SignatureWay(StrEnum):
    DRAWN = "drawn"
    TYPED = "typed"
    INK = "ink"  # on a print that was scanned
    REFUSED = "refused"


class Inspection(Base):
    """One outing by people. A follow-up visit is an inspection whose findings are verdicts on known hazards."""

    __tablename__ = "inspection"
    __table_args__ = (Index(None, "office_id", "status"),)

    id: Mapped[Id]
    number: Mapped[columns.Key]
    version: Mapped[int] = mapped_column()
    kind: Mapped[InspectionKind]
    status: Mapped[InspectionStatus]
    title: Mapped[columns.Name]
    note: Mapped[columns.Note]
    planned_on: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    finalised_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]  # set by every act on what hangs on it, so that each counts the version up
    office_id: Mapped[UUID] = columns.to("office.id")
    opened_by_id: Mapped[UUID] = columns.to("person.id")
    draft_digest: Mapped[columns.Digest]
    plan: Mapped[dict[str, Any] | None]
    tasking: Mapped[dict[str, Any] | None]
    minutes: Mapped[dict[str, Any] | None]
    sealed: Mapped[columns.Note | None]  # the canonical record as it was finalised
    clue_only: Mapped[bool | None]  # finalised with fewer than two officers: no evidence, but a clue

    participants: Mapped[list["Participant"]] = relationship(order_by="Participant.id")
    agenda: Mapped[list["InspectionHazard"]] = relationship(order_by="InspectionHazard.hazard_id")
    findings: Mapped[list["Finding"]] = relationship(order_by="Finding.recorded_at, Finding.id")
    signatures: Mapped[list["Signature"]] = relationship(order_by="Signature.id")
    remarks: Mapped[list["Remark"]] = relationship(order_by="Remark.id")
    annexes: Mapped[list["Annex"]] = relationship(order_by="Annex.id")

    __mapper_args__: ClassVar = {"version_id_col": version}


class Participant(Base):
    """Someone who takes part, for an office of ours or as a guest of another body."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("inspection_id", "person_id"),
        Index(None, "office_id"),
        Index(None, "invitation_id", unique=True),
    )

    id: Mapped[Id]
    inspection_id: Mapped[UUID] = columns.to("inspection.id")
    person_id: Mapped[UUID | None] = columns.to("person.id")  # null: a guest without an account
    invitation_id: Mapped[UUID | None] = columns.to("invitation.id")  # of whoever was invited to the outing
    office_id: Mapped[UUID | None] = columns.to("office.id")
    name: Mapped[columns.Name]
    body: Mapped[columns.Name]  # the office, agency or unit that the person comes from
    duty: Mapped[columns.Name]  # 主持, 记录, 见证 …
    role: Mapped[ParticipantRole | None]  # null: from before roles were noted
    card_number: Mapped[columns.Name | None]  # of the work card


class InspectionHazard(Base):
    """A known hazard that the outing means to visit."""

    __tablename__ = "inspection_hazard"

    inspection_id: Mapped[UUID] = columns.to("inspection.id", primary_key=True)
    hazard_id: Mapped[UUID] = columns.to("hazard.id", primary_key=True, index=True)


class Finding(Base):
    """A verdict on one known hazard. A later finding of the same outing supersedes an earlier one; both stay."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "inspection_id"), Index(None, "hazard_id"))

    id: Mapped[Id]
    inspection_id: Mapped[UUID] = columns.to("inspection.id")
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    verdict: Mapped[Verdict]
    note: Mapped[columns.Note]
    measurements: Mapped[dict[str, Any]]
    photo_ids: Mapped[list[Any]] = mapped_column()
    photo_before_id: Mapped[UUID | None] = columns.to("photo.id")  # the pair that shows what changed
    photo_after_id: Mapped[UUID | None] = columns.to("photo.id")
    recorded_by_id: Mapped[UUID] = columns.to("person.id")
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    effect: Mapped[columns.Code | None]  # what finalising did: verify_fix, send_back, recurred, nothing
    draft_digest: Mapped[columns.Digest]


class Signature(Base):
    """What one participant signed: the record, or the own remark, as it was at ``digest``; or that this was refused."""

    __tablename__ = "signature"
    __table_args__ = (Index(None, "inspection_id"),)

    id: Mapped[Id]
    inspection_id: Mapped[UUID] = columns.to("inspection.id")
    participant_id: Mapped[UUID] = columns.to("participant.id")
    remark_id: Mapped[UUID | None] = columns.to("remark.id")
    way: Mapped[SignatureWay]
    digest: Mapped[columns.Digest]
    said: Mapped[columns.Note]  # the name as typed, or why it was refused
    sha256: Mapped[columns.Digest | None]  # of the drawing or the scan, in the store
    entered_by_id: Mapped[UUID] = columns.to("person.id")
    entered_at: Mapped[datetime]


class Remark(Base):
    """What a specialist who took part said of it; never edited, a later one stands beside it."""

    __tablename__ = "remark"
    __table_args__ = (Index(None, "inspection_id"),)

    id: Mapped[Id]
    inspection_id: Mapped[UUID] = columns.to("inspection.id")
    participant_id: Mapped[UUID] = columns.to("participant.id")
    text: Mapped[columns.Note]
    digest: Mapped[columns.Digest]
    entered_by_id: Mapped[UUID] = columns.to("person.id")
    entered_at: Mapped[datetime]


class Annex(Base):
    """What was added to an outing after it was finalised."""

    __tablename__ = "annex"
    __table_args__ = (Index(None, "inspection_id"),)

    id: Mapped[Id]
    inspection_id: Mapped[UUID] = columns.to("inspection.id")
    text: Mapped[columns.Note]
    reason: Mapped[columns.Note]
    entered_by_id: Mapped[UUID] = columns.to("person.id")
    entered_at: Mapped[datetime]
