"""Signed notes and the tree heads in them: C2SP signed-note, tlog-checkpoint and tlog-cosignature, with Ed25519.

Pure. A note is a text that ends in a newline, an empty line, and lines with signatures over the text. Parsing is
strict: what is read and written again is the same bytes, so no bit of a note can change unnoticed.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 0x01, 0x04  # signature types; the second signs a time as well
ID_BYTES, TIME_BYTES, SIGNATURE_BYTES = 4, 8, 64
NAME = re.compile(r"[^\s+]{1,200}")
DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
MAX_SIGNATURES = 64


class BadNote(ValueError):
    """No note, no head or no key as the specification wants it, or a signature of a known key that does not hold."""


@dataclass(frozen=True, slots=True)
class Key:
    """The public half: a name, a signature type and 32 bytes. Written as a *vkey*."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> "Key":
        name, _, rest = vkey.partition("+")
        id_, _, encoded = rest.partition("+")
        value = decoded(encoded)
        key = cls(name, value[0] if value else 0, value[1:])
        if key.kind not in (ED25519, COSIGNATURE) or len(key.public) != 32 or not NAME.fullmatch(name):
            raise BadNote("not an Ed25519 vkey")
        if id_ != key.id.hex():
            raise BadNote("a vkey whose id is not that of its key")
        return key

    def __str__(self):
        return f"{self.name}+{self.id.hex()}+{_encoded(bytes([self.kind]) + self.public)}"

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:ID_BYTES]

    def holds(self, text: str, signature: "Signature") -> bool:
        message, value = text.encode(), signature.value
        if self.kind == COSIGNATURE:
            message, value = _timed(text, signature.seconds), value[TIME_BYTES:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note. The value of a cosignature begins with its time."""

    name: str
    key_id: bytes
    value: bytes

    @classmethod
    def parse(cls, line: str) -> "Signature":
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        value = decoded(encoded)
        if dash != "—" or not NAME.fullmatch(name) or len(value) <= ID_BYTES:
            raise BadNote("not a signature line")
        return cls(name, value[:ID_BYTES], value[ID_BYTES:])

    def __str__(self):
        return f"— {self.name} {_encoded(self.key_id + self.value)}\n"

    @property
    def seconds(self) -> int:
        """When a cosignature was made, since 1970."""
        return int.from_bytes(self.value[:TIME_BYTES])

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, written: str) -> "Note":
        text, blank, below = written.rpartition("\n\n")
        if not blank or not below.endswith("\n") or any(char < " " and char != "\n" for char in written):
            raise BadNote("not a signed note")
        lines = below.removesuffix("\n").split("\n")
        if len(lines) > MAX_SIGNATURES:
            raise BadNote("too many signatures")
        return cls(f"{text}\n", tuple(map(Signature.parse, lines)))

    def __str__(self):
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def signed_by(self, keys: Iterable[Key]) -> dict[Key, Signature]:
        """Those of *keys* that signed it. Signatures of others are ignored; BadNote when one of a known key is bad."""
        found = {}
        known = {(key.name, key.id): key for key in keys}
        for signature in self.signatures:
            key = known.get((signature.name, signature.key_id))
            if key and not key.holds(self.text, signature):
                raise BadNote(f"the signature of {key.name} does not hold")
            if key:
                found[key] = signature
        return found


@dataclass(frozen=True, slots=True)
class Head:
    """A tree head: which log, how many entries, and their root. The text of a checkpoint."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> "Head":
        lines = text.split("\n")
        if len(lines) < 4 or not all(lines[:-1]) or not DECIMAL.fullmatch(lines[1]):
            raise BadNote("not a checkpoint")
        root = decoded(lines[2])
        if len(root) != 32:
            raise BadNote("not a root")
        return cls(lines[0], int(lines[1]), root)

    def __str__(self):
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Signer:
    """A name and a private key; *kind* says what it signs."""

    name: str
    private: Ed25519PrivateKey
    kind: int = ED25519

    @property
    def key(self) -> Key:
        return Key(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        return Signature(self.name, self.key.id, self.private.sign(text.encode()))

    def cosign(self, text: str, at: datetime) -> Signature:
        """A cosignature: this checkpoint is the largest that was seen until *at*, and goes on from those before."""
        seconds = int(at.timestamp())
        value = seconds.to_bytes(TIME_BYTES) + self.private.sign(_timed(text, seconds))
        return Signature(self.name, self.key.id, value)


def _timed(text, seconds):
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _encoded(value):
    return base64.b64encode(value).decode()


def decoded(text):
    """Base64 in its one canonical spelling."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("not base64") from None
    if _encoded(value) != text:
        raise BadNote("not canonical base64")
    return value
