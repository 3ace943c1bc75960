"""People, the roles they hold for a period, their sign-in tokens, and failed attempts to sign in."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Id
from . import columns


class Role(StrEnum):
    """Roles of DESIGN §7. A superior is staff of a parent office, not a role."""

    PROSECUTOR = "prosecutor"
    ASSISTANT_PROSECUTOR = "assistant_prosecutor"
    CLERK = "clerk"
    DEPARTMENT_HEAD = "department_head"
    DEPUTY_CHIEF = "deputy_chief"
    CHIEF_PROSECUTOR = "chief_prosecutor"
    INVITED_ASSISTANT = "invited_assistant"
    AGENCY_LIAISON = "agency_liaison"
    VOLUNTEER = "volunteer"  # “益心为公”志愿者: files clues
    AUDITOR = "auditor"
    ADMIN = "admin"


class Person(Base):
    __tablename__ = "person"

    id: Mapped[Id]
    username: Mapped[columns.Key]  # folded: NFKC, lower case
    name: Mapped[columns.Name]
    password_hash: Mapped[str] = mapped_column(String(200))  # argon2id
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_offered: Mapped[str | None] = mapped_column(String(64))  # a secret that no code has confirmed yet
    totp_last_step: Mapped[int | None]  # a code is good once (RFC 6238 §5.2)
    totp_exempt: Mapped[bool] = mapped_column(default=False)  # accounts of the demonstration only
    password_expires_at: Mapped[datetime | None]  # set: good for one sign-in that changes it, until then
    home_agency_id: Mapped[UUID | None] = columns.to("agency.id")
    disabled_at: Mapped[datetime | None]

    grants: Mapped[list["Grant"]] = relationship(order_by="Grant.id", foreign_keys="Grant.person_id")


class Grant(Base):
    """A role held in one office or for one agency, for a period (both days inclusive).

    ``inspection_id`` narrows it to one outing; ``deputises_id`` says for whom it is exercised; while ``is_pending`` it
    gives nothing, as a second administrator has to confirm it.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("(office_id IS NULL) <> (agency_id IS NULL)", name="one_scope"),
        Index(None, "person_id"),
        Index(None, "inspection_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = columns.to("person.id")
    role: Mapped[Role]
    office_id: Mapped[UUID | None] = columns.to("office.id")
    agency_id: Mapped[UUID | None] = columns.to("agency.id")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    inspection_id: Mapped[UUID | None] = columns.to("inspection.id")
    deputises_id: Mapped[UUID | None] = columns.to("person.id")
    granted_by_id: Mapped[UUID | None] = columns.to("person.id")
    is_pending: Mapped[bool] = mapped_column(default=False)


class Token(Base):
    """A session. Only the SHA-256 of the token is kept, so a copy of the database signs nobody in.

    With ``grant_id`` it is good for that one role only: the session of an invitation.
    """

    __tablename__ = "token"
    __table_args__ = (Index(None, "person_id"),)

    hash: Mapped[columns.Digest] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = columns.to("person.id")
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]  # to within ten minutes: a write per request would be a waste
    expires_at: Mapped[datetime]
    grant_id: Mapped[UUID | None] = columns.to("role_grant.id")


class OneTimeCode(Base):
    """A printed code that stands in once for the authenticator. Only its SHA-256 is kept."""

    __tablename__ = "one_time_code"
    __table_args__ = (UniqueConstraint("person_id", "hash"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = columns.to("person.id")
    hash: Mapped[columns.Digest]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """An attempt to sign in, not judged yet or failed. ``subject`` is a digest of who or where, never that itself."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[Id]
    subject: Mapped[columns.Digest]
    at: Mapped[datetime]
    failed: Mapped[bool]
