"""Lists of hazards: filters, order, and pages that neither skip nor repeat (keyset)."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import selectinload

from geo import quadkeys

from . import case_links, db, declared, overdue, pages, visibility
from .models import Hazard, Severity, Status
from .responsibility import CHOSEN

MANY = 5000  # hazards about a box; the better of both ways for a page of 50 among a million

SPANS = [(bindparam(f"first_{at}"), bindparam(f"last_{at}")) for at in range(quadkeys.MOST_CELLS)]
# Said once for every box, the spare ranges empty: a statement of another shape each time costs more than the counting.
SOME_ABOUT = select(func.count()).select_from(
    union_all(*(select(Hazard.qk).where(Hazard.qk.between(*span)) for span in SPANS)).limit(MANY).subquery()
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
    query = ordered(session, actor, filters, last).limit(limit + 1)
    parts = (Hazard.responsibilities, Hazard.photos, Hazard.declared)
    found = list(session.scalars(query.options(*(selectinload(part) for part in parts))))
    return pages.cut(
        found,
        limit,
        lambda row: [getattr(row, column.key).astimezone(UTC).isoformat(), str(row.id)],
        filters.digest,
    )


def ordered(session, actor, filters, last=None):
    """All hazards that the actor sees and the filters let pass, in their order, as a query.

    With *last*, the instant and id of a hazard, only those after it.
    """
    column, descending = SORTS[filters.sort]
    by_place = filters.bbox is not None and is_sparse(session, filters.bbox)
    column = db.unwalked(column) if by_place else column
    asked = [*conditions(session, filters, by_place)]
    if filters.case:
        asked.append(Hazard.id.in_(case_links.inside(actor, filters.case)))
    if last:
        asked.append(_after(column, descending, *last))
    order = (column.desc(), Hazard.id.desc()) if descending else (column, Hazard.id)
    return visibility.hazards(session, actor).where(*asked).order_by(*order)


def _after(column, descending, at, last):
    if descending:
        return or_(column < at, and_(column == at, Hazard.id < last))
    return or_(column > at, and_(column == at, Hazard.id > last))


def within(bbox, statuses=()):
    """The condition that a hazard lies in the box, edges included: near it by ranges of an index, then exactly."""
    return and_(_near(bbox, statuses), _inside(bbox))


def _near(bbox, statuses):
    """Ranges of keys about the box. The statuses stand in each, where the same index tells them."""
    told = [db.unwalked(Hazard.status).in_(statuses)] if statuses else []
    return or_(*(and_(Hazard.qk.between(*span), *told) for span in quadkeys.ranges(*bbox)))


def _inside(bbox):
    west, south, east, north = bbox
    return and_(Hazard.lon.between(west, east), Hazard.lat.between(south, north))


def is_sparse(session, bbox):
    """Whether so few hazards lie about the box that sorting them costs less than walking the newest to fill a page.

    Counted in the index alone, and no further than it takes to know. No engine's statistics tell it for ranges of keys.
    """
    ranges = quadkeys.ranges(*bbox)
    spans = ranges + [(0, -1)] * (len(SPANS) - len(ranges))
    keys = {
        bind.key: key for binds, span in zip(SPANS, spans, strict=True) for bind, key in zip(binds, span, strict=True)
    }
    return session.scalar(SOME_ABOUT, keys) < MANY


def answers_for(agency_id, role=None):
    """The condition that the agency is the chosen one, in that role or in any."""
    columns = [CHOSEN[role]] if role else CHOSEN.values()
    return or_(*(getattr(Hazard, name) == agency_id for name in columns))


def concerns(agency_id):
    """The condition that the agency is a chosen one, or the one that the hazard was referred to."""
    return or_(answers_for(agency_id), Hazard.referred_to_id == agency_id)


def conditions(session, filters, by_place=True):
    """The conditions on Hazard that *filters* set. *by_place* says that the box, if any, narrows best."""
    if filters.bbox and by_place:
        yield within(filters.bbox, filters.status)
    else:
        if filters.bbox:
            yield _inside(filters.bbox)
        if filters.status:
            yield Hazard.status.in_(filters.status)
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
    if filters.q:
        texts = (Hazard.number, Hazard.description, Hazard.address)
        yield or_(*(column.icontains(filters.q, autoescape=True) for column in texts))
    if filters.seen_from:
        yield Hazard.seen_at >= filters.seen_from
    if filters.seen_to:
        yield Hazard.seen_at <= filters.seen_to
