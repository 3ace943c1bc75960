"""Query strings of /documents."""

from typing import Literal
from uuid import UUID

from inspections.fields import Code, words
from inspections.models import DocumentState

from .queries import Cursor, HazardFilters, Limit, Query


class CaseDocumentQuery(Query):
    kind: Code | None = None
    state: DocumentState | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class DocumentQuery(CaseDocumentQuery):
    """*subject* is the id of a case, an inspection or a hazard."""

    subject: UUID | None = None


class FileQuery(Query):
    f: Literal["json", "pdf", "docx"] = "json"


class VersionQuery(Query):
    f: Literal["pdf", "docx", "snapshot"] = "pdf"


class LedgerSheetQuery(HazardFilters):
    """*purpose* is what the sheet is for; it goes to the ledger."""

    case: UUID | None = None
    purpose: words(500)
