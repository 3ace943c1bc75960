"""Signing in, and who somebody is."""

from datetime import datetime
from uuid import UUID

from inspections.models import Role

from .base import Named, Shape, listing


class Token(Shape):
    access_token: str | None
    expires_at: datetime


class Held(Shape):
    role: Role
    office: Named | None
    agency: Named | None


class Me(Shape):
    id: UUID
    username: str
    name: str
    roles: list[Held]
    actions: list[str]


class PersonItem(Shape):
    id: UUID
    name: str
    roles: list[Held]


PersonList = listing(PersonItem)
