"""How a person wants to be told: an address and a digest, and a secret address of the calendar of due dates."""

import hashlib
import secrets

from sqlalchemy import select

from . import ledger, people
from .errors import Invalid, NotFound
from .models import NoticeSetting, Person

TOKEN_PREFIX = "cal_"


def of(session, person_id) -> NoticeSetting:
    """The person's row; without one what holds by default: told in the app only."""
    row = session.get(NoticeSetting, person_id)
    return row or NoticeSetting(person_id=person_id, email=None, daily=False, muted=[], language="zh")


def save(session, actor, draft) -> NoticeSetting:
    """Keep how the actor wants to be told. Raises Invalid for a digest without an address."""
    if draft.daily and draft.email is None:
        raise Invalid.at("email", "required")
    row = _mine(session, actor)
    row.email, row.daily, row.muted, row.language = draft.email, draft.daily, list(draft.muted), draft.language
    session.flush()
    _note(session, actor, "person.notices_set", draft.model_dump(mode="json"))
    return row


def make_calendar_address(session, actor) -> str:
    """The secret of a new address of the actor's calendar, of which only a hash is kept; the old one is worthless."""
    row, token = _mine(session, actor), TOKEN_PREFIX + secrets.token_urlsafe(32)
    row.calendar_hash = _hash(token)
    session.flush()
    _note(session, actor, "person.calendar_shared", {})
    return token


def revoke_calendar_address(session, actor):
    row = _mine(session, actor)
    if row.calendar_hash is not None:
        row.calendar_hash = None
        session.flush()
        _note(session, actor, "person.calendar_revoked", {})


def reader(session, token: str) -> tuple[people.Actor, NoticeSetting]:
    """Whose calendar this is, with the roles of today, and the settings. NotFound for any other secret."""
    row = session.scalar(select(NoticeSetting).where(NoticeSetting.calendar_hash == _hash(token)))
    person = row and session.get_one(Person, row.person_id)
    if person is None or person.disabled_at:
        raise NotFound
    return people.actor(session, person), row


def _mine(session, actor):
    row = of(session, actor.person_id)
    session.add(row)
    return row


def _note(session, actor, type_, payload):
    ledger.append(session, actor, type_, [("person", actor.person_id)], payload)


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()
