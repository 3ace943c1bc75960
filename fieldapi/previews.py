"""Previews: made after the answer by a job, or at once when somebody asks for one that is not there yet."""

import threading
import time

from inspections import photos
from uploads import previews as derivation

from .problems import problem

RETRY_AFTER_S = 5
PATIENCE_S = 10  # of whoever asks; the job has derivation.WALL_S
AT_ONCE = threading.BoundedSemaphore(2)  # each is a process that may take a gigabyte


def make(database, store, sha256: str, media_type: str):
    """Derive the previews of these bytes in a limited process and note how it ended. Safe to repeat."""
    result = derivation.derive(store, sha256, media_type)
    _note(database, sha256, result)
    return result


def make_now(database, store, sha256: str, media_type: str):
    """The same for somebody who waits; None when it takes longer than that, and then nothing is noted."""
    deadline = time.monotonic() + PATIENCE_S
    if not AT_ONCE.acquire(timeout=PATIENCE_S):
        return None
    try:
        result = derivation.derive(store, sha256, media_type, within_s=max(1, deadline - time.monotonic()))
    finally:
        AT_ONCE.release()
    if result.reason == derivation.TIMED_OUT:
        return None
    _note(database, sha256, result)
    return result


def _note(database, sha256, result):
    database.write(lambda session: photos.previewed(session, sha256, result))


def none(reason):
    return problem(404, "no_preview", details={"reason": reason})


def not_ready():
    return problem(503, "preview_not_ready", headers={"Retry-After": str(RETRY_AFTER_S)})
