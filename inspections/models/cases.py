"""Cases: one office against one agency over one kind of failure, from the clue to the end (domain reference §1.3)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns
from .case_steps import CaseProposal, CaseState, CaseStep, ClosureReason, NonperformanceGround
from .decisions import Decision


class Track(StrEnum):
    ADMINISTRATIVE = "administrative"
    CIVIL = "civil"


class LegalField(StrEnum):
    """Fields that laws name for public-interest litigation (domain §1.3, §1.8)."""

    ECO_RESOURCES = "eco_resources"
    FOOD_DRUG = "food_drug"
    STATE_PROPERTY = "state_property"
    LAND_GRANT = "land_grant"
    HEROES = "heroes"
    MINORS = "minors"
    SERVICE_MEMBERS = "service_members"
    WORK_SAFETY = "work_safety"
    PERSONAL_INFORMATION = "personal_information"
    ANTI_MONOPOLY = "anti_monopoly"
    TELECOM_FRAUD = "telecom_fraud"
    FARM_PRODUCTS = "farm_products"
    WOMEN = "women"
    ACCESSIBILITY = "accessibility"
    CULTURAL_HERITAGE = "cultural_heritage"
    DEFENCE = "defence"
    OTHER = "other"


class BasisLevel(StrEnum):
    """What kind of text a duty rests on (domain §1.7)."""

    LAW = "law"
    ADMIN_REGULATION = "admin_regulation"
    RULE = "rule"
    LOCAL_REGULATION = "local_regulation"
    THREE_DETERMINATIONS = "three_determinations"
    POWER_LIST = "power_list"
    CUSTOM = "custom"


class SecrecyLevel(StrEnum):
    NONE = "none"
    WORK_SECRET = "work_secret"
    STATE_SECRET = "state_secret"


class ItemState(StrEnum):
    """What became of one item of a recommendation (domain §12.3)."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    CLAIMED_DONE = "claimed_done"
    IN_PROGRESS = "in_progress"
    REFUSED = "refused"
    NOT_OURS = "not_ours"
    NO_ANSWER = "no_answer"
    VERIFIED_DONE = "verified_done"
    PARTLY_DONE = "partly_done"
    NOT_DONE = "not_done"
    REBOUNDED = "rebounded"


PRESENT = text("removed_at IS NULL")


class Case(Base):
    """``respondent_id`` null: filed over an incident, because nobody can be pinned down yet (以事立案, art. 29)."""

    KIND: ClassVar = "case"  # for the ledger and for clocks; as a table it would be a word of SQL

    __tablename__ = "pil_case"
    __table_args__ = (
        Index(None, "office_id", "state", "id"),
        Index(None, "respondent_id", "state"),
        Index(None, "previous_case_id"),
    )

    id: Mapped[Id]
    number: Mapped[columns.Key]
    version: Mapped[int] = mapped_column()
    state: Mapped[CaseState]
    track: Mapped[Track]
    title: Mapped[columns.Name]
    source: Mapped[columns.Note]  # how the clue came
    legal_field: Mapped[LegalField | None]
    nature: Mapped[columns.Code]  # the family of hazards, or the one kind of them, in which the failure shows
    respondent_id: Mapped[UUID | None] = columns.to("agency.id")
    official_number: Mapped[columns.Name | None]  # in the official system, which gives it
    secrecy_level: Mapped[SecrecyLevel]
    regime: Mapped[columns.Code]  # under which it was begun: names of documents and lengths of periods
    office_id: Mapped[UUID] = columns.to("office.id")
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[UUID] = columns.to("person.id")
    changed_at: Mapped[datetime]
    apart_reason: Mapped[columns.Note | None]  # why it stands beside another one of the same agency and nature
    previous_case_id: Mapped[UUID | None] = columns.to("pil_case.id")  # the closed one that it takes up again

    proposal: Mapped[CaseProposal | None]  # of the last report
    urgent: Mapped[bool]
    urgent_reason: Mapped[columns.Note | None]
    urgent_by_id: Mapped[UUID | None] = columns.to("person.id")
    rectify_due_on: Mapped[date | None]  # from the document; the reply has a clock of its own
    served_on: Mapped[date | None]  # sent off
    effective_on: Mapped[date | None]  # received in law: every period counts from here
    nonperformance_ground: Mapped[NonperformanceGround | None]
    closure_reason: Mapped[ClosureReason | None]
    ended_at: Mapped[datetime | None]
    draft_digest: Mapped[columns.Digest]

    hazards: Mapped[list["CaseHazard"]] = relationship(order_by="CaseHazard.added_at, CaseHazard.id")
    people: Mapped[list["CasePerson"]] = relationship(order_by="CasePerson.since, CasePerson.id")
    legal_bases: Mapped[list["CaseLegalBasis"]] = relationship(
        order_by="CaseLegalBasis.position", cascade="all, delete-orphan"
    )
    items: Mapped[list["RecommendationItem"]] = relationship(
        order_by="RecommendationItem.position", cascade="all, delete-orphan"
    )
    decisions: Mapped[list[Decision]] = relationship(order_by="Decision.recorded_at, Decision.id")
    steps: Mapped[list[CaseStep]] = relationship(order_by="CaseStep.position")

    __mapper_args__: ClassVar = {"version_id_col": version}


class CaseHazard(Base):
    """A hazard in a case, since when and why. Taking it out is an act of its own; the row stays."""

    __tablename__ = "case_hazard"
    __table_args__ = (
        Index(None, "hazard_id"),
        Index(None, "case_id", "hazard_id", unique=True, sqlite_where=PRESENT, postgresql_where=PRESENT),
    )

    id: Mapped[Id]
    case_id: Mapped[UUID] = columns.to("pil_case.id")
    hazard_id: Mapped[UUID] = columns.to("hazard.id")
    reason: Mapped[columns.Note]
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = columns.to("person.id")
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[UUID | None] = columns.to("person.id")
    removed_reason: Mapped[columns.Note | None]
    served_at: Mapped[datetime | None]
    served_with: Mapped[dict[str, Any] | None]  # who was named for which role, when the document was served


class CasePerson(Base):
    """Who works on a case: the team that reads originals. One lead at a time."""

    __tablename__ = "case_person"
    __table_args__ = (Index(None, "case_id"), Index(None, "person_id"))

    id: Mapped[Id]
    case_id: Mapped[UUID] = columns.to("pil_case.id")
    person_id: Mapped[UUID] = columns.to("person.id")
    is_lead: Mapped[bool]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class CaseLegalBasis(Base):
    """An article on which the agency's duty rests."""

    __tablename__ = "case_legal_basis"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[UUID] = columns.to("pil_case.id")
    position: Mapped[int]
    level: Mapped[BasisLevel]
    title: Mapped[columns.Name]
    article: Mapped[columns.Name]


class RecommendationItem(Base):
    """One numbered thing that the agency is asked to do, about the hazards it names."""

    __tablename__ = "recommendation_item"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[UUID] = columns.to("pil_case.id")
    position: Mapped[int]
    text: Mapped[columns.Note]
    state: Mapped[ItemState]
    hazards: Mapped[list["ItemHazard"]] = relationship(cascade="all, delete-orphan", order_by="ItemHazard.hazard_id")


class ItemHazard(Base):
    __tablename__ = "item_hazard"
    __table_args__ = (Index(None, "hazard_id"),)

    item_id: Mapped[UUID] = columns.to("recommendation_item.id", primary_key=True)
    hazard_id: Mapped[UUID] = columns.to("hazard.id", primary_key=True)
