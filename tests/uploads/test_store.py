"""Keeping files: what is acknowledged is on disk under its digest, whole, and never changes."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.people import AREZZO, PHOTOS
from uploads.errors import Damaged, EmptyFile, NotKept, TooLarge
from uploads.store import Store

ROOT = Path(__file__).parent.parent.parent
PHOTO = (PHOTOS / AREZZO).read_bytes()
MEGABYTE = 1024 * 1024


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def receive(store, *chunks):
    incoming = store.incoming(10 * MEGABYTE)
    for chunk in chunks:
        incoming.write(chunk)
    return incoming


def keep(store, *chunks):
    received = receive(store, *chunks).finish()
    store.keep(received)
    return received


def files(store, folder):
    return [path for path in (store.root / folder).rglob("*") if path.is_file()]


def sm3(content):
    """GB/T 32905, by OpenSSL where hashlib has it."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", content).hexdigest()
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def in_child(script, *arguments):
    """Run *script* in a process of its own that may come to harm."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_a_photo_is_kept_byte_for_byte_under_its_digest(store):
    received = keep(store, PHOTO)

    assert received.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert received.sm3 == sm3(PHOTO)
    assert received.size_bytes == len(PHOTO)
    assert store.path(received.sha256).read_bytes() == PHOTO
    with store.open(received.sha256) as file:
        assert file.read() == PHOTO
    store.verify(received.sha256)


def test_the_digest_of_the_standard(store):
    """GB/T 32905-2016 annex A.1: the message ``abc``."""
    assert keep(store, b"abc").sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@given(st.lists(st.binary(max_size=9000), min_size=1, max_size=8).filter(any))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_however_the_bytes_arrive_their_digests_are_the_same(store, chunks):
    whole = b"".join(chunks)

    received = receive(store, *chunks)
    told = received.finish()
    received.discard()

    assert told.sha256 == hashlib.sha256(whole).hexdigest()
    assert told.sm3 == sm3(whole)
    assert (told.size_bytes, told.head) == (len(whole), whole[:4096])


def test_the_same_bytes_twice_are_one_file(store):
    first, second = keep(store, PHOTO), keep(store, PHOTO[:1000], PHOTO[1000:])

    assert first.sha256 == second.sha256
    assert len(files(store, "originals")) == 1
    assert files(store, "incoming") == []


def test_an_original_can_not_be_written_to(store):
    path = store.path(keep(store, PHOTO).sha256)

    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert path.stat().st_nlink == 1


def test_discarding_after_keeping_takes_nothing_away(store):
    incoming = receive(store, PHOTO)
    received = incoming.finish()
    store.keep(received)

    incoming.discard()

    assert store.path(received.sha256).read_bytes() == PHOTO


def test_a_file_that_is_given_up_leaves_nothing(store):
    incoming = receive(store, PHOTO)

    incoming.discard()
    incoming.discard()

    assert files(store, ".") == []


def test_nothing_is_no_file(store):
    incoming = receive(store)

    with pytest.raises(EmptyFile):
        incoming.finish()

    incoming.discard()


def test_the_byte_over_the_limit_is_refused_and_the_last_allowed_one_is_not(store):
    incoming = store.incoming(1000)
    incoming.write(b"x" * 1000)

    with pytest.raises(TooLarge) as refused:
        incoming.write(b"x")

    assert refused.value.details == {"limit_bytes": 1000}
    incoming.discard()


def test_other_bytes_under_a_digest_are_noticed_and_never_replaced(store):
    path = store.path(keep(store, PHOTO).sha256)
    damage(path)
    damaged = path.read_bytes()

    with pytest.raises(Damaged):
        keep(store, PHOTO)

    assert path.read_bytes() == damaged


@pytest.mark.parametrize("harm", ["one bit", "cut short", "gone"])
def test_verification_notices_any_harm(store, harm):
    sha256 = keep(store, PHOTO).sha256
    path = store.path(sha256)
    match harm:
        case "one bit":
            damage(path)
        case "cut short":
            path.chmod(0o600)
            os.truncate(path, len(PHOTO) - 1)
        case "gone":
            path.unlink()

    with pytest.raises(Damaged):
        store.verify(sha256)


def damage(path):
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "name",
    ["", "../../../etc/passwd", "A" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "/" + "a" * 63, "..%2f" + "a" * 59],
)
def test_only_a_digest_names_a_file(store, name):
    for reach in (store.path, store.open, store.verify, lambda name: store.derived(name, 320)):
        with pytest.raises(ValueError, match="SHA-256"):
            reach(name)


KILLED_WHILE_WRITING = """
import sys
from uploads.store import Store
incoming = Store(sys.argv[1]).incoming(10**9)
while True:
    incoming.write(b"x" * 65536)
    print("more", flush=True)
"""


def test_a_crash_in_the_middle_leaves_no_half_original(store):
    child = in_child(KILLED_WHILE_WRITING, store.root)
    for _ in range(5):
        assert child.stdout.readline() == "more\n"

    child.kill()
    child.communicate()

    assert child.returncode == -signal.SIGKILL
    assert files(store, "originals") == []
    assert keep(store, PHOTO)


KEPT_AND_KILLED = """
import os, signal, sys
from pathlib import Path
from uploads.store import Store
store = Store(sys.argv[1])
incoming = store.incoming(10**9)
incoming.write(Path(sys.argv[2]).read_bytes())
store.keep(incoming.finish())
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_kept_outlives_a_crash(store):
    in_child(KEPT_AND_KILLED, store.root, PHOTOS / AREZZO).communicate()

    store.verify(hashlib.sha256(PHOTO).hexdigest())


FULL_DISK = """
import resource, signal, sys
from uploads.errors import NotKept
from uploads.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
incoming = Store(sys.argv[1]).incoming(10**9)
try:
    for size in map(int, sys.argv[2:]):
        incoming.write(b"x" * size)
    incoming.seek(0)
    incoming.finish()
except NotKept:
    print("not kept")
finally:
    incoming.discard()
"""


@pytest.mark.parametrize("sizes", [[200_000], [99_000, 2_000], [50_000] * 3], ids=str)
def test_a_full_disk_is_told_and_leaves_nothing(store, sizes):
    said, _ = in_child(FULL_DISK, store.root, *sizes).communicate()

    assert said == "not kept\n"
    assert files(store, ".") == []


def test_a_store_whose_folder_is_gone_keeps_nothing(store):
    received = receive(store, PHOTO).finish()
    received.temporary.unlink()

    with pytest.raises(NotKept):
        store.keep(received)
    (store.root / "incoming").rmdir()
    with pytest.raises(NotKept):
        store.incoming(1000)
    assert not store.is_writable()
