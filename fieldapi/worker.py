"""Does the jobs that transactions leave behind: a thread of the server, or any number of ``worker`` processes."""

import logging
import threading

from inspections import imports, jobs, purges, reassigning, service_batches, uploads
from inspections import reassignment_differences as differing

from . import previews

LOG = logging.getLogger(__name__)
PAUSE_S = 0.5

HANDLERS = {
    "preview": lambda database, store, payload: previews.make(database, store, **payload),
    "import.check": lambda database, store, payload: imports.check(database, store, **payload),
    "import.apply": lambda database, store, payload: imports.apply(database, store, **payload),
    "reassignment.compute": lambda database, store, payload: differing.compute(database, store, **payload),
    "reassignment.apply": lambda database, store, payload: reassigning.apply(database, store, **payload),
    "photo.purge": lambda database, store, payload: purges.destroy(database, store, **payload),
    service_batches.JOB: lambda database, store, payload: service_batches.work(database, **payload),
    "upload.tidy": lambda database, store, payload: uploads.tidy(database, store, **payload),
}


def work_once(database, store, outside=()) -> bool:
    """Do the next job that is due; False when there is none. What fails is tried again later.

    *outside* maps further kinds to their handlers: those that talk to somebody else, by the settings.
    """
    leased = database.write(_lease)
    if leased is None:
        return False
    job_id, kind, payload = leased
    try:
        (HANDLERS | dict(outside))[kind](database, store, payload)
    except Exception as error:
        LOG.exception("job %s of kind %s failed", job_id, kind)
        reason = f"{type(error).__name__}: {error}"
        database.write(lambda session: jobs.fail(session, job_id, reason))
    else:
        database.write(lambda session: jobs.finish(session, job_id))
    return True


def _lease(session):
    job = jobs.lease(session)
    return job and (job.id, job.kind, job.payload)


def work(database, store, stop: threading.Event, outside=()):
    """Work until *stop* is set. A database that does not answer ends no worker."""
    while not stop.is_set():
        try:
            worked = work_once(database, store, outside)
        except Exception:
            LOG.exception("the jobs can't be read or noted")
            worked = False
        if not worked:
            stop.wait(PAUSE_S)


def start_thread(database, store, outside=()) -> threading.Event:
    """Work in the background of this process; set the event that is returned to end it."""
    stop = threading.Event()
    threading.Thread(target=work, args=(database, store, stop, outside), name="jobs", daemon=True).start()
    return stop
