"""What people are told of: what is due by the policy today, and the acts since the last look."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from . import db
from .models import (
    Clock,
    ClockState,
    Clue,
    ClueState,
    Entry,
    EntrySubject,
    FollowUp,
    Hazard,
    NoticeProgress,
    Service,
    ServiceEvent,
    ServiceEventKind,
    ServiceState,
    ServiceWay,
    Status,
)
from .notice_policy import AT_ONCE, POLICY
from .service_policy import NOT_OPENED

STALE = timedelta(days=7)  # acts that are older are no news: a server stood still, or a story was seeded


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing at one moment. ``key`` tells it from every other; ``by`` is who did it, and need not be told."""

    event: str
    moment: str
    key: str
    what: str
    about_kind: str
    about_id: UUID
    office_id: UUID
    due_on: date | None = None
    by: UUID | None = None

    @property
    def recipients(self):
        return POLICY[self.event].moments[self.moment]


def due(session) -> list[Matter]:
    """What is due: clocks, visits, records to confirm, clues to register, first visits, services nobody opened."""
    reads = {"clock_due": _clocks, "follow_up_due": _visits, "confirmation_pending": _recorded}
    reads |= {"clue_unregistered": _unregistered, "sponsor_due": _unsponsored, "service_unopened": _unopened}
    return [matter for event, read in reads.items() for matter in _dated(session, event, read)]


def _dated(session, event, read):
    today = db.today(session)
    for id_, what, about_kind, about_id, office_id, due_on in read(session, *POLICY[event].window(today)):
        moment = POLICY[event].moment(due_on, today)
        if moment:
            key = f"{event}:{moment}:{id_}:{due_on}"
            yield Matter(event, moment, key, what, about_kind, about_id, office_id, due_on)


def _clocks(session, first, last):
    columns = (Clock.id, Clock.kind, Clock.subject_kind, Clock.subject_id, Clock.office_id, Clock.due_on)
    running = (Clock.state == ClockState.RUNNING, Clock.due_on.between(first, last))
    return session.execute(select(*columns).where(*running).order_by(Clock.due_on, Clock.id)).all()


def _visits(session, first, last):
    columns = (FollowUp.id, FollowUp.reason, FollowUp.hazard_id, Hazard.office_id, FollowUp.due_on)
    open_ = (FollowUp.closed_at.is_(None), FollowUp.due_on.between(first, last))
    query = select(*columns).join(Hazard, Hazard.id == FollowUp.hazard_id).where(*open_)
    for id_, reason, hazard_id, office_id, due_on in session.execute(query.order_by(FollowUp.due_on, FollowUp.id)):
        yield id_, reason.value, "hazard", hazard_id, office_id, due_on


def _recorded(session, first, last):
    begin, end = db.begin_of(first), db.begin_of(last + timedelta(days=1))
    waiting = (Hazard.status == Status.RECORDED, Hazard.received_at >= begin, Hazard.received_at < end)
    query = select(Hazard.id, Hazard.office_id, Hazard.received_at).where(*waiting).order_by(Hazard.id)
    for id_, office_id, received_at in session.execute(query):
        yield id_, "recorded", "hazard", id_, office_id, db.legal_date(received_at)


def _unregistered(session, first, last):
    return _clues(session, Clue.state == ClueState.RECEIVED, Clue.received_on.between(first, last))


def _unsponsored(session, first, last):
    """First visits that no leader has taken."""
    open_ = (Clue.first_visit, Clue.sponsor_id.is_(None), Clue.concluded_on.is_(None))
    return _clues(session, *open_, Clue.received_on.between(first, last))


def _clues(session, *which):
    query = select(Clue.id, Clue.office_id, Clue.received_on).where(*which).order_by(Clue.id)
    for id_, office_id, received_on in session.execute(query):
        yield id_, "received", Clue.KIND, id_, office_id, received_on


def _unopened(session, first, last):
    """Services sent electronically that nobody opened since, by the day on which that is too long."""
    opened = select(ServiceEvent.id).where(
        ServiceEvent.service_id == Service.id,
        ServiceEvent.round == Service.round,
        ServiceEvent.kind.in_((ServiceEventKind.OPENED, ServiceEventKind.SIGNED)),
    )
    columns = (Service.id, Service.way, Service.id, Service.office_id, Service.sent_on)
    waiting = (
        Service.state.in_((ServiceState.DISPATCHED, ServiceState.REDISPATCHED)),
        Service.way == ServiceWay.ELECTRONIC,
        Service.sent_on.between(first - NOT_OPENED, last - NOT_OPENED),
    )
    query = select(*columns).where(*waiting, ~opened.exists()).order_by(Service.id)
    for id_, way, about_id, office_id, sent_on in session.execute(query):
        yield id_, way.value, "service", about_id, office_id, sent_on + NOT_OPENED


def done(session) -> list[Matter]:
    """The acts since the last look that somebody is told of at once."""
    events = {act: event for event, row in POLICY.items() for act in row.acts}
    since = select(NoticeProgress.seq).scalar_subquery()
    first = (EntrySubject.seq == Entry.seq, EntrySubject.position == 0)
    columns = (Entry.seq, Entry.type, Entry.office_id, Entry.actor_id, EntrySubject.kind, EntrySubject.subject_id)
    query = select(*columns).join(EntrySubject, first[0] & first[1]).where(Entry.seq > since, Entry.type.in_(events))
    query = query.where(Entry.at > db.now(session) - STALE)
    return [_act(events, *row) for row in session.execute(query.order_by(Entry.seq))]


def _act(events, seq, type_, office_id, actor_id, kind, id_):
    event, what = events[type_], type_.rpartition(".")[2]
    key = f"{event}:{id_}" if POLICY[event].once else f"{event}:{seq}"
    return Matter(event, AT_ONCE, key, what, kind, id_, office_id, by=actor_id)
