"""What may be said about accounts, roles and sessions."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Draft
from .fields import Day, line, text, words
from .models import Role

Password = Annotated[str, Field(max_length=2000)]


class GrantDraft(Draft):
    """A role in one office or for one agency, for a period (both days inclusive, none is open)."""

    role: Annotated[Role, Field(strict=False)]
    office_id: UUID | None = None
    agency_id: UUID | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None

    @model_validator(mode="after")
    def _scope(self):
        if (self.office_id is None) == (self.agency_id is None):
            raise PydanticCustomError("office_or_agency", "either")
        if (self.agency_id is not None) != (self.role is Role.AGENCY_LIAISON):
            raise PydanticCustomError("role_of_other_scope", "scope")
        if self.role is Role.INVITED_ASSISTANT and self.valid_to is None:
            raise PydanticCustomError("invited_until_when", "period")
        return self


class AccountDraft(Draft):
    username: line(100)
    name: line(100)
    home_agency_id: UUID | None = None
    grant: GrantDraft


class AccountAmendment(Draft):
    name: line(100) | None = None
    home_agency_id: UUID | None = None
    disabled: bool | None = None
    reason: words(1000)


class ResetDraft(Draft):
    second_factor: bool = False  # the authenticator is lost as well
    reason: words(1000)


class EndDraft(Draft):
    reason: words(1000)


class DeputyDraft(Draft):
    person_id: UUID
    valid_from: Day | None = None
    valid_to: Day
    reason: words(1000)


class PasswordDraft(Draft):
    password: Password
    new_password: Password


class TotpDraft(Draft):
    code: text(10)
