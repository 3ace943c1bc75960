"""The store: bytes under their own SHA-256, written once, never touched again.

Order of an intake: temporary file, fsync, hard link to the final name, fsync of the folders; only then may anybody say
that the file is kept. A crash in between leaves a stray temporary file and never half an original.
"""

import hashlib
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes

from .errors import Damaged, EmptyFile, NotKept, TooLarge

SHA256 = re.compile(r"[0-9a-f]{64}")
CHUNK = 1024 * 1024
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


class Incoming:
    """A file being received: write to it; it hashes (SHA-256, and SM3 of GB/T 32905) and counts on the way."""

    def __init__(self, folder: Path, limit_bytes: int):
        descriptor, name = tempfile.mkstemp(dir=folder)
        self.name = name
        self._file = os.fdopen(descriptor, "w+b")
        self._limit = limit_bytes
        self._sha256, self._sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
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
        try:
            return self._file.write(chunk)
        except OSError as error:
            raise NotKept from error

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self):
        self._file.close()

    def finish(self) -> Received:
        """Make the bytes durable under the temporary name. Raises EmptyFile, NotKept."""
        if self._size == 0:
            raise EmptyFile
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise NotKept from error
        return Received(self._sha256.hexdigest(), self._sm3.finalize().hex(), self._size, self._head, Path(self.name))

    def discard(self):
        """Remove the temporary name; what was kept has its own."""
        with suppress(OSError):
            self._file.close()
        Path(self.name).unlink(missing_ok=True)


class Store:
    """Originals, and the copies derived from them, in one folder."""

    def __init__(self, root: Path):
        self.root = Path(root)
        self._incoming = self.root / "incoming"
        for folder in (self._incoming, self.root / "originals", self.root / "derived"):
            folder.mkdir(parents=True, exist_ok=True)

    def incoming(self, limit_bytes: int) -> Incoming:
        """A place for a file of at most *limit_bytes*, on the same file system as the originals."""
        try:
            return Incoming(self._incoming, limit_bytes)
        except OSError as error:
            raise NotKept from error

    def keep(self, received: Received):
        """Give the bytes their final name; when this returns they survive a power failure. Repeats are harmless."""
        final = self.path(received.sha256)
        try:
            _make_durable_folders(final.parent, self.root)
            try:
                os.link(received.temporary, final)
                final.chmod(READ_ONLY)
            except FileExistsError:
                if final.stat().st_size != received.size_bytes:
                    raise Damaged from None
                self.verify(received.sha256)
            _sync_folder(final.parent)
            received.temporary.unlink(missing_ok=True)
        except OSError as error:
            raise NotKept from error

    def path(self, sha256: str) -> Path:
        """Where these bytes live. Only a digest names a file, so no caller can choose a path."""
        return self._place("originals", sha256) / sha256

    def _place(self, kind, sha256):
        if not SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256 in lower-case hex")
        return self.root / kind / sha256[:2] / sha256[2:4]

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def size(self, sha256: str) -> int:
        return self.path(sha256).stat().st_size

    def verify(self, sha256: str):
        """Read the original again. Raises Damaged when its bytes no longer give its digest."""
        with self.open(sha256) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise Damaged

    def derived(self, sha256: str, size: int) -> Path | None:
        """The derived copy of that size, if it has been made."""
        path = self._derived(sha256, size)
        return path if path.exists() else None

    def keep_derived(self, sha256: str, size: int, temporary: Path):
        path = self._derived(sha256, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)

    def _derived(self, sha256, size):
        return self._place("derived", sha256) / f"{sha256}-{size}.jpg"

    def is_writable(self) -> bool:
        return os.access(self._incoming, os.W_OK)

    def sweep_incoming(self, older_than_s: float) -> int:
        """Remove what crashed uploads left behind; returns how many."""
        stale = [path for path in self._incoming.iterdir() if path.stat().st_mtime < time.time() - older_than_s]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)


def _make_durable_folders(folder, root):
    missing = []
    while not folder.exists() and folder != root:
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
