"""Query strings about clues."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from inspections.fields import Day
from inspections.models import ClueSource, ClueState

from .queries import Cursor, Limit, Query

ClueStates = Annotated[
    frozenset[ClueState], BeforeValidator(lambda said: said.split(",") if isinstance(said, str) else said)
]


class ClueQuery(Query):
    """*unanswered*: the result is still to be told to somebody. *overdue*: a period of an answer is over."""

    state: ClueStates = frozenset()
    office: UUID | None = None
    source: ClueSource | None = None
    hazard: UUID | None = None
    case: UUID | None = None
    unanswered: bool | None = None
    overdue: bool | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class ClueFiguresQuery(Query):
    """Of the clues received between two days, inclusive."""

    first: Day | None = None
    last: Day | None = None
    office: UUID | None = None
