"""Steps of clocks: an owner is told, and a clock of a kind that cases will start."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from inspections import clocks, hazards, people
from inspections.models import Person

TOLD_AT = "2026-06-29T10:05:00+08:00"


def notified(person, hazard, *, status=200, **said):
    """The answer to a notice to the owner by telephone."""
    body = {"how": "call", "who": "值班室张主任", "at": TOLD_AT} | said
    return person.post(f"/hazards/{hazard['id']}/owner-notices", body, status=status)


def started(person, hazard, kind="reply", event="recommendation.received", on=date(2026, 6, 29), **said):
    """The id of a clock of *kind* on *hazard*, as an act of *person*'s office that comes with cases would start it."""

    def act(session):
        actor = people.actor(session, session.scalar(select(Person).where(Person.username == person.username)))
        row = hazards.get(session, actor, UUID(hazard["id"]), lock=True)
        return clocks.start(session, actor, kind, row, office_id=row.office_id, event=event, on=on, **said).id

    return person.app.extensions["database"].write(act)


def moved(person, clock_id, verb, *, status=200, note="见卷宗", **said):
    return person.post(f"/clocks/{clock_id}/moves", {"move": verb, "note": note, **said}, status=status)
