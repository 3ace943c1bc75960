"""Query strings of /services and /address-confirmations."""

from typing import Literal
from uuid import UUID

from inspections.fields import Code, Day
from inspections.models import ServiceState

from .queries import Cursor, Limit, Query


class ServiceQuery(Query):
    """*since* and *until* are days of sending, inclusive."""

    agency: UUID | None = None
    kind: Code | None = None
    state: ServiceState | None = None
    document: UUID | None = None
    since: Day | None = None
    until: Day | None = None
    f: Literal["json", "xlsx"] = "json"
    cursor: Cursor | None = None
    limit: Limit = 50


class DocumentServiceQuery(Query):
    cursor: Cursor | None = None
    limit: Limit = 50


class ConfirmationQuery(Query):
    agency: UUID | None = None
    cursor: Cursor | None = None
    limit: Limit = 50
