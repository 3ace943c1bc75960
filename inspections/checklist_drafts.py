"""What may be said about checklists: answers at a hazard, and the options of an import."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from .drafts import Draft
from .fields import ClientId, Code, Version, text

Answers = Annotated[dict[Code, bool | float | text(2000)], Field(min_length=1, max_length=200)]


class AnswerDraft(Draft):
    """Answers by the key of the item, given by that version of the checklist."""

    id: ClientId | None = None
    checklist_version: Version
    inspection_id: UUID | None = None
    answers: Answers


class ChecklistOptions(Draft):
    dry_run: bool = True


class ChecklistImport(Draft):
    """An XLSForm workbook; without options it is a dry run."""

    options: ChecklistOptions = ChecklistOptions()
