"""Imports and their reports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from inspections.models import ImportState

from .base import Named, Shape, listing


class ReportItem(Shape):
    code: str
    message: str
    row: int | None
    field: str | None
    place: list[float] | None
    details: dict[str, Any]


class Report(Shape):
    """``errors`` and ``warnings`` list the first 200; the counts are complete."""

    rows: int
    accepted: int
    error_count: int
    warning_count: int
    errors: list[ReportItem]
    warnings: list[ReportItem]
    summary: dict[str, Any]


class ImportItem(Shape):
    id: UUID
    version: int
    kind: str
    state: ImportState
    office: Named
    created_by: Named | None
    created_at: datetime
    filename: str
    sha256: str
    size_bytes: int
    options: dict[str, Any]
    done: int
    total: int
    applied_by: Named | None
    applied_at: datetime | None


class Import(ImportItem):
    report: Report | None


ImportList = listing(ImportItem)
