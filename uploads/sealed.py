"""Files encrypted to a key that need not be on this machine (age, X25519), with the SHA-256 of what is inside.

Any age program opens them: ``age -d -i IDENTITY FILE``.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

import pyrage


class NotAKey(ValueError):
    """No X25519 identity or recipient of age."""


class NotOpened(ValueError):
    """It is damaged, not all there, or for another identity."""


class _Hashed:
    """A file that is hashed while it is read or written."""

    def __init__(self, file):
        self._file, self._digest, self.size = file, hashlib.sha256(), 0

    def read(self, count=-1):
        return self._seen(self._file.read(count))

    def write(self, part):
        self._file.write(self._seen(part))
        return len(part)

    def flush(self):
        self._file.flush()

    def _seen(self, part):
        self._digest.update(part)
        self.size += len(part)
        return part

    @property
    def sha256(self):
        return self._digest.hexdigest()


def recipient(text: str):
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise NotAKey(text) from None


def identity(text: str):
    """The identity in the text of a key file; lines with # are remarks."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    try:
        return pyrage.x25519.Identity.from_str("".join(lines))
    except pyrage.IdentityError:
        raise NotAKey("no age identity") from None


def public(text: str) -> str:
    """The recipient to the identity in the text of a key file."""
    return str(identity(text).to_public())


def new_key(path: Path) -> str:
    """Write a new identity to *path*, readable by its owner only; the recipient to which backups are encrypted."""
    made = pyrage.x25519.Identity.generate()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"# public key: {made.to_public()}\n{made}\n")
    return str(made.to_public())


def seal(content: BinaryIO, path: Path, to) -> tuple[str, int]:
    """Encrypt *content* into the new file *path*, on disk when this returns; SHA-256 and size of what is inside."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    reader, handle = _Hashed(content), os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        pyrage.encrypt_io(reader, file, [to])
        file.flush()
        os.fsync(file.fileno())
    return reader.sha256, reader.size


def unseal(path: Path, target: BinaryIO, by) -> str:
    """Decrypt *path* into *target*; the SHA-256 of what is inside. Raises NotOpened."""
    writer = _Hashed(target)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, writer, [by])
    except (pyrage.DecryptError, OSError) as error:
        raise NotOpened(str(error)) from None
    return writer.sha256


def closed(content: bytes, to) -> bytes:
    """A short text encrypted to a recipient, for a column of a table."""
    return pyrage.encrypt(content, [to])


def opened(content: bytes, by) -> bytes:
    """What ``closed`` encrypted. Raises NotOpened."""
    try:
        return pyrage.decrypt(content, [by])
    except pyrage.DecryptError as error:
        raise NotOpened(str(error)) from None
