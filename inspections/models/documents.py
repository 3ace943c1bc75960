"""Documents drafted from a record, and the versions of them that were approved and frozen."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns
from .cases import SecrecyLevel


class DocumentState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"  # frozen; an edit begins the draft of the next version
    DISCARDED = "discarded"


class DocumentVerb(StrEnum):
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DISCARD = "discard"


class SubjectKind(StrEnum):
    """What a document is drafted from."""

    CASE = "case"
    INSPECTION = "inspection"
    HAZARD = "hazard"
    CLUE = "clue"


class Document(Base):
    """``fields`` holds each part by name: {"value", "sources", "edited"}; sources are the addresses it came from."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("office_id", "number"),
        Index(None, "office_id", "state", "id"),
        Index(None, "subject_id"),
    )

    id: Mapped[Id]
    kind: Mapped[columns.Code]
    title: Mapped[columns.Name]
    version: Mapped[int] = mapped_column()
    state: Mapped[DocumentState]
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[UUID]
    office_id: Mapped[UUID] = columns.to("office.id")
    number: Mapped[columns.Name | None]  # given at submission, unless the official one was entered
    regime: Mapped[columns.Code]
    secrecy_level: Mapped[SecrecyLevel]
    fields: Mapped[dict[str, Any]]
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[UUID] = columns.to("person.id")
    changed_at: Mapped[datetime]
    submitted_by_id: Mapped[UUID | None] = columns.to("person.id")
    note: Mapped[columns.Note]  # said with the last move: why it was sent back
    draft_digest: Mapped[columns.Digest]

    versions: Mapped[list["DocumentVersion"]] = relationship(order_by="DocumentVersion.position")

    __mapper_args__: ClassVar = {"version_id_col": version}


class DocumentVersion(Base):
    """What was approved, never changed: the files in the store by their digests, and the snapshot they were made of."""

    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document_id", "position"), Index(None, "pdf_sha256"))

    id: Mapped[Id]
    document_id: Mapped[UUID] = columns.to("document.id")
    position: Mapped[int]  # 1, 2, …
    title: Mapped[columns.Name]
    number: Mapped[columns.Name | None]
    snapshot: Mapped[columns.Note]  # JSON; rendered again it gives the same PDF byte for byte
    snapshot_sha256: Mapped[columns.Digest]
    pdf_sha256: Mapped[columns.Digest]
    docx_sha256: Mapped[columns.Digest]
    pdf_bytes: Mapped[int]
    docx_bytes: Mapped[int]
    approved_at: Mapped[datetime]
    approved_by_id: Mapped[UUID] = columns.to("person.id")
