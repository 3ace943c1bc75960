"""What may be said about rules and agencies. Read beside ``drafts``, whose strictness they share."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from geo.answers import Role as ResponsibilityRole

from .drafts import Amendment, Draft
from .fields import ClientId, Code, Day, Version, line, text, words
from .models.offices import AgencyKind


def _no_link(said: str) -> str:
    """A document is cited by title and number: addresses rot, and nobody should be led off the office's network."""
    if "://" in said or "www." in said.lower():
        raise PydanticCustomError("no_links", "link")
    return said


RuleCode = Annotated[str, Field(max_length=60, pattern=r"^R-[A-Za-z0-9._-]+$")]
AreaCode = Annotated[str, Field(pattern=r"^[0-9]{6}([0-9]{3}([0-9]{3})?)?$")]
LegalDay = Annotated[Day, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]
Basis = Annotated[list[line(300)], Field(max_length=20)]
Priority = Annotated[int, Field(ge=-1000, le=1000)]
Functions = Annotated[list[Code], Field(max_length=100)]


class SourceDocument(Draft):
    """Where a rule comes from: 《…》, its number, its date, and the article."""

    title: Annotated[words(200), AfterValidator(_no_link)]
    number: Annotated[text(100), AfterValidator(_no_link)] = ""
    date: LegalDay | None = None
    article: Annotated[text(200), AfterValidator(_no_link)] = ""


class RuleDraft(Draft):
    """A new rule. Conditions that are left out match any; ``valid_from`` null says that it has always been so."""

    code: RuleCode
    role: ResponsibilityRole
    hazard_type: Code | None = None
    asset_kind: Code | None = None
    place_kind: Code | None = None
    area_code: AreaCode
    agency_id: UUID | None = None
    agency_function: Code | None = None
    reason: words(1000)
    legal_basis: Basis = Field(default_factory=list)
    source_document: SourceDocument | None = None
    verified: bool = False
    priority: Priority = 0
    valid_from: LegalDay | None
    valid_to: LegalDay | None = None
    note: text(2000) = ""


class RuleAmendment(Amendment):
    """The next version of a rule, from ``valid_from`` on (today if left out); code, role and area stay.

    ``version`` is the one that it replaces. The new wording counts as verified only if this says so.
    """

    FILLED = frozenset({"reason", "legal_basis", "verified", "priority", "valid_from", "note"})
    ABOUT: ClassVar[frozenset[str]] = frozenset({"version"})

    hazard_type: Code | None = None
    asset_kind: Code | None = None
    place_kind: Code | None = None
    agency_id: UUID | None = None
    agency_function: Code | None = None
    reason: words(1000) | None = None
    legal_basis: Basis | None = None
    source_document: SourceDocument | None = None
    verified: bool | None = None
    priority: Priority | None = None
    valid_from: LegalDay | None = None
    valid_to: LegalDay | None = None
    note: text(2000) | None = None


class RuleEnd(Draft):
    """The last day on which a rule counts, and why it ends."""

    version: Version
    last_day: LegalDay
    reason: words(1000)


class RulesPreview(Draft):
    """Changes as they would be sent, each by its code; ``on`` is the day to compare, else the first when all count."""

    added: list[RuleDraft] = Field(default_factory=list, max_length=500)
    amended: dict[RuleCode, RuleAmendment] = Field(default_factory=dict, max_length=500)
    ended: dict[RuleCode, RuleEnd] = Field(default_factory=dict, max_length=500)
    on: LegalDay | None = None

    @model_validator(mode="after")
    def _each_once(self):
        codes = [*(rule.code for rule in self.added), *self.amended, *self.ended]
        if not codes:
            raise PydanticCustomError("nothing_to_change", "nothing to change")
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise PydanticCustomError("changed_twice", "twice", {"code": twice})
        return self


class AgencyDraft(Draft):
    id: ClientId | None = None
    name: words(200)
    kind: AgencyKind
    area_code: AreaCode
    functions: Functions = Field(default_factory=list)
    parent_id: UUID | None = None
    valid_from: LegalDay | None = None


class AgencyAmendment(Draft):
    """A new name, new functions or a new parent from ``valid_from`` on (today if left out)."""

    name: words(200) | None = None
    functions: Annotated[Functions, Field(min_length=1)] | None = None  # who is for nothing is succeeded by another
    parent_id: UUID | None = None
    valid_from: LegalDay | None = None
    reason: text(1000) = ""

    @model_validator(mode="after")
    def _something(self):
        if not self.changes:
            raise PydanticCustomError("nothing_to_change", "nothing to change")
        return self

    @property
    def changes(self):
        named = self.model_fields_set & {"name", "functions", "parent_id"}
        return {name: getattr(self, name) for name in named if name == "parent_id" or getattr(self, name) is not None}


class SuccessionDraft(Draft):
    """Who takes over from ``valid_from`` on: an agency that is there (``successor_id``), or a new one."""

    successor_id: UUID | None = None
    successor: AgencyDraft | None = None
    valid_from: LegalDay
    reason: words(1000)

    @model_validator(mode="after")
    def _one(self):
        if (self.successor_id is None) == (self.successor is None):
            raise PydanticCustomError("successor_or_new", "either")
        return self
