"""A received file, looked at: what it really is, and what it claims of itself."""

from dataclasses import dataclass

from . import metadata, sniff
from .errors import TooLarge, WrongDigest
from .metadata import Claimed
from .store import Received


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a file from its bytes alone."""

    sha256: str
    sm3: str
    size_bytes: int
    media_type: str
    claimed: Claimed


def examine(received: Received, sha256: str | None) -> Evidence:
    """Look at what was received, announced as *sha256*. Raises UnsupportedContent, TooLarge, WrongDigest."""
    media_type = sniff.media_type(received.head)
    if received.size_bytes > sniff.LIMITS[media_type]:
        raise TooLarge(sniff.LIMITS[media_type])
    if sha256 not in (None, received.sha256):
        raise WrongDigest(sha256, received.sha256)
    claimed = metadata.read(received.temporary, media_type)
    return Evidence(received.sha256, received.sm3, received.size_bytes, media_type, claimed)
