"""The store: bytes under their own SHA-256, written once, never touched again.

Order of an intake: temporary file, fsync, hard link to the final name, fsync of the folders; only then may anybody say
that the file is kept. A crash in between leaves a stray temporary file and never half an original::

    incoming/     being received, or being derived
    parts/        being received in pieces (``parts``)
    originals/ab/cd/abcd…            read-only; also the copies that people had drawn
    derived/ab/cd/abcd…-1600.jpg     can be made again at any time
    indexes/      of the areas, likewise (``geo.cellstore``)
    readings/     of imported files, likewise (``inspections.readings``)
"""

import hashlib
import os
import queue
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes

from .errors import Damaged, EmptyFile, NotKept, TooLarge

SHA256 = re.compile(r"[0-9a-f]{64}")
HEAD_BYTES = 4096
READ_ONLY = 0o440


@dataclass(frozen=True, slots=True)
class Received:
    """A complete file under a temporary name, on disk: digests in hex, its first 4 KiB for telling what it is."""

    sha256: str
    sm3: str
    size_bytes: int
    head: bytes
    temporary: Path


class Beside:
    """SM3 (GB/T 32905) in a thread of its own: it takes four times as long as SHA-256, and another core can do it."""

    AHEAD = 16  # chunks that may wait, so that a fast sender does not fill the memory

    def __init__(self):
        self._hash, self._chunks = hashes.Hash(hashes.SM3()), queue.Queue(self.AHEAD)
        self._thread = threading.Thread(target=self._work, name="sm3", daemon=True)
        self._thread.start()

    def _work(self):
        while (chunk := self._chunks.get()) is not None:
            self._hash.update(chunk)

    def update(self, chunk: bytes):
        self._chunks.put(bytes(chunk))

    def end(self):
        """Let the thread go, once."""
        if self._thread.is_alive():
            self._chunks.put(None)
            self._thread.join()

    def hexdigest(self) -> str:
        self.end()
        return self._hash.finalize().hex()


class Incoming:
    """A file being received: write to it; it hashes (SHA-256 and SM3) and counts on the way.

    Has the part of a binary file that a form parser uses: ``write``, ``seek`` and ``close``.
    """

    def __init__(self, folder: Path, limit_bytes: int):
        descriptor, name = tempfile.mkstemp(dir=folder)
        self._temporary = Path(name)
        self._file = os.fdopen(descriptor, "wb")
        self._limit = limit_bytes
        self._sha256, self._sm3 = hashlib.sha256(), Beside()
        self._size, self._head = 0, b""

    def write(self, chunk: bytes) -> int:
        """Append; raises TooLarge as soon as the limit is passed, NotKept when the disk refuses."""
        self._size += len(chunk)
        if self._size > self._limit:
            raise TooLarge(self._limit)
        self._sha256.update(chunk)
        self._sm3.update(chunk)
        if len(self._head) < HEAD_BYTES:
            self._head += bytes(chunk[: HEAD_BYTES - len(self._head)])
        with refusals():
            return self._file.write(chunk)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """What is buffered goes to disk here, so this too raises NotKept."""
        with refusals():
            return self._file.seek(offset, whence)

    def close(self):
        """Close without keeping: what could not be written any more is of no interest."""
        with suppress(OSError):
            self._file.close()

    def finish(self) -> Received:
        """Make the bytes durable and read-only under the temporary name, and close. Raises EmptyFile, NotKept."""
        if self._size == 0:
            raise EmptyFile
        with refusals():
            self._file.flush()
            os.fchmod(self._file.fileno(), READ_ONLY)
            os.fsync(self._file.fileno())
            self._file.close()
        return Received(self._sha256.hexdigest(), self._sm3.hexdigest(), self._size, self._head, self._temporary)

    def discard(self):
        """Remove the temporary name; what was kept has its own."""
        self.close()
        self._sm3.end()
        with suppress(OSError):  # what stays is swept at the next start
            self._temporary.unlink()


@contextmanager
def refusals():
    """What the operating system refuses is NotKept: the sender still has the file and may send it again."""
    try:
        yield
    except OSError as error:
        raise NotKept from error


class Store:
    """Originals, and the copies derived from them, in one folder."""

    def __init__(self, root: Path):
        self.root = Path(root)
        self._incoming = self.root / "incoming"
        for folder in (self._incoming, self.root / "parts", self.root / "originals", self.root / "derived"):
            folder.mkdir(parents=True, exist_ok=True)
        sync_folders(self.root, self.root.parent)
        self.indexes, self.readings = self.root / "indexes", self.root / "readings"

    def incoming(self, limit_bytes: int) -> Incoming:
        """A place for a file of at most *limit_bytes*, on the same file system as the originals. Raises NotKept."""
        with refusals():
            return Incoming(self._incoming, limit_bytes)

    def keep(self, received: Received):
        """Give the bytes their final name; when this returns they survive a power failure. Repeats are harmless.

        Raises NotKept, and Damaged when other bytes lie under this digest already.
        """
        final = self.path(received.sha256)
        with refusals():
            final.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(received.temporary, final)
            except FileExistsError:
                self.verify(received.sha256)
            # All levels each time: whoever made a folder a moment ago may not have synced it yet.
            sync_folders(*final.parents[:3])
            received.temporary.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where these bytes live. Only a digest names a file, so no caller can choose a path."""
        return self._place("originals", sha256) / sha256

    def _place(self, kind, sha256):
        if not SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256 in lower-case hex")
        return self.root / kind / sha256[:2] / sha256[2:4]

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def verify(self, sha256: str):
        """Read the original again. Raises Damaged when it is gone or its bytes no longer give its digest."""
        try:
            with self.open(sha256) as file:
                intact = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError as error:
            raise Damaged from error
        if not intact:
            raise Damaged

    def destroy(self, sha256: str):
        """Remove the bytes and what was derived from them, for good: the folder is synced. Repeats are harmless."""
        paths = [self.path(sha256), *self._place("derived", sha256).glob(f"{sha256}-*.jpg")]
        for path in paths:
            path.unlink(missing_ok=True)
        sync_folders(*(folder for folder in {path.parent for path in paths} if folder.exists()))

    def originals(self) -> Iterator[str]:
        """The digests of all originals that are kept, in no order."""
        return (path.name for path in (self.root / "originals").glob("??/??/*") if SHA256.fullmatch(path.name))

    def derived(self, sha256: str, size: int) -> Path | None:
        """The derived copy of that size, if it has been made."""
        path = self._derived(sha256, size)
        return path if path.exists() else None

    def keep_derived(self, sha256: str, size: int, temporary: Path):
        """Move a finished copy to its place. It is synced first: an empty file there would be served for ever."""
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        path = self._derived(sha256, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)

    def _derived(self, sha256, size):
        return self._place("derived", sha256) / f"{sha256}-{size}.jpg"

    def scratch(self) -> tempfile.TemporaryDirectory:
        """A folder for work on copies, on the same file system, gone when its context ends."""
        return tempfile.TemporaryDirectory(dir=self._incoming)

    def sweep_incoming(self, older_than_s: float) -> int:
        """Remove what crashes left in ``incoming/``: files and folders unchanged for that long. Returns how many.

        Their age is told by the clock of the file system, which also stamped them. Should one of them still be wanted
        after all, keeping it raises NotKept and the sender sends again; originals are never touched.
        """
        with tempfile.TemporaryFile(dir=self._incoming) as probe:
            now = os.fstat(probe.fileno()).st_mtime
        removed = 0
        for path in self._incoming.iterdir():
            with suppress(FileNotFoundError):  # whoever works on it has just finished
                if now - path.stat().st_mtime < older_than_s:
                    continue
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                removed += 1
        return removed

    def is_writable(self) -> bool:
        return os.access(self._incoming, os.W_OK)


def sync_folders(*folders):
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
