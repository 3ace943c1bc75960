"""Answers already given, by their Idempotency-Key: kept for half a year, longer than any device stays offline."""

from datetime import timedelta

from sqlalchemy import delete

from . import db
from .models import Replay

KEPT = timedelta(days=180)


def find(session, actor, key: str) -> Replay | None:
    return session.get(Replay, (actor.person_id, key))


def remember(session, actor, key: str, fingerprint: str, body: bytes):
    """Keep an answer beside what it answers, in the same transaction; those that nobody will repeat go."""
    now = db.now(session)
    session.execute(delete(Replay).where(Replay.created_at < now - KEPT))
    row = Replay(person_id=actor.person_id, key=key, fingerprint=fingerprint, body=body, created_at=now)
    session.add(row)
    session.flush()
