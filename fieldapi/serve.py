"""The built-in server: granian with one worker and blocking threads, jobs in the same process, one per data folder.

The lock on the data folder belongs to the worker: a second instance refuses, and a crashed one leaves none behind.
"""

import fcntl
import gc
import os
import signal
import socket
import threading
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels

from . import anchoring, create_app, noticing, settings, worker

THREADS = 64  # slow uploads each hold one
PARENT_CHECK_S = 1
LAST_ANSWERS_S = 8  # for requests under way at the end; a phone that went silent in the middle of one is not waited for
STALE_S = 24 * 3600  # no upload takes a day: older ones were left by a crash


class Busy(RuntimeError):
    """The data folder or the port belongs to another process; the message says which."""


def lock(folder):
    """Hold the data folder for this process, or raise Busy. The lock ends with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / ".lock").open("a")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise Busy(f"{folder} is served by another process already") from None
    return handle


def check_port(host, port):
    """Raise Busy when somebody listens there: granian would share the port and each would get half of the requests."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"{host}:{port} can't be listened on ({error.strerror}); LANJIAN_PORT names another port"
            raise Busy(reason) from None


def _end_with_parent():
    """End this worker when the process that started it is gone, so that no orphan holds the folder."""
    parent, tick = os.getppid(), threading.Event()
    while os.getppid() == parent:
        tick.wait(PARENT_CHECK_S)
    os.kill(os.getpid(), signal.SIGTERM)


def application():
    """What the granian worker loads: the app, its data folder locked and swept of leftovers, its jobs running."""
    chosen = settings.load()
    held = lock(chosen.data)
    app = create_app(chosen)
    gc.collect()
    gc.freeze()  # what the app is made of is no garbage: no request waits for a search through it
    app.extensions["lock"] = held
    alone = app.extensions["database"].is_sqlite  # others may be receiving into the same store on PostgreSQL
    app.extensions["store"].sweep_incoming(0 if alone else STALE_S)
    worker.start_thread(app.extensions["database"], app.extensions["store"], noticing.handlers(chosen))
    anchoring.start_thread(app.extensions["database"], chosen)
    noticing.start_thread(app.extensions["database"], chosen)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    return app


def run(chosen: settings.Settings, say):
    """*Say* the address and serve until stopped. The worker process reads the same settings from the environment."""
    check_port(chosen.host, chosen.port)
    lock(chosen.data).close()  # a clear sentence now, not a traceback in the worker
    scheme = "https" if chosen.tls_cert else "http"
    say(f"Serving on {scheme}://{chosen.host}:{chosen.port}/ (API document: /api/v1/docs). Stop with Ctrl-C.")
    settings.publish(chosen)
    Granian(
        "fieldapi.serve:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=THREADS,
        backpressure=THREADS,
        log_level=LogLevels.error,  # its one warning is that 64 threads are many, and they are meant
        log_access=False,
        websockets=False,
        ssl_cert=Path(chosen.tls_cert) if chosen.tls_cert else None,
        ssl_key=Path(chosen.tls_key) if chosen.tls_key else None,
        ssl_protocol_min=SSLProtocols.tls12,  # phones before Android 10 know no later one
        workers_kill_timeout=LAST_ANSWERS_S,
    ).serve()
