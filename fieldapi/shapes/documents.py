"""Documents: what kinds there are, drafts with where each part came from, and frozen versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from inspections.document_kinds import Form
from inspections.models import DocumentState, DocumentVerb, Role, SecrecyLevel, SubjectKind

from .base import Named, Shape, listing


class DocumentPart(Shape):
    """``form`` says what the part holds: a text, several ones, rows, photos, pairs of photos, or spots; ``head``
    names the columns of rows."""

    name: str
    title: str | None
    form: Form
    required: bool
    head: list[str]


class DocumentField(DocumentPart):
    """``sources`` are the addresses of the fields that the part was drafted from."""

    value: Any
    sources: list[str]
    edited: bool


class DocumentKind(Shape):
    """``number`` is the pattern of its number, null where it has none."""

    kind: str
    title: str
    title_en: str
    legal_basis: str
    regime: str
    template: str
    number: str | None
    red_head: bool
    subjects: list[SubjectKind]
    approvers: list[Role]
    parts: list[DocumentPart]


class DocumentSubject(Shape):
    kind: SubjectKind
    id: UUID


class DocumentVersion(Shape):
    """What was approved; the files and the snapshot by their SHA-256."""

    id: UUID
    position: int
    title: str
    number: str | None
    snapshot_sha256: str
    pdf_sha256: str
    pdf_bytes: int
    docx_sha256: str
    docx_bytes: int
    approved_at: datetime
    approved_by: Named


class Document(Shape):
    """``missing`` names the required parts that are empty: with any it can't be submitted. ``note`` is that of the last
    move."""

    id: UUID
    kind: str
    title: str
    version: int
    state: DocumentState
    number: str | None
    regime: str
    secrecy_level: SecrecyLevel
    drafted_at: datetime
    drafted_by: Named
    changed_at: datetime
    submitted_by: Named | None
    note: str
    subject: DocumentSubject
    office: Named
    fields: list[DocumentField]
    missing: list[str]
    versions: list[DocumentVersion]
    moves: list[DocumentVerb]


DocumentKindList = listing(DocumentKind)
DocumentList = listing(Document)
