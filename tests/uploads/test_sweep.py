"""What crashes leave in the incoming folder goes after a while; nothing else does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from uploads.errors import NotKept
from uploads.store import Store

ROOT = Path(__file__).parent.parent.parent
HOUR = 3600

CRASH = """
import os, signal, sys
from pathlib import Path
from uploads.store import Store
store = Store(sys.argv[1])
received = store.incoming(100)
received.write(b"half a photo")
received.finish()
scratch = store.scratch()
Path(scratch.name, "1600.jpg").write_bytes(b"half a preview")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def left(store):
    return list((store.root / "incoming").iterdir())


def age(store, seconds):
    """Let everything in the incoming folder have been untouched for that long."""
    for path in left(store):
        then = path.stat().st_mtime - seconds
        os.utime(path, (then, then))


def test_what_a_crash_left_is_removed_when_it_is_old_enough(store):
    subprocess.run([sys.executable, "-c", CRASH, store.root], cwd=ROOT, check=False)
    assert len(left(store)) == 2

    assert store.sweep_incoming(HOUR) == 0
    age(store, HOUR)
    assert store.sweep_incoming(HOUR) == 2

    assert left(store) == []


def test_an_original_stays_when_its_second_name_is_swept(store):
    """As after a crash between the hard link and the removal of the temporary name."""
    incoming = store.incoming(100)
    incoming.write(b"a photo")
    received = incoming.finish()
    store.keep(received)
    os.link(store.path(received.sha256), received.temporary)
    age(store, HOUR)

    assert store.sweep_incoming(HOUR) == 1

    store.verify(received.sha256)


def test_who_comes_too_late_is_told_to_send_again(store):
    incoming = store.incoming(100)
    incoming.write(b"a photo")
    received = incoming.finish()
    age(store, HOUR)
    store.sweep_incoming(HOUR)

    with pytest.raises(NotKept):
        store.keep(received)
