"""Pieces in any order of mishaps: what was said to be durable is, and of two who write only the newer does."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from uploads import parts
from uploads.errors import Gone, NotKept, TakenOver, TooLarge, WrongOffset
from uploads.store import Store

ROOT = Path(__file__).parent.parent.parent
FILE = hashlib.shake_256(b"a photograph").digest(300_000)
SIZE = len(FILE)
QUICK = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def part(store):
    """An upload of 300 000 bytes that has just begun."""
    id_ = uuid4()
    parts.begin(store, id_)
    return id_


def add(store, part, content, at=None, *, size=SIZE, keep=True, checked=False):
    at = parts.offset(store, part) if at is None else at
    with parts.turn(store, part, at, size, checked=checked) as turn:
        turn.write(content)
        if keep:
            turn.keep()


def kept(store, part):
    with parts.whole(store, part) as received:
        store.keep(received)
        return received


def left(store, folder="parts"):
    return [path for path in (store.root / folder).rglob("*") if path.is_file()]


def test_a_file_in_pieces_is_kept_like_any_other(store, part):
    for begin in range(0, len(FILE), 70_000):
        add(store, part, FILE[begin : begin + 70_000])

    received = kept(store, part)
    parts.discard(store, part)

    original = store.path(received.sha256)
    assert (received.sha256, received.size_bytes) == (hashlib.sha256(FILE).hexdigest(), len(FILE))
    assert received.head == FILE[:4096]
    assert original.read_bytes() == FILE
    assert (stat.S_IMODE(original.stat().st_mode), original.stat().st_nlink) == (0o440, 1)
    assert left(store) == left(store, "incoming") == []


def test_a_crash_after_keeping_loses_nothing_and_the_file_is_kept_again(store, part):
    add(store, part, FILE)
    first = kept(store, part)

    assert parts.offset(Store(store.root), part) == len(FILE)
    assert kept(store, part).sha256 == first.sha256
    store.verify(first.sha256)


@given(
    st.lists(st.tuples(st.integers(1, 60_000), st.sampled_from(["kept", "broken", "lost", "mixed up"])), max_size=12)
)
@QUICK
def test_whatever_happens_to_the_pieces_the_file_is_the_one_that_was_sent(store, mishaps):
    """Lost: the power failed before it was synced. Mixed up: a checked piece that was not what was announced."""
    id_, at = uuid4(), 0
    parts.begin(store, id_)
    for length, fate in mishaps:
        piece = FILE[at : at + length]
        if fate == "kept":
            add(store, id_, piece)
            at += len(piece)
        elif fate == "broken":
            add(store, id_, piece[: length // 2])
            at += len(piece[: length // 2])
        else:
            add(store, id_, piece[::-1], keep=False, checked=True)
        assert parts.offset(store, id_) == at

    add(store, id_, FILE[at:])

    with parts.whole(store, id_) as received:
        assert received.sha256 == hashlib.sha256(FILE).hexdigest()
    parts.discard(store, id_)


def test_whoever_comes_later_takes_the_turn_and_the_older_changes_nothing_any_more(store, part):
    with parts.turn(store, part, 0, len(FILE), checked=False) as older:
        older.write(FILE[:1000])
        older.keep()
        with parts.turn(store, part, 1000, len(FILE), checked=False) as newer:
            with pytest.raises(TakenOver):
                older.write(b"x" * 1000)
            newer.write(FILE[1000:])
            with pytest.raises(TakenOver):
                older.keep()
            newer.keep()

    assert kept(store, part).sha256 == hashlib.sha256(FILE).hexdigest()


def test_whoever_asks_where_it_goes_on_ends_the_turn(store, part):
    with parts.turn(store, part, 0, len(FILE), checked=False) as turn:
        turn.write(FILE[:1000])
        turn.keep()

        assert parts.take(store, part) == 1000
        with pytest.raises(TakenOver):
            turn.write(FILE[1000:2000])

    assert parts.offset(store, part) == 1000


def test_of_many_who_send_the_same_at_once_the_bytes_are_never_interleaved(store, part):
    def send(_):
        try:
            with parts.turn(store, part, 0, len(FILE), checked=False) as turn:
                for begin in range(0, len(FILE), 10_000):
                    turn.write(FILE[begin : begin + 10_000])
                turn.keep()
        except (TakenOver, WrongOffset):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = sum(pool.map(send, range(16)))

    assert done == 1
    assert kept(store, part).sha256 == hashlib.sha256(FILE).hexdigest()


def test_what_a_slow_sender_sent_counts_by_and_by(store, part):
    with parts.turn(store, part, 0, 3 * 1024 * 1024, checked=False) as turn:
        turn.write(bytes(1024 * 1024 + 1))

        assert parts.offset(store, part) == 1024 * 1024 + 1


def test_a_checked_piece_counts_wholly_or_not_at_all(store, part):
    with parts.turn(store, part, 0, 3 * 1024 * 1024, checked=True) as turn:
        turn.write(bytes(2 * 1024 * 1024))
        assert parts.offset(store, part) == 0
        turn.keep()

    assert parts.offset(store, part) == 2 * 1024 * 1024


def test_nothing_is_written_beyond_the_size_or_at_the_wrong_place(store, part):
    with pytest.raises(TooLarge):
        add(store, part, FILE + b"x")
    with pytest.raises(WrongOffset):
        add(store, part, FILE, at=1)

    assert parts.offset(store, part) == 0


def test_an_upload_that_was_let_go_is_gone_for_everybody(store, part):
    with parts.turn(store, part, 0, len(FILE), checked=False) as turn:
        parts.discard(store, part)
        with pytest.raises(TakenOver):
            turn.write(FILE)

    for act in (parts.offset, parts.take, kept, lambda *which: add(*which, FILE, at=0)):
        with pytest.raises(Gone):
            act(store, part)
    parts.discard(store, part)
    assert left(store) == []


def test_a_folder_that_takes_no_more_is_said_to_be_so(store, part):
    with pytest.raises(NotKept):
        parts.begin(store, part)  # its files are there


CRASH = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from uploads import parts
from uploads.store import Store
store, id_, content = Store(Path(sys.argv[1])), UUID(sys.argv[2]), sys.stdin.buffer.read()
with parts.turn(store, id_, 0, len(content), checked=False) as turn:
    turn.write(content[:100_000])
    turn.keep()
    turn.write(content[100_000:200_000])
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_no_lock_and_what_it_had_synced(store, part):
    died = subprocess.run(
        [sys.executable, "-c", CRASH, store.root, str(part)], input=FILE, cwd=ROOT, check=False, env=os.environ
    )
    assert died.returncode == -signal.SIGKILL

    assert parts.offset(store, part) == 100_000
    add(store, part, FILE[100_000:])
    assert kept(store, part).sha256 == hashlib.sha256(FILE).hexdigest()


def test_pieces_that_the_disk_does_not_let_open_are_not_kept_and_not_said_to_be_over(store, part):
    state = store.root / "parts" / f"{part.hex}.state"
    state.unlink()
    state.mkdir()  # which nobody can open to write

    for ask in (parts.take, parts.offset):
        with pytest.raises(NotKept):
            ask(store, part)
