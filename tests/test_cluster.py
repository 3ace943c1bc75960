"""The throw-away PostgreSQL cluster: databases come, are copied and go, and nothing stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests import cluster
from tests.cluster import Cluster

ROOT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(cluster.available() is not None, reason=str(cluster.available())),
]


@pytest.fixture(scope="module")
def postgres():
    with Cluster() as running:
        yield running


def names(postgres):
    with psycopg.connect(host=str(postgres.folder), user="postgres", dbname="postgres") as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def is_alive(pid):
    """Whether a program still runs under *pid*; one that ended but was not waited for has no command line."""
    command = Path(f"/proc/{pid}/cmdline")
    return command.exists() and command.read_bytes() != b""


def test_a_database_is_created_used_and_dropped(postgres):
    engine = create_engine(postgres.create("inspection"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE hazard (name text)"))
        connection.execute(text("INSERT INTO hazard VALUES (:name)"), {"name": "承德小学东门 𠮷"})
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM hazard")) == "承德小学东门 𠮷"
    engine.dispose()

    postgres.drop("inspection")
    postgres.drop("inspection")

    assert "inspection" not in names(postgres)


def test_a_copy_holds_what_its_template_held_and_is_its_own(postgres):
    template = create_engine(postgres.create("schema"))
    with template.begin() as connection:
        connection.execute(text("CREATE TABLE area (code text)"))
        connection.execute(text("INSERT INTO area VALUES ('371423')"))
    template.dispose()

    copies = [create_engine(postgres.create(name, template="schema")) for name in ("first", "second")]
    with copies[0].begin() as connection:
        connection.execute(text("DELETE FROM area"))

    with copies[1].connect() as connection:
        assert connection.scalars(text("SELECT code FROM area")).all() == ["371423"]
    for copy in copies:
        copy.dispose()


def test_a_database_in_use_is_dropped_all_the_same(postgres):
    postgres.create("busy")
    with psycopg.connect(host=str(postgres.folder), user="postgres", dbname="busy") as connection:
        postgres.drop("busy")
        assert "busy" not in names(postgres)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_it_speaks_utf8_and_only_through_its_socket(postgres):
    with psycopg.connect(host=str(postgres.folder), user="postgres", dbname="postgres") as connection:
        shown = [connection.execute(f"SHOW {name}").fetchone()[0] for name in ("server_encoding", "listen_addresses")]

    assert shown == ["UTF8", ""]
    assert len(os.fsencode(postgres.folder / ".s.PGSQL.5432")) < 107


def test_leaving_removes_server_and_folder():
    with Cluster() as brief:
        pid = int((brief.data / "postmaster.pid").read_text().split()[0])

    assert not brief.folder.exists()
    assert not is_alive(pid)


SHARER = """
import os, sys
from tests import cluster
cluster.offer()
if len(sys.argv) == 1:
    import subprocess
    workers = [subprocess.Popen([sys.executable, __file__, str(n)]) for n in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    print(os.environ[cluster.OFFER], flush=True)
    sys.stdin.read()
else:
    cluster.shared().create("worker" + sys.argv[1])
"""


@pytest.mark.parametrize("end", ["return", "interrupt"])
def test_workers_share_one_cluster_that_ends_with_the_process_that_offered_it(tmp_path, end):
    script = tmp_path / "sharer.py"
    script.write_text(SHARER)
    environment = {name: value for name, value in os.environ.items() if name != cluster.OFFER}
    offering = subprocess.Popen(
        [sys.executable, str(script)],
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    folder = Path(offering.stdout.readline().strip())
    assert names(Cluster(folder)) >= {"worker0", "worker1", "worker2"}

    if end == "interrupt":
        offering.send_signal(signal.SIGINT)
    offering.communicate()

    assert not folder.exists()
