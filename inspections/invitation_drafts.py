"""What may be said about invitations and what comes through them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Draft, PhotoDraft
from .fields import Day, line, text, words

Digits = Annotated[str, Field(pattern=r"^[0-9]{4,6}$")]


class InvitationDraft(Draft):
    """One named person: an account that is there, or a new one. Without ``phone_tail`` the host approves."""

    name: line(100)
    person_id: UUID | None = None
    phone_tail: Digits | None = None
    home_agency_id: UUID | None = None
    valid_from: Day | None = None
    valid_to: Day

    @model_validator(mode="after")
    def _period(self):
        if self.valid_from and self.valid_to < self.valid_from:
            raise PydanticCustomError("empty_period", "period", {"first": self.valid_from.isoformat()})
        return self


class RedeemDraft(Draft):
    """``code`` is the whole link, or the code as typed; ``letter_version`` names the text that was accepted."""

    code: text(2000)
    phone_tail: Digits | None = None
    letter_version: text(60)


class ReasonDraft(Draft):
    reason: words(1000)


class ContributionForm(PhotoDraft):
    """A photo of an invited assistant, of one spot of the outing, with what a specialist says about it."""

    hazard_id: Annotated[UUID, Field(strict=False)]
    remark: text(2000) = ""
