"""What changed for a person since a device asked last: page by page, and what is no more the person's to see.

First everything there is, in the order of ids; from then on by the ledger, whose numbers have no gaps and no twins. An
act on so many records that it names none begins everything anew, and so does another scope of the person.
"""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import selectinload

from . import checklists, followups, offline, pages, visibility
from .models import Delivery, Entry, EntrySubject, Hazard, HazardType, Inspection, LedgerHead

BULK = ("reassignment.applied", "import.applied")
NOUNS = {"hazard": (Hazard, visibility.hazards), "inspection": (Inspection, visibility.inspections)}
PARTS = {
    "hazard": (Hazard.answer, Hazard.choices, Hazard.photos, Hazard.declared),
    "inspection": (Inspection.participants, Inspection.agenda, Inspection.findings),
}
STAGES = (*NOUNS, "since")
SILENT = {"synchronize_session": False}


@dataclass(slots=True)
class Page:
    """Rows that changed, ids that are gone, and where to go on."""

    rows: dict[str, list] = field(default_factory=lambda: {noun: [] for noun in NOUNS})
    gone: dict[str, list[UUID]] = field(default_factory=lambda: {noun: [] for noun in NOUNS})
    cursor: str = ""
    more: bool = False


def pull(session, actor, device, cursor: str | None, limit: int) -> Page:
    """One page. *cursor* is None, or that of the page before. Raises Invalid for another cursor."""
    scope, head = _scope(actor), session.scalar(select(LedgerHead.size))
    start = (STAGES[0], head, "", scope)
    stage, seq, last, of = pages.read(cursor, "sync", str, int, str, str) if cursor else start
    asked = seq if stage == "since" else 0
    if of != scope or (stage == "since" and _is_bulk(session, seq)):
        stage, seq, last, asked = *start[:3], asked
    page = Page()
    if stage == "since":
        seq = _since(session, actor, page, seq, limit)
    else:
        stage, last = _walk(session, actor, page, stage, last, limit)
    page.more = stage != "since" or seq < head
    _deliver(session, device, page)
    _gone(session, actor, device, page, asked, head)
    page.cursor = pages.cursor([stage, str(seq), last, scope], "sync")
    return page


def _scope(actor):
    """What the person may see hangs on the roles of today."""
    held = sorted(repr((role.role, role.office_id, role.inspection_id)) for role in actor.held)
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]


def _is_bulk(session, seq):
    return session.scalar(select(Entry.seq).where(Entry.seq > seq, Entry.type.in_(BULK)).limit(1)) is not None


def _walk(session, actor, page, stage, last, limit):
    """The next rows of everything, and where the walk stands then."""
    while stage in NOUNS and limit:
        model, visible = NOUNS[stage]
        query = visible(session, actor).order_by(model.id).limit(limit).options(*map(selectinload, PARTS[stage]))
        rows = list(session.scalars(query.where(model.id > UUID(last)) if last else query))
        page.rows[stage] = rows
        if len(rows) == limit:
            return stage, str(rows[-1].id)
        limit -= len(rows)
        stage, last = STAGES[STAGES.index(stage) + 1], ""
    return stage, last


def _since(session, actor, page, seq, limit):
    """The records that the next entries are about; the number of the last of these entries."""
    subjects = select(EntrySubject.seq, EntrySubject.kind, EntrySubject.subject_id)
    subjects = subjects.where(EntrySubject.seq > seq, EntrySubject.kind.in_(NOUNS))
    found = session.execute(subjects.order_by(EntrySubject.seq, EntrySubject.position).limit(limit + 1)).all()
    if len(found) <= limit:
        upto = session.scalar(select(LedgerHead.size))
    else:  # whole entries only, at least one of them
        upto = max(found[-1].seq - 1, found[0].seq)
        within = subjects.where(EntrySubject.seq <= upto)
        found = session.execute(within).all()
    for noun, (model, visible) in NOUNS.items():
        ids = {row.subject_id for row in found if row.kind == noun}
        if ids:
            query = visible(session, actor).where(model.id.in_(ids)).order_by(model.id)
            page.rows[noun] = list(session.scalars(query.options(*map(selectinload, PARTS[noun]))))
    return upto


def _deliver(session, device, page):
    """Note what the device has from now on."""
    for noun, rows in page.rows.items():
        ids = [row.id for row in rows]
        mine = (Delivery.device_id == device.id, Delivery.kind == noun, Delivery.subject_id.in_(ids))
        known = set(session.scalars(select(Delivery.subject_id).where(*mine)))
        session.execute(update(Delivery).where(*mine, Delivery.gone_since.is_not(None)).values(gone_since=None))
        fresh = [{"device_id": device.id, "kind": noun, "subject_id": id_} for id_ in ids if id_ not in known]
        if fresh:
            session.execute(insert(Delivery), fresh)


def _gone(session, actor, device, page, asked, head):
    """What the device has and its person sees no more: all that became so since it asked last."""
    for noun, (model, visible) in NOUNS.items():
        seen = visible(session, actor).with_only_columns(model.id)
        mine = (Delivery.device_id == device.id, Delivery.kind == noun)
        lost = (*mine, Delivery.gone_since.is_(None), Delivery.subject_id.not_in(seen))
        session.execute(update(Delivery).where(*lost).values(gone_since=head), execution_options=SILENT)
        gone = select(Delivery.subject_id).where(*mine, Delivery.gone_since >= asked)
        page.gone[noun] = list(session.scalars(gone.order_by(Delivery.subject_id)))


def due(session, actor, rows) -> list:
    """The open follow-ups of these hazards, as pairs with their hazard: all there are."""
    ids = [row.id for row in rows]
    return followups.due(session, actor, Hazard.id.in_(ids), limit=20 * len(ids))[0] if ids else []


def versions(session, actor, maps) -> dict[str, str]:
    """Of what a device takes along besides: when one differs, it is fetched anew."""
    lists = [(row.hazard_type, row.version) for row in checklists.current(session)]
    types = session.execute(select(HazardType.code, HazardType.default_severity).order_by(HazardType.code)).all()
    return {
        "responsibility": offline.edition(session, actor, maps).version,
        "checklists": _digest(lists),
        "hazard_types": _digest([tuple(row) for row in types]),
    }


def _digest(rows):
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
