"""A case: against whom, over what, how far it is, and what each step rests on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from inspections.models import (
    BasisLevel,
    CaseProposal,
    CaseState,
    CaseVerb,
    ClockOutcome,
    ClockState,
    ClosureReason,
    DecisionKind,
    DecisionWay,
    ItemState,
    LegalField,
    NonperformanceGround,
    SecrecyLevel,
    Track,
)

from .base import Named, Shape, listing


class CaseHazard(Shape):
    """A hazard of the case; ``removed_at`` says that it was taken out again. ``served_with`` is who was named for it
    when the document was served."""

    hazard_id: UUID
    reason: str
    added_at: datetime
    added_by: Named
    removed_at: datetime | None
    removed_by: Named | None
    removed_reason: str | None
    served_with: dict[str, Any] | None


class CasePerson(Shape):
    person: Named
    lead: bool
    since: datetime


class LegalBasis(Shape):
    level: BasisLevel
    title: str
    article: str
    binding: bool  # a recommendation can rest on it


class RecommendationItem(Shape):
    number: int
    text: str
    state: ItemState
    hazard_ids: list[UUID]


class Decision(Shape):
    id: UUID
    kind: DecisionKind
    way: DecisionWay
    number: str | None
    decided_on: date
    decided_by: Named
    recorded_at: datetime
    recorded_by: Named
    note: str
    photo_id: UUID | None
    upload_id: UUID | None
    sha256: str | None


class CaseStep(Shape):
    """``said`` holds what else the move was told, by the names of its fields."""

    id: UUID
    move: CaseVerb
    state: CaseState
    on: date | None
    number: str | None
    note: str
    said: dict[str, Any]
    photo_id: UUID | None
    decision_id: UUID | None
    recorded_at: datetime
    recorded_by: Named


class CaseClock(Shape):
    id: UUID
    kind: str
    state: ClockState
    due_on: date
    provisional: bool
    outcome: ClockOutcome | None


class RelatedCase(Shape):
    id: UUID
    number: str


class Case(Shape):
    id: UUID
    number: str
    version: int
    state: CaseState
    track: Track
    title: str
    source: str
    legal_field: LegalField | None
    nature: str
    respondent: Named | None
    official_number: str | None
    secrecy_level: SecrecyLevel
    regime: str
    office: Named
    registered_at: datetime
    registered_by: Named
    apart_reason: str | None
    proposal: CaseProposal | None
    urgent: bool
    urgent_reason: str | None
    urgent_by: Named | None
    rectify_due_on: date | None
    served_on: date | None
    effective_on: date | None
    reply_due_on: date | None
    nonperformance_ground: NonperformanceGround | None
    closure_reason: ClosureReason | None
    ended_at: datetime | None
    overdue: bool
    previous_case: RelatedCase | None
    reopened_as: list[RelatedCase]
    without_case: list[Named]  # agencies chosen for its hazards that no case over them is against
    hazards: list[CaseHazard]
    people: list[CasePerson]
    legal_bases: list[LegalBasis]
    items: list[RecommendationItem]
    decisions: list[Decision]
    steps: list[CaseStep]
    clocks: list[CaseClock]
    moves: list[CaseVerb]


class DecisionRule(Shape):
    """How decisions of a kind may come about in an office; a kind without one may be given and recorded."""

    office: Named
    kind: DecisionKind
    may_give: bool
    may_record: bool
    set_at: datetime
    set_by: Named


CaseList = listing(Case)
DecisionRuleList = listing(DecisionRule)
