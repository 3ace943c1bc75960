"""Work after the commit: a row written in the domain transaction, leased, done at least once."""

from datetime import timedelta

from sqlalchemy import and_, select, update

from . import db
from .models import Job

LEASE = timedelta(minutes=2)
RETRY_AFTER = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


def enqueue(session, kind: str, payload: dict, due_at=None):
    """Ask for work of *kind* once this transaction is committed, or at *due_at*. It must bear being done twice."""
    session.add(Job(kind=kind, payload=payload, due_at=due_at or db.now(session), attempts=0, last_error=""))


def lease(session) -> Job | None:
    """Take the next job that is due; nobody else gets it while the lease runs."""
    now = db.now(session)
    due = and_(Job.done_at.is_(None), Job.failed_at.is_(None), Job.due_at <= now)
    died = "the worker died every time"  # it could not say so itself
    session.execute(update(Job).where(due, Job.attempts > len(RETRY_AFTER)).values(failed_at=now, last_error=died))
    job = session.scalar(select(Job).where(due).order_by(Job.due_at).limit(1).with_for_update(skip_locked=True))
    if job is not None:
        job.due_at, job.attempts = now + LEASE, job.attempts + 1
    return job


def finish(session, job_id):
    session.get_one(Job, job_id).done_at = db.now(session)


def fail(session, job_id, error: str):
    """Try again later, each time later, and give up after the last: then a person has to look."""
    job = session.get_one(Job, job_id)
    job.last_error = error[:1000]
    if job.attempts > len(RETRY_AFTER):
        job.failed_at = db.now(session)
    else:
        job.due_at = db.now(session) + RETRY_AFTER[job.attempts - 1]
