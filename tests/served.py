"""The server as a process of its own, over a real folder."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
from click.testing import CliRunner

from fieldapi.cli import cli
from tests.people import PASSWORD

ROOT = Path(__file__).parents[1]


def command(*words, **settings):
    environ = os.environ | {"LANJIAN_DEMO_PASSWORD": PASSWORD} | settings
    return [sys.executable, "-m", "fieldapi", *words], environ


def run(*words, code=0, **settings):
    """What a command says, run in a process of its own."""
    line, environ = command(*words, **settings)
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, env=environ, timeout=300, check=False)
    assert done.returncode == code, done.stderr + done.stdout
    return done.stdout + done.stderr


def typed(*words, code=0, **environ):
    """What a command says, run in this process: a start of Python takes longer than most commands."""
    done = CliRunner(env=environ).invoke(cli, list(map(str, words)), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """The server of a folder, as a process, or as one that runs *under* another command."""

    def __init__(self, folder, *words, port=None, under=()):
        self.folder, self.port = folder, port or free_port()
        line, environ = command(*(words or ("serve",)), "--data", str(folder), "--port", str(self.port))
        self.process = subprocess.Popen(
            [*under, *line], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/readyz", trust_env=False).is_success:
                    return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(self.process.communicate()[0])

    def __exit__(self, *error):
        self.process.terminate()
        self.said = self.process.communicate(timeout=30)[0]

    def kill(self):
        """End the server and its worker at once, as when the power fails under the process."""
        pid = self.process.pid
        with suppress(FileNotFoundError, ProcessLookupError):  # it may have ended with its worker
            workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            for one in (pid, *map(int, workers)):
                os.kill(one, signal.SIGKILL)
        self.process.wait()
