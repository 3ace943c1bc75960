"""Files that arrive in pieces, over days, by connections that break.

Each is two files in ``parts/``, named by a UUID: one holds the bytes; the other, ``….state``, says how many of them are
durable and how often somebody took the turn, and is the lock under which both change. Bytes count once they are synced
and the state says so; what was written beyond is written again by whoever comes next. No process keeps anything in
mind, so any of them may receive the next piece.
"""

import fcntl
import hashlib
import os
import secrets
import struct
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

from .errors import Gone, NotKept, TakenOver, TooLarge, WrongOffset
from .store import HEAD_BYTES, READ_ONLY, Beside, Received, refusals, sync_folders

STATE = struct.Struct("<QQ")  # within one sector: written whole or not at all
SYNC_BYTES, SYNC_S = 1024 * 1024, 1  # as much as a crash may cost a sender
CHUNK = 256 * 1024


def _path(store, id_: UUID) -> Path:
    return store.root / "parts" / id_.hex


def _state(store, id_):
    return _path(store, id_).with_suffix(".state")


def begin(store, id_: UUID):
    """Make place for a file, durably, before anybody is told that it has begun. Raises NotKept."""
    with refusals():
        for path, content in ((_state(store, id_), STATE.pack(0, 0)), (_path(store, id_), b"")):
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        sync_folders(store.root / "parts")


@contextmanager
def _opened(path):
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError as error:
        raise Gone from error
    except OSError as error:
        raise NotKept from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _locked(store, id_):
    """The descriptor of the state, locked until it is closed. Raises Gone."""
    with _opened(_state(store, id_)) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor


def _read(descriptor):
    with refusals():
        return STATE.unpack(os.pread(descriptor, STATE.size, 0))


def offset(store, id_: UUID) -> int:
    """How many bytes are durable. Raises Gone, NotKept."""
    with _locked(store, id_) as state:
        return _read(state)[0]


def take(store, id_: UUID) -> int:
    """End the turn of whoever is adding, so that the offset, which is returned, stays true. Raises Gone, NotKept."""
    return _take(store, id_)[0]


def _take(store, id_):
    with _locked(store, id_) as state:
        durable, turn = _read(state)
        with refusals():
            os.pwrite(state, STATE.pack(durable, turn + 1), 0)
        return durable, turn + 1


class Turn:
    """The right to add to a file until somebody newer takes it: then every act raises TakenOver and changes nothing."""

    def __init__(self, state, part, number, at, size_bytes, checked):
        self.offset = at  # durable
        self._state, self._part, self._number, self._size, self._checked = state, part, number, size_bytes, checked
        self._end, self._synced = at, time.monotonic()

    def write(self, piece: bytes):
        """Add *piece*, which counts by and by. TooLarge when the file would pass its size, NotKept by the disk."""
        if self._end + len(piece) > self._size:
            raise TooLarge(self._size)
        with self._mine(), refusals():
            while piece:
                written = os.pwrite(self._part, piece, self._end)
                piece, self._end = piece[written:], self._end + written
            waiting, waited = self._end - self.offset, time.monotonic() - self._synced
            if not self._checked and (waiting >= SYNC_BYTES or waited >= SYNC_S):
                self._sync()

    def keep(self):
        """Let all that was written count, durably."""
        with self._mine(), refusals():
            self._sync()

    @contextmanager
    def _mine(self):
        fcntl.flock(self._state, fcntl.LOCK_EX)
        try:
            if _read(self._state)[1] != self._number:
                raise TakenOver
            yield
        finally:
            fcntl.flock(self._state, fcntl.LOCK_UN)

    def _sync(self):
        os.fsync(self._part)
        os.pwrite(self._state, STATE.pack(self._end, self._number), 0)
        os.fsync(self._state)
        self.offset, self._synced = self._end, time.monotonic()


@contextmanager
def turn(store, id_: UUID, at: int, size_bytes: int, *, checked: bool):
    """A Turn at the offset *at*; whoever had it before has it no more. Raises WrongOffset, Gone.

    A *checked* piece counts wholly or not at all: nothing of it before ``keep``.
    """
    durable = offset(store, id_)
    if durable != at:
        raise WrongOffset(durable)
    with _opened(_state(store, id_)) as state, _opened(_path(store, id_)) as part:
        durable, number = _take(store, id_)
        if durable != at:  # the one before was just writing
            raise WrongOffset(durable)
        yield Turn(state, part, number, at, size_bytes, checked)


@contextmanager
def whole(store, id_: UUID):
    """The complete file as Received, hashed from what is on disk, for the store to keep. Raises Gone, NotKept.

    Under a second name: the part stays until it is discarded, lest a crash before the record is committed makes the
    sender send everything again.
    """
    name = store.root / "incoming" / f"{id_.hex}.{secrets.token_hex(8)}"
    with _locked(store, id_), refusals():  # nobody can discard it meanwhile
        os.link(_path(store, id_), name)
    try:
        yield _hashed(name)
    finally:
        with suppress(OSError):  # what stays is swept at the next start
            name.unlink()


def _hashed(path):
    sha256, sm3, head, size = hashlib.sha256(), Beside(), b"", 0
    try:
        with refusals(), path.open("rb") as file:
            os.fchmod(file.fileno(), READ_ONLY)
            os.fsync(file.fileno())
            while chunk := file.read(CHUNK):
                sha256.update(chunk)
                sm3.update(chunk)
                head, size = head or chunk[:HEAD_BYTES], size + len(chunk)
    finally:
        sm3.end()
    return Received(sha256.hexdigest(), sm3.hexdigest(), size, head, path)


def discard(store, id_: UUID):
    """Let go of the file; what the store has kept has its own name. Harmless when it is gone already."""
    with suppress(Gone), _locked(store, id_) as state:
        os.pwrite(state, STATE.pack(0, _read(state)[1] + 1), 0)  # nobody's turn
        for path in (_path(store, id_), _state(store, id_)):
            path.unlink(missing_ok=True)
