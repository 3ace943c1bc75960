"""Files that change reference data or registers, in two steps: a dry run with a report, then the act."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Id
from . import columns


class ImportState(StrEnum):
    CHECKING = "checking"
    CHECKED = "checked"  # could be applied
    REFUSED = "refused"  # the report says why
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"  # what had been checked no longer held; nothing was changed
    DISCARDED = "discarded"


class Import(Base):
    """One file with what was declared of it. Its bytes are in the store, as they came, under ``sha256``."""

    __tablename__ = "import"
    __table_args__ = (Index(None, "office_id", "created_at"),)

    id: Mapped[Id]
    version: Mapped[int] = mapped_column()
    kind: Mapped[columns.Code]  # layer, assets, hazards, rules, calendar
    state: Mapped[ImportState]
    office_id: Mapped[UUID] = columns.to("office.id")
    created_by_id: Mapped[UUID | None] = columns.to("person.id")  # null: from the command line
    created_at: Mapped[datetime]
    filename: Mapped[columns.Name]
    sha256: Mapped[columns.Digest]
    size_bytes: Mapped[int]
    options: Mapped[dict[str, Any]]
    report: Mapped[dict[str, Any] | None]
    done: Mapped[int]  # rows, of the step under way
    total: Mapped[int]
    applied_by_id: Mapped[UUID | None] = columns.to("person.id")
    applied_at: Mapped[datetime | None]

    __mapper_args__: ClassVar = {"version_id_col": version}  # two people at once: the second gets a conflict
