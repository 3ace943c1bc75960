"""Query strings of /notifications."""

from inspections.fields import text
from inspections.models import OutgoingState

from .queries import Cursor, Limit, Query


class NoticeQuery(Query):
    unread: bool = False
    cursor: Cursor | None = None
    limit: Limit = 50


class OutgoingQuery(Query):
    state: OutgoingState | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class CalendarFeedQuery(Query):
    """*token* is the secret of the address."""

    token: text(100)
