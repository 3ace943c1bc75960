"""Answers of the map as hazards keep them: each once for all hazards that have it, and what a person chose beside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from geo.answers import Confidence, Role, Source

from ..db import Base, Id
from . import columns


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate for one role, with its reason. ``agency_id`` null: nobody is known to answer (无主)."""

    role: Role
    agency_id: UUID | None
    source: Source
    rule: str | None
    reason: str
    legal_basis: list[str]
    confidence: Confidence
    verified: bool

    @classmethod
    def said(cls, said: dict) -> "Candidate":
        """A candidate as a kept answer says it."""
        kinds = {"role": Role, "source": Source, "confidence": Confidence}
        agency_id = said["agency_id"] and UUID(said["agency_id"])
        return cls(**said | {name: kind(said[name]) for name, kind in kinds.items()} | {"agency_id": agency_id})


class KeptAnswer(Base):
    """Area, flags and candidates of an answer: what ``responsibility.kept`` says. Never changed, as its key tells."""

    __tablename__ = "answer"

    digest: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # responsibility.digest
    said: Mapped[dict[str, Any]]

    @property
    def candidates(self) -> list[Candidate]:
        return [Candidate.said(row) for row in self.said["candidates"]]


class PastAnswer(Base):
    """An answer that a hazard had: another place or kind came later, or a re-assignment. It stays readable."""

    __tablename__ = "past_answer"
    __table_args__ = (Index(None, "hazard_id"),)

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    answer_digest: Mapped[int] = columns.to("answer.digest")
    reassignment_id: Mapped[UUID | None] = columns.to("reassignment.id")  # the act that brought the next one
    superseded_at: Mapped[datetime]


class Choice(Base):
    """What a person chose for one role of a hazard, with the reason; the candidates stay beside it."""

    __tablename__ = "choice"
    __table_args__ = (Index(None, "hazard_id"),)

    id: Mapped[Id]
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    role: Mapped[Role]
    agency_id: Mapped[UUID | None] = columns.to("agency.id")
    reason: Mapped[columns.Note]
    superseded_at: Mapped[datetime | None]  # another choice came later

    @property
    def candidate(self) -> Candidate:
        """The choice as it stands among the candidates."""
        return Candidate(
            self.role, self.agency_id, Source.OVERRIDE, None, self.reason, [], Confidence.CERTAIN, verified=True
        )
