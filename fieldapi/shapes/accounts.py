"""Accounts, roles, deputies, sessions, and shares of a record with another office."""

from datetime import date, datetime
from uuid import UUID

from inspections.models import Role

from .base import Named, Shape, listing


class AccountGrant(Shape):
    id: UUID
    role: Role
    office: Named | None
    agency: Named | None
    valid_from: date | None
    valid_to: date | None
    inspection_id: UUID | None
    is_pending: bool


class Account(Shape):
    id: UUID
    username: str
    name: str
    disabled_at: datetime | None
    password_expires_at: datetime | None  # of a one-time password that was not replaced yet
    second_factor: bool
    home_agency: Named | None
    grants: list[AccountGrant]


AccountList = listing(Account)


class IssuedAccount(Account):
    one_time_password: str


class Deputy(Shape):
    id: UUID
    role: Role
    person: Named
    deputises: Named
    office: Named
    valid_from: date
    valid_to: date


DeputyList = listing(Deputy)


class TotpOffer(Shape):
    secret: str
    uri: str
    qr_svg: str


class PrintedCodes(Shape):
    codes: list[str]


class Session(Shape):
    id: str
    created_at: datetime
    used_at: datetime
    expires_at: datetime
    current: bool
    by_invitation: bool


SessionList = listing(Session)


class Share(Shape):
    id: UUID
    office: Named
    until: date
    reason: str
    shared_by: Named
    shared_at: datetime
    ended_at: datetime | None


ShareList = listing(Share)
