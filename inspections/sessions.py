"""One's own account: where it is signed in, and a new password."""

from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, select

from . import db, ledger, people
from .errors import Invalid, NotFound
from .models import Person, Token

ID_SIGNS = 16  # of the hash of the token: names a session and opens none


def of(session, actor) -> list[Token]:
    """The sessions of the actor's account that still open something, newest first."""
    now = db.now(session)
    rows = session.scalars(select(Token).where(Token.person_id == actor.person_id).order_by(Token.created_at.desc()))
    return [row for row in rows if row.expires_at > now and row.used_at + people.TOKEN_IDLE > now]


def end(session, actor, session_id: str):
    """End one session of the own account at once: a phone that is lost."""
    row = next((row for row in of(session, actor) if row.hash[:ID_SIGNS] == session_id), None)
    if row is None:
        raise NotFound
    session.delete(row)
    ledger.append(session, actor, "person.session_ended", [("person", actor.person_id)])


def check(session, actor, password: str):
    """Invalid unless that is the actor's password now."""
    person = session.get_one(Person, actor.person_id)
    try:
        people.HASHER.verify(person.password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        raise Invalid.at("password", "wrong_password") from None


def change_password(session, actor, new_password: str, token: str, attempt):
    """Set a new password; every other session of the account ends."""
    person = session.get_one(Person, actor.person_id)
    people.forget_attempt(session, attempt)
    people.set_password(person, new_password)
    person.password_expires_at = None
    others = (Token.person_id == person.id, Token.hash != people.hashed(token))
    session.execute(delete(Token).where(*others))
    session.flush()
    ledger.append(session, actor, "person.password_changed", [("person", person.id)])
