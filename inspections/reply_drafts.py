"""What an agency may say in its reply: one strict shape per act."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Draft
from .fields import Day, line, text
from .models import Answer
from .service_drafts import SignDraft

EXPLAINED = (Answer.REFUSED, Answer.NOT_OURS, Answer.IN_PROGRESS)


class AnswerDraft(Draft):
    """The answer about one hazard: a claim of done names its day, the others say why or until when."""

    answer: Answer
    done_on: Day | None = None
    note: text(2000) = ""

    @model_validator(mode="after")
    def _complete(self):
        if (self.answer is Answer.CLAIMED_DONE) != (self.done_on is not None):
            raise PydanticCustomError("done_on_with_done", "a day with claimed_done, and with nothing else")
        if self.answer in EXPLAINED and not self.note.strip():
            raise PydanticCustomError("answer_needs_note", "say why, or until when")
        return self


class SubmissionDraft(SignDraft):
    """Who answers for the agency."""

    note: text(4000) = ""


class ImportedAnswer(AnswerDraft):
    """The answer about the hazard with that number."""

    number: line(80)

    @property
    def draft(self) -> AnswerDraft:
        return AnswerDraft.model_construct(**{name: getattr(self, name) for name in AnswerDraft.model_fields})


class ImportedReply(SubmissionDraft):
    """A reply as the form saves it that went out as a file; ``service`` is the number of the service."""

    service: line(80)
    items: Annotated[tuple[ImportedAnswer, ...], Field(max_length=500)]

    @property
    def submission(self) -> SubmissionDraft:
        return SubmissionDraft.model_construct(**{name: getattr(self, name) for name in SubmissionDraft.model_fields})
