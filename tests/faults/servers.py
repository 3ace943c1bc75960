"""The server as processes of its own, forked from one that has imported the program, since a thousand starts are many.

What runs is the command ``serve``, with its worker; only the imports are not repeated.
"""

import multiprocessing
import os

from fieldapi.cli import cli
from tests.served import Served, free_port

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "fieldapi.serve"])


def _serve(folder, port):
    multiprocessing.set_start_method("fork", force=True)  # as in a process that was started afresh
    log = os.open(f"{folder}/serve.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    cli(["serve", "--data", str(folder), "--port", str(port)])


class Forked(Served):
    """The server of a folder; it ends as `Served` does, or is killed."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = FORKS.Process(target=_serve, args=(folder, self.port))
        self.process.start()
        self.process.wait = self.process.join

    def __exit__(self, *error):
        self.process.terminate()
        self.process.join(30)
