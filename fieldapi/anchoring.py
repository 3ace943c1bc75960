"""What proves the ledger to others, done beside the jobs: each step when it is due, and again later when it fails."""

import logging
import threading
import time

from inspections import checkpoints, keys, timestamps, witnesses

from .outside import timestamps as authority
from .outside import witnesses as outside

LOG = logging.getLogger(__name__)
PAUSE_S = 1
PATIENCE_S = 60  # after a failure


def checkpoint(database, settings):
    """Sign what happened, at most once a minute."""
    with database.read() as session:
        is_due = checkpoints.is_due(session)
    if is_due:
        checkpoints.sign(database, keys.Folder(settings.keys))


def cosign(database, settings, submit=outside.submit):
    """Show the newest checkpoint to every witness that has not cosigned it; one that fails holds up no other."""
    with database.read() as session:
        waiting = {one.name: one.url for one in witnesses.waiting(session)}
    failures = []
    for name, url in waiting.items():
        try:
            _show(database, name, url, submit)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("witnesses did not cosign", failures)


def _show(database, name, url, submit):
    with database.read() as session:
        sent = witnesses.submission(session, name)
    answer = submit(url, str(sent))
    if answer.size is None:
        database.write(lambda session: witnesses.accept(session, name, sent.head.size, answer.lines))
    elif answer.size != sent.old:  # it saw another one last: the next time we go on from there
        database.write(lambda session: witnesses.saw(session, name, answer.size))
    else:
        raise outside.Refused(f"{name} saw {answer.size} and does not say so")


def stamp(database, settings, ask=authority.ask):
    """Have the newest checkpoint stamped, and tokens that end soon carried on, one at a time."""
    if not settings.tsa_url:
        return
    with database.read() as session:
        wanted = timestamps.due(session)
    if wanted is not None:
        request, nonce = timestamps.request(wanted.content)
        token = ask(settings.tsa_url, request)
        said = timestamps.Authority.of(settings.tsa_certificates).read(token, wanted.content, nonce)
        database.write(lambda session: timestamps.keep(session, wanted, token, said))


STEPS = (checkpoint, cosign, stamp)


def work(database, settings, stop: threading.Event, steps=STEPS, pause_s=PAUSE_S):
    """Take every step that is due, until *stop* is set. What fails holds up nothing else."""
    not_before = dict.fromkeys(steps, 0.0)
    while not stop.is_set():
        for step in steps:
            if time.monotonic() < not_before[step]:
                continue
            try:
                step(database, settings)
            except Exception:
                LOG.exception("%s failed", step.__name__)
                not_before[step] = time.monotonic() + PATIENCE_S
        stop.wait(pause_s)


def start_thread(database, settings) -> threading.Event:
    """Work in the background of this process; set the event that is returned to end it."""
    stop = threading.Event()
    threading.Thread(target=work, args=(database, settings, stop), name="anchors", daemon=True).start()
    return stop
