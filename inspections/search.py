"""Lists of hazards: filters, order, and pages that neither skip nor repeat (keyset)."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import selectinload

from geo import quadkeys

from . import case_links, db, declared, guards, overdue, pages, visibility
from .models import Hazard, Severity, Status
from .responsibility import CHOSEN

MANY = 5000  # hazards about a box; the better of both ways for a page of 50 among a million

SPANS = [(f"first_{at}", f"last_{at}") for at in range(quadkeys.MOST_CELLS)]
BOX = ("west", "south", "east", "north")


def _spans(count):
    """The conditions that a key lies in the first, second, … of so many ranges, whose ends are said later."""
    return [Hazard.qk.between(*map(bindparam, names)) for names in SPANS[:count]]


# Said once for every box, the spare ranges empty: a statement of another shape each time costs more than the counting.
SOME_ABOUT = db.Prepared(
    select(func.count()).select_from(
        union_all(*(select(Hazard.qk).where(span) for span in _spans(len(SPANS)))).limit(MANY).subquery()
    )
)

SORTS = {
    "-seen_at": (Hazard.seen_at, True),
    "seen_at": (Hazard.seen_at, False),
    "-received_at": (Hazard.received_at, True),
    "received_at": (Hazard.received_at, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to list. None means any; *bbox* is (west, south, east, north) in WGS 84 degrees; *role* narrows *agency*."""

    bbox: tuple[float, float, float, float] | None = None
    status: frozenset[Status] = frozenset()
    type: str | None = None
    severity: frozenset[Severity] = frozenset()
    agency: UUID | None = None
    role: str | None = None
    office: UUID | None = None
    overdue: bool | None = None
    incomplete: bool | None = None
    guarded: bool | None = None
    q: str | None = None
    case: UUID | None = None
    seen_from: datetime | None = None
    seen_to: datetime | None = None
    sort: str = "-seen_at"

    @property
    def digest(self):
        """Binds a cursor to its list: the cursor of one list is no cursor of another."""
        values = (getattr(self, name) for name in self.__slots__)
        said = [sorted(value) if isinstance(value, frozenset) else value for value in values]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def page(session, actor, filters: Filters, cursor: str | None, limit: int):
    """One page of hazards that the actor sees, and the cursor of the next page or None."""
    column, _ = SORTS[filters.sort]
    last = pages.read(cursor, filters.digest, datetime.fromisoformat, UUID) if cursor else None
    query, said = ordered(session, actor, filters, last)
    found = list(session.scalars(query, said | {"limit": limit + 1}))
    return pages.cut(
        found,
        limit,
        lambda row: [getattr(row, column.key).astimezone(UTC).isoformat(), str(row.id)],
        filters.digest,
    )


def ordered(session, actor, filters, last=None):
    """The hazards that the actor sees and the filters let pass, in their order: a query and its values but the limit.

    With *last*, the instant and id of a hazard, only those after it.
    """
    spans, statuses = quadkeys.ranges(*filters.bbox) if filters.bbox else [], sorted(filters.status)
    by_place = bool(spans) and is_sparse(session, spans)
    shape = (len(spans) if by_place else 0, bool(spans), len(statuses))
    query = _ordered(visibility.hazards(session, actor), filters.sort, *shape)
    said = {f"said_status_{at}": status for at, status in enumerate(statuses)}
    if spans:
        said |= zip(BOX, filters.bbox, strict=True)
    if by_place:
        said |= _ends(spans)
    asked = [*_others(session, filters)]
    if filters.case:
        asked.append(Hazard.id.in_(case_links.inside(session, actor, filters.case)))
    if last:
        asked.append(_after(*_key(filters.sort, by_place), *last))
    return query.where(*asked) if asked else query, said


@lru_cache(1000)
def _ordered(seen, sort, spans, boxed, statuses):
    """Those that are *seen*, in their order, in a box and one of so many statuses, by so many ranges of keys or none.

    Kept, since making a statement costs more than the database needs to answer it; what differs from one map to the
    next is said later.
    """
    column, descending = _key(sort, spans)
    words = [bindparam(f"said_status_{at}") for at in range(statuses)]
    asked = [_near(_spans(spans), words)] if spans else [Hazard.status.in_(words)] if words else []
    if boxed:
        asked.append(_inside(map(bindparam, BOX)))
    order = (column.desc(), Hazard.id.desc()) if descending else (column, Hazard.id)
    whole = map(selectinload, (Hazard.answer, Hazard.choices, Hazard.photos, Hazard.declared))
    return seen.where(*asked).order_by(*order).limit(bindparam("limit")).options(*whole)


def _key(sort, by_place):
    """The column that a list is sorted by, and whether downwards."""
    column, descending = SORTS[sort]
    return db.unwalked(column) if by_place else column, descending


def _after(column, descending, at, last):
    if descending:
        return or_(column < at, and_(column == at, Hazard.id < last))
    return or_(column > at, and_(column == at, Hazard.id > last))


def within(bbox, statuses=()):
    """The condition that a hazard lies in the box, edges included: near it by ranges of an index, then exactly."""
    return and_(_near([Hazard.qk.between(*span) for span in quadkeys.ranges(*bbox)], statuses), _inside(bbox))


def _near(spans, statuses):
    """Ranges of keys about the box. The statuses stand in each, where the same index tells them."""
    told = [db.unwalked(Hazard.status).in_(statuses)] if statuses else []
    return or_(*(and_(span, *told) for span in spans))


def _inside(bbox):
    west, south, east, north = bbox
    return and_(Hazard.lon.between(west, east), Hazard.lat.between(south, north))


def is_sparse(session, spans):
    """Whether sorting the hazards in these ranges of keys costs less than walking the newest to fill a page.

    Counted in the index alone, and no further than it takes to know. No engine's statistics tell it for ranges of keys.
    """
    spare = [(0, -1)] * (len(SPANS) - len(spans))
    return SOME_ABOUT(session, _ends(spans + spare)).scalar() < MANY


def _ends(spans):
    return {name: end for names, span in zip(SPANS, spans, strict=False) for name, end in zip(names, span, strict=True)}


def answers_for(agency_id, role=None):
    """The condition that the agency is the chosen one, in that role or in any."""
    columns = [CHOSEN[role]] if role else CHOSEN.values()
    return or_(*(getattr(Hazard, name) == agency_id for name in columns))


def concerns(agency_id):
    """The condition that the agency is a chosen one, or the one that the hazard was referred to."""
    return or_(answers_for(agency_id), Hazard.referred_to_id == agency_id)


def conditions(session, filters):
    """The conditions on Hazard that *filters* set, of which the box, if any, narrows best."""
    if filters.bbox:
        yield within(filters.bbox, filters.status)
    elif filters.status:
        yield Hazard.status.in_(filters.status)
    yield from _others(session, filters)


def _others(session, filters):
    """The conditions beside box and statuses."""
    if filters.type:
        yield or_(Hazard.type == filters.type, Hazard.type.startswith(f"{filters.type}.", autoescape=True))
    if filters.severity:
        yield Hazard.severity.in_(filters.severity)
    if filters.agency:
        yield answers_for(filters.agency, filters.role)
    if filters.office:
        yield Hazard.office_id == filters.office
    if filters.overdue is not None:
        late = overdue.condition(session)
        yield late if filters.overdue else ~late
    if filters.incomplete is not None:
        yield declared.incomplete() if filters.incomplete else ~declared.incomplete()
    if filters.guarded is not None:
        yield guards.condition() if filters.guarded else ~guards.condition()
    if filters.q:
        texts = (Hazard.number, Hazard.description, Hazard.address)
        yield or_(*(column.icontains(filters.q, autoescape=True) for column in texts))
    if filters.seen_from:
        yield Hazard.seen_at >= filters.seen_from
    if filters.seen_to:
        yield Hazard.seen_at <= filters.seen_to
