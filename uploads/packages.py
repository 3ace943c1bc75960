"""Sealed packages: one age file with one ZIP in it, which holds a signed manifest and the bytes that it names.

Nothing in it is trusted before the signature of the manifest was checked, and no member is read that the manifest or
this module does not name.
"""

import re
import zipfile
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from . import sealed
from .errors import UploadError

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
BLOB = re.compile(r"blobs/([0-9a-f]{64})")
LARGEST_MANIFEST = 8 * 1024 * 1024
MOST_MEMBERS = 600
SIGNATURE_BYTES = 64  # r and s of 32 bytes each, as WebCrypto writes them (IEEE P1363)


class BadPackage(UploadError):
    """It can't be read. ``code`` says why, ``details`` which part."""

    def __init__(self, code, **details):
        super().__init__(**details)
        self.code = code


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: what was signed, the signature, and the digests of the bytes that lie beside."""

    manifest: bytes
    signature: bytes
    blobs: frozenset[str]
    archive: zipfile.ZipFile

    def blob(self, sha256: str):
        """The bytes of that member, as a file to read from."""
        return self.archive.open(f"blobs/{sha256}")


@contextmanager
def opened(path: Path, identity: str, folder: Path) -> Iterator[Package]:
    """Open the package at *path* with an age identity; *folder* takes what is inside meanwhile. Raises BadPackage."""
    inside = folder / "package.zip"
    try:
        with inside.open("wb") as file:
            sealed.unseal(path, file, sealed.identity(identity))
    except sealed.NotOpened as error:
        raise BadPackage("foreign_package" if "No matching keys" in str(error) else "damaged_package") from None
    try:
        with zipfile.ZipFile(inside) as archive:
            yield _package(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BadPackage("damaged_package") from error


def _package(archive):
    names = archive.namelist()
    strange = [name for name in names if name not in (MANIFEST, SIGNATURE) and not BLOB.fullmatch(name)]
    if strange or len(set(names)) < len(names) or len(names) > MOST_MEMBERS:
        raise BadPackage("strange_member", name=(strange or names)[0][:200])
    missing = [name for name in (MANIFEST, SIGNATURE) if name not in names]
    if missing:
        raise BadPackage("missing_member", name=missing[0])
    manifest, signature = _small(archive, MANIFEST, LARGEST_MANIFEST), _small(archive, SIGNATURE, SIGNATURE_BYTES)
    blobs = frozenset(found[1] for name in names if (found := BLOB.fullmatch(name)))
    return Package(manifest, signature, blobs, archive)


def _small(archive, name, limit):
    with archive.open(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise BadPackage("strange_member", name=name)
    return content


def is_signed(manifest: bytes, signature: bytes, public_key: str) -> bool:
    """Whether *signature* is that of *manifest* by *public_key* (ECDSA, P-256, SHA-256; base64url of the raw point)."""
    try:
        point = urlsafe_b64decode(public_key + "=" * (-len(public_key) % 4))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        r, s = (int.from_bytes(signature[i : i + 32]) for i in (0, 32))
        key.verify(encode_dss_signature(r, s), manifest, ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return len(signature) == SIGNATURE_BYTES
