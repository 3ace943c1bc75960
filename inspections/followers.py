"""Who follows a hazard: whoever recorded it, whoever wants to, and the followers of its duplicates."""

from sqlalchemy import delete, exists, insert, literal, select

from . import db, ledger, visibility
from .errors import NotFound
from .models import Follower, Person


def of(session, actor, hazard_id):
    """Rows of ``(Follower, name)`` of a hazard that the actor sees, the first to follow first."""
    _check(session, actor, hazard_id)
    query = select(Follower, Person.name).join(Person, Person.id == Follower.person_id)
    query = query.where(Follower.hazard_id == hazard_id).order_by(Follower.since, Follower.person_id)
    return session.execute(query).all()


def follow(session, actor, hazard_id):
    """Follow from now on; who follows already goes on as before."""
    _check(session, actor, hazard_id)
    if add(session, hazard_id, actor.person_id):
        _write(session, actor, "person.followed", hazard_id)


def unfollow(session, actor, hazard_id):
    _check(session, actor, hazard_id)
    mine = (Follower.hazard_id == hazard_id, Follower.person_id == actor.person_id)
    if session.execute(delete(Follower).where(*mine)).rowcount:
        _write(session, actor, "person.unfollowed", hazard_id)


def _write(session, actor, type_, hazard_id):
    """An act of the person: what the hazard's own timeline tells is not disturbed."""
    ledger.append(session, actor, type_, [("person", actor.person_id)], {"hazard_id": hazard_id})


def _check(session, actor, hazard_id):
    if hazard_id not in visibility.seen(session, actor, [hazard_id]):
        raise NotFound


def add(session, hazard_id, person_id) -> bool:
    """Let *person_id* follow; False if that is so already. No flush: the hazard's version counts up once per act."""
    return _insert(session, hazard_id, select(literal(person_id, Person.id.type).label("person_id")))


def join(session, hazard_id, from_id):
    """Let everybody who follows the hazard *from_id* follow *hazard_id* too; they go on following the other."""
    _insert(session, hazard_id, select(Follower.person_id).where(Follower.hazard_id == from_id))


def _insert(session, hazard_id, people):
    person = people.subquery()
    there = exists().where(Follower.hazard_id == hazard_id, Follower.person_id == person.c.person_id)
    rows = select(
        literal(hazard_id, Follower.hazard_id.type),
        person.c.person_id,
        literal(db.now(session), Follower.since.type),
    ).where(~there)
    return bool(session.execute(insert(Follower).from_select(["hazard_id", "person_id", "since"], rows)).rowcount)
