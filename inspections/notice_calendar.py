"""The due dates that concern a person, for calendar software: numbers and kinds, no words of any record."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from . import db, inspections, notices, visibility
from .models import (
    Case,
    CasePerson,
    Clock,
    ClockState,
    Clue,
    Follower,
    FollowUp,
    Inspection,
    Participant,
)

BACK = timedelta(days=60)  # what is late stays in sight so long
MOST = 1000


@dataclass(frozen=True, slots=True)
class Date:
    """One day: of a ``clock``, a ``follow_up`` or a ``round``; ``what`` is the kind of clock or the reason."""

    id: UUID
    kind: str
    what: str
    about_kind: str
    about_id: UUID
    on: date
    provisional: bool = False


def dates(session, actor) -> list[tuple[Date, str]]:
    """The dates of hazards that *actor* follows, and of cases and rounds in which *actor* takes part.

    Each comes with the number of the record; what *actor* may not see today is left out.
    """
    since = db.today(session) - BACK
    found = [*_clocks(session, actor, since), *_visits(session, actor, since), *_rounds(session, actor, since)]
    seen = zip(found, notices.about(session, actor, found), strict=True)
    return sorted((pair for pair in seen if pair[1]), key=lambda pair: (pair[0].on, pair[0].id))[:MOST]


def _followed(actor):
    return select(Follower.hazard_id).where(Follower.person_id == actor.person_id)


def _clocks(session, actor, since):
    team = select(CasePerson.case_id).where(CasePerson.person_id == actor.person_id, CasePerson.until.is_(None))
    clues = select(Clue.id).where(or_(Clue.handler_id == actor.person_id, Clue.sponsor_id == actor.person_id))
    mine = or_(
        and_(Clock.subject_kind == "hazard", Clock.subject_id.in_(_followed(actor))),
        and_(Clock.subject_kind == Case.KIND, Clock.subject_id.in_(team)),
        and_(Clock.subject_kind == Clue.KIND, Clock.subject_id.in_(clues)),
    )
    query = visibility.clocks(session, actor).where(mine, Clock.state == ClockState.RUNNING, Clock.due_on >= since)
    for row in session.scalars(query):
        yield Date(row.id, "clock", row.kind, row.subject_kind, row.subject_id, row.due_on, row.provisional)


def _visits(session, actor, since):
    columns = (FollowUp.id, FollowUp.reason, FollowUp.hazard_id, FollowUp.due_on)
    open_ = (FollowUp.closed_at.is_(None), FollowUp.due_on >= since, FollowUp.hazard_id.in_(_followed(actor)))
    for id_, reason, hazard_id, due_on in session.execute(select(*columns).where(*open_)):
        yield Date(id_, "follow_up", reason.value, "hazard", hazard_id, due_on)


def _rounds(session, actor, since):
    mine = select(Participant.inspection_id).where(Participant.person_id == actor.person_id)
    planned = (Inspection.planned_on >= since, Inspection.status.in_(inspections.UNFINISHED), Inspection.id.in_(mine))
    columns = (Inspection.id, Inspection.planned_on)
    for id_, on in session.execute(visibility.inspections(session, actor).where(*planned).with_only_columns(*columns)):
        yield Date(id_, "round", "round", "inspection", id_, on)
