"""The ledger's private keys, what was signed last with them, the key of the reporters' store, and the one
that opens sealed packages: files in one folder, outside the database.

Whoever rewrites the database can't sign, and whoever signs remembers: a head that does not go on from the last one is
refused, whatever the database says.
"""

import fcntl
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from uploads import sealed

from . import notes

LAST = "last-signed.note"
REPORTERS, PACKAGES = "reporters.age", "packages.age"


class KeyMissing(RuntimeError):
    """There is no file with the private half of a key that the database names."""


class Folder:
    """A folder of key files, readable by its owner only. One process at a time signs in it."""

    def __init__(self, path: Path):
        self.path = Path(path)

    @contextmanager
    def held(self):
        """Sign alone: other processes wait."""
        self._make()
        with (self.path / ".lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def make(self, name: str) -> notes.Signer:
        """A new key of the ledger under *name*, durable when this returns."""
        signer = notes.Signer(name, Ed25519PrivateKey.generate())
        self._write(self._file(signer.key), _pem(signer.private))
        return signer

    def signer(self, vkey: str) -> notes.Signer:
        """The private half of *vkey*, or KeyMissing."""
        key = notes.Key.parse(vkey)
        try:
            private = load_pem_private_key(self._file(key).read_bytes(), None)
        except FileNotFoundError:
            raise KeyMissing(f"{self._file(key)}: the private half of {key.name} is not there") from None
        return notes.Signer(key.name, private)

    def witness(self, name: str) -> notes.Signer:
        """The key with which this installation cosigns the logs of others. The first time it is made."""
        path = self.path / "witness.pem"
        if not path.exists():
            self._write(path, _pem(Ed25519PrivateKey.generate()))
        return notes.Signer(name, load_pem_private_key(path.read_bytes(), None), notes.COSIGNATURE)

    def reporters(self):
        """The age identity to which who sent a clue is encrypted. The first time it is made."""
        return sealed.identity(self._identity(REPORTERS))

    def packages(self) -> str:
        """The age identity that opens sealed packages. The first time it is made."""
        return self._identity(PACKAGES)

    def _identity(self, name):
        """Without the lock, which a writer to the database must not wait for: of two that make it at once one wins."""
        path = self.path / name
        if not path.exists():
            self._make()
            with TemporaryDirectory(dir=self.path) as folder, suppress(FileExistsError):
                made = Path(folder) / name
                sealed.new_key(made)
                os.link(made, path)
            self._sync(path)
            self._sync(self.path)
        return path.read_text("ascii")

    def forget(self, vkey: str):
        """Remove the private half of a key that another one follows."""
        self._file(notes.Key.parse(vkey)).unlink(missing_ok=True)

    def last(self) -> notes.Note | None:
        """The checkpoint that was signed last here."""
        path = self.path / LAST
        return notes.Note.parse(path.read_text("utf-8")) if path.exists() else None

    def remember(self, note: notes.Note):
        """Note durably what is about to be handed out."""
        self._write(self.path / LAST, str(note).encode())

    def _file(self, key):
        return self.path / f"{key.id.hex()}.pem"

    def _make(self):
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _write(self, path, content):
        self._make()
        temporary = path.with_suffix(".new")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        self._sync(self.path)

    def _sync(self, path):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _pem(private):
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
