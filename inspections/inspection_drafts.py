"""What may be said about an outing: its plan, its record, who takes part, verdicts, signatures, annexes."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Amendment, Draft
from .fields import ClientId, Day, Instant, Measurements, Sha256, Version, text, words
from .models import InspectionKind, ParticipantRole, SignatureWay, Verdict

LONGEST = 4000
LONGEST_SIGNING_MS = 600_000
Point = tuple[Annotated[int, Field(ge=0, le=9999)], Annotated[int, Field(ge=0, le=9999)]]
Stroke = Annotated[list[Point], Field(min_length=1, max_length=2000)]


class ParticipantDraft(Draft):
    """Someone with an account (``person_id``), somebody invited to the outing, or a guest by name and body."""

    person_id: UUID | None = None
    invitation_id: UUID | None = None
    name: words(100) | None = None
    body: words(200) | None = None
    duty: text(50) = ""
    role: ParticipantRole | None = None
    card_number: text(60) = ""

    @model_validator(mode="after")
    def _somebody(self):
        if [self.person_id, self.invitation_id, self.name].count(None) != 2:
            raise PydanticCustomError("person_or_name", "either")
        if self.name is not None and self.body is None:
            raise PydanticCustomError("guest_needs_body", "body")
        return self

    @model_serializer(mode="wrap")
    def _as_before(self, said):
        """Without what drafts did not have when the first digests were kept, where it is not said."""
        later = {"invitation_id", "role", "card_number"}
        return {name: value for name, value in said(self).items() if name not in later or value}


class Plan(Draft):
    """What the outing is for, and how it goes about it (R2021 art. 33 asks for a plan before an investigation)."""

    aim: text(LONGEST) = ""
    method: text(LONGEST) = ""
    steps: list[words(500)] = Field(default=[], max_length=50)
    spots: list[words(300)] = Field(default=[], max_length=500)
    evidence: list[words(300)] = Field(default=[], max_length=100)


class Tasking(Draft):
    """By what a superior office, or another body, asked for the outing."""

    kind: words(60)
    document_no: text(100) = ""
    from_office: words(200)


class Minutes(Draft):
    """The record of what went on: the fuller list that courts ask of an examination (CEV art. 43, AEV art. 34)."""

    started_at: Instant | None = None
    ended_at: Instant | None = None
    place: text(500) = ""
    weather: text(200) = ""
    equipment: text(1000) = ""
    scope: text(LONGEST) = ""
    course: text(20_000) = ""
    result: text(20_000) = ""
    statements: text(LONGEST) = ""
    samples: text(LONGEST) = ""
    sketch: text(500) = ""
    witness_absent_reason: text(1000) = ""

    @model_validator(mode="after")
    def _in_order(self):
        if self.started_at and self.ended_at and self.ended_at < self.started_at:
            raise PydanticCustomError("ends_before_it_began", "ended_at")
        return self


class InspectionDraft(Draft):
    LATER = frozenset({"plan", "tasking"})

    id: ClientId | None = None
    kind: InspectionKind
    title: words(200)
    note: text(4000) = ""
    planned_on: Day | None = None
    hazard_ids: list[UUID] = Field(default=[], max_length=500)
    participants: list[ParticipantDraft] = Field(default=[], max_length=100)
    plan: Plan | None = None
    tasking: Tasking | None = None


class InspectionAmendment(Amendment):
    """``plan`` and ``minutes`` replace what was there as a whole."""

    FILLED = frozenset({"title", "note", "add_hazard_ids", "status", "plan", "minutes"})

    title: words(200) | None = None
    note: text(4000) | None = None
    planned_on: Day | None = None
    add_hazard_ids: Annotated[list[UUID], Field(max_length=500)] | None = None
    status: Literal["open", "recording", "awaiting_signatures", "aborted"] | None = None
    plan: Plan | None = None
    tasking: Tasking | None = None
    minutes: Minutes | None = None


class FindingDraft(Draft):
    """A verdict. The pair of photos that shows the spot before and after is chosen by whoever was there."""

    LATER = frozenset({"photo_before_id", "photo_after_id"})

    id: ClientId | None = None
    hazard_id: UUID
    verdict: Verdict
    note: text(4000) = ""
    measurements: Measurements = Field(default={})
    photo_ids: list[UUID] = Field(default=[], max_length=100)
    photo_before_id: UUID | None = None
    photo_after_id: UUID | None = None

    @model_validator(mode="after")
    def _two_photos(self):
        if self.photo_before_id is not None and self.photo_before_id == self.photo_after_id:
            raise PydanticCustomError("same_photo_twice", "pair")
        return self


class FinaliseDraft(Draft):
    version: Version | None = None
    note: text(4000) = ""


class SignatureDraft(Draft):
    """One participant signs what the record says at ``signed_digest``, or the own remark, or refuses with a reason.

    drawn: ``strokes``, points of a square of 10 000 units; where the device tells, of each point the ``pressures`` in
    thousandths and the ``times_ms`` since the first. typed: the ``name``. refused: the ``reason``.
    """

    participant_id: UUID
    signed_digest: Sha256
    way: SignatureWay
    remark_id: UUID | None = None
    strokes: Annotated[list[Stroke], Field(min_length=1, max_length=200)] | None = None
    pressures: list[list[Annotated[int, Field(ge=0, le=1000)]]] | None = None
    times_ms: list[list[Annotated[int, Field(ge=0, le=LONGEST_SIGNING_MS)]]] | None = None
    name: words(100) | None = None
    reason: words(1000) | None = None

    @model_validator(mode="after")
    def _fitting(self):
        if self.way is SignatureWay.INK:
            raise PydanticCustomError("ink_comes_as_scan", "ink")
        needs = {SignatureWay.DRAWN: "strokes", SignatureWay.TYPED: "name", SignatureWay.REFUSED: "reason"}[self.way]
        given = {name for name in ("strokes", "name", "reason") if getattr(self, name) is not None}
        if given != {needs}:
            raise PydanticCustomError("signature_needs", "needs", {"needs": needs})
        lengths = [*map(len, self.strokes or ())]
        if any(said is not None and [*map(len, said)] != lengths for said in (self.pressures, self.times_ms)):
            raise PydanticCustomError("not_one_for_each_point", "points")
        return self


class ScanOptions(Draft):
    """Who has signed on the print that was scanned."""

    participant_ids: list[UUID] = Field(min_length=1, max_length=100)


class ScanDraft(Draft):
    options: ScanOptions


class RemarkDraft(Draft):
    """What a specialist who takes part says of it, as a record of its own."""

    participant_id: UUID
    text: words(LONGEST)


class AnnexDraft(Draft):
    """What is added to an outing that is finalised."""

    text: words(LONGEST)
    reason: words(1000)
