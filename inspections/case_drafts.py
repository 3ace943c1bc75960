"""What may be said about a case: one strict shape per act."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Amendment, Draft
from .fields import ClientId, Code, Day, Version, text, words
from .models import (
    BasisLevel,
    CaseProposal,
    CaseVerb,
    ClosureReason,
    DecisionKind,
    ItemState,
    LegalField,
    NonperformanceGround,
    ReceiptBasis,
    ReportAbout,
    SecrecyLevel,
    ServiceMode,
    Track,
)

HazardIds = Annotated[tuple[UUID, ...], Field(max_length=500)]
Number = Annotated[int, Field(ge=1, le=100)]


class LegalBasisDraft(Draft):
    level: BasisLevel
    title: words(200)
    article: text(200) = ""


class ItemDraft(Draft):
    """One item of the recommendation; items are numbered in the order in which they are said."""

    text: words(2000)
    hazard_ids: HazardIds = ()


class CaseDraft(Draft):
    """A clue to register. ``respondent_id`` null: over an incident (以事立案). ``nature`` is a family of hazard types,
    or one type. ``apart_reason`` says why it stands beside another case of the same agency and nature."""

    id: ClientId | None = None
    title: words(200)
    source: words(2000)
    nature: Code
    track: Track = Track.ADMINISTRATIVE
    legal_field: LegalField | None = None
    respondent_id: UUID | None = None
    secrecy_level: SecrecyLevel = SecrecyLevel.NONE
    hazard_ids: HazardIds = ()
    apart_reason: words(1000) | None = None


class CaseAmendment(Amendment):
    """``items`` and ``legal_bases`` replace what there was; the team is all of ``lead_id`` and ``member_ids``."""

    FILLED = frozenset({"title", "source", "nature", "secrecy_level", "items", "legal_bases", "member_ids"})

    title: words(200) | None = None
    source: words(2000) | None = None
    nature: Code | None = None
    legal_field: LegalField | None = None
    respondent_id: UUID | None = None
    secrecy_level: SecrecyLevel | None = None
    official_number: words(200) | None = None
    apart_reason: words(1000) | None = None
    lead_id: UUID | None = None
    member_ids: Annotated[tuple[UUID, ...], Field(max_length=50)] | None = None
    items: Annotated[tuple[ItemDraft, ...], Field(max_length=100)] | None = None
    legal_bases: Annotated[tuple[LegalBasisDraft, ...], Field(max_length=100)] | None = None


class CaseHazardDraft(Draft):
    """Hazards to take into a case, and why. ``version`` is the case's."""

    hazard_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=500)]
    reason: words(1000)
    version: Version | None = None


class OfficialDecision(Draft):
    """A decision that was made in the official system. The scan is an accepted photo or file of a hazard of the case,
    or a finished upload of whoever records it."""

    number: words(200)
    decided_on: Day
    decided_by_id: UUID
    photo_id: UUID | None = None
    upload_id: UUID | None = None


class ItemAnswer(Draft):
    """What became of the item with that number."""

    number: Number
    state: ItemState
    note: text(2000) = ""


class CaseMoveDraft(Draft):
    """A move of the table of cases, which says what each takes and needs. ``version`` is the case's.

    A move that the chief decides is made by the chief or a deputy; or by staff, with the official decision in
    ``recorded``. ``on`` is the day that counts: of dispatch, of effective receipt, of the judgment …
    """

    move: CaseVerb
    id: ClientId | None = None
    version: Version | None = None
    note: text(4000) = ""
    recorded: OfficialDecision | None = None
    on: Day | None = None
    number: words(200) | None = None
    receiving_body: words(200) | None = None
    agency_ids: Annotated[tuple[UUID, ...], Field(max_length=20)] | None = None
    officers: Annotated[tuple[UUID, ...], Field(max_length=20)] | None = None
    proposal: CaseProposal | None = None
    closure_reason: ClosureReason | None = None
    nonperformance_ground: NonperformanceGround | None = None
    rectify_due_on: Day | None = None
    urgent_reason: words(1000) | None = None
    mode: ServiceMode | None = None
    basis: ReceiptBasis | None = None
    medium: words(200) | None = None
    about: ReportAbout | None = None
    photo_id: UUID | None = None
    resume_trigger: words(500) | None = None
    override_reason: words(1000) | None = None
    answers: Annotated[tuple[ItemAnswer, ...], Field(max_length=100)] | None = None
    hazard_ids: HazardIds | None = None


class DecisionRuleDraft(Draft):
    """How decisions of one kind may come about in the office."""

    kind: DecisionKind
    may_give: bool
    may_record: bool

    @model_validator(mode="after")
    def _some_way(self):
        if not (self.may_give or self.may_record):
            raise PydanticCustomError("no_way_left", "neither given nor recorded")
        return self
