"""A throw-away PostgreSQL cluster for the test-suite and the benchmarks.

One process offers it, any xdist worker starts it on first use, and the offering process removes it at its end::

    def pytest_configure(config):
        cluster.offer()

    @pytest.fixture(scope="session")
    def postgres():
        return cluster.shared()
"""

import atexit
import fcntl
import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg
from psycopg import sql

from tests import memory

OFFER = "TEST_POSTGRESQL_CLUSTER"  # not LANJIAN_*: no setting of the product
SUPERUSER = "postgres"
PROGRAMS = ("initdb", "pg_ctl", "postgres")

# Nothing here outlives the run, so nothing needs to reach the disk.
SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 200
listen_addresses = ''
unix_socket_directories = '{folder}'
"""


class ClusterError(RuntimeError):
    """PostgreSQL could not be started; the message is what it wrote."""


class Cluster:
    """A PostgreSQL server on a Unix socket in its own folder, trusted by every local user, UTF-8 and C.UTF-8.

    As root the server runs as the user postgres, because PostgreSQL refuses to run as root.
    """

    def __init__(self, folder: Path | None = None):
        # Not TMPDIR: a socket's path may have 107 bytes, and the user postgres must be able to walk to it.
        self.folder = folder or Path(mkdtemp(prefix="lanjian-pg-", dir=memory.folder() or "/tmp"))
        self.data = self.folder / "data"

    def __enter__(self) -> "Cluster":
        atexit.register(self.stop)
        self.start()
        return self

    def __exit__(self, *failure) -> None:
        self.stop()
        atexit.unregister(self.stop)

    def start(self) -> None:
        """Start the server unless some process has done so already."""
        with self._one_starter():
            if self._is_running():
                return
            if os.geteuid() == 0:
                shutil.chown(self.folder, SUPERUSER, SUPERUSER)
            options = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            self._run("initdb", "-D", self.data, *options)
            with (self.data / "postgresql.conf").open("a") as settings:
                settings.write(SETTINGS.format(folder=self.folder))
            self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log")

    def stop(self) -> None:
        """Stop the server at once and remove its folder; harmless when repeated."""
        try:
            if self._is_running():
                self._run("pg_ctl", "stop", "-m", "immediate", "-D", self.data)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """The SQLAlchemy address of *database*."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.folder}"

    def create(self, name: str, template: str | None = None) -> str:
        """Make a database, as a copy of *template* if given (nobody may be connected to it), and return its URL."""
        # Copying files takes a tenth of the time of copying pages by way of the log.
        copied = sql.SQL("TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template or "template0"))
        self._execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), copied))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, and whoever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def _is_running(self) -> bool:
        return (self.data / "postmaster.pid").exists()

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [_bindir() / program, *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", SUPERUSER, "--", *command]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            log = self.folder / "log"
            raise ClusterError(done.stdout + done.stderr + (log.read_text() if log.exists() else ""))

    @contextmanager
    def _one_starter(self):
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def available() -> str | None:
    """Why no cluster can be started here, or None when one can."""
    if not _bindir():
        return "PostgreSQL is not installed: apt-get install postgresql"
    if os.geteuid() == 0 and SUPERUSER not in {user.pw_name for user in pwd.getpwall()}:
        return f"there is no user {SUPERUSER} to run PostgreSQL as, and it refuses to run as root"
    return None


def offer() -> None:
    """Let this process and its children share one cluster, removed when this process ends. Starts nothing yet."""
    if OFFER not in os.environ:
        cluster = Cluster()
        atexit.register(cluster.stop)
        os.environ[OFFER] = str(cluster.folder)


def shared() -> Cluster:
    """The cluster on offer, started by whoever asks first."""
    cluster = Cluster(Path(os.environ[OFFER]))
    cluster.start()
    return cluster


def _bindir() -> Path | None:
    """The folder that holds PostgreSQL's programs; of several versions the latest."""
    return next((folder for folder in _bindirs() if all((folder / name).exists() for name in PROGRAMS)), None)


def _bindirs():
    if shutil.which("pg_config"):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout
        yield Path(said.strip())
    yield from sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent
