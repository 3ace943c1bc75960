"""One way to name content by its digest, so that an answer can say which map and rules it came from."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID


def canonical(value: object) -> bytes:
    """Return JSON bytes that are equal for equal content, whatever the order of keys and sets."""
    return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of(parts: Iterable[bytes]) -> str:
    """Return the SHA-256 (hex) of *parts* regardless of their order."""
    digests = sorted(hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(b"".join(digests)).hexdigest()


def of_rows(columns: Sequence[Sequence]) -> Iterator[str]:
    """Yield a digest (128 bits, hex) per row of equally long columns of JSON values, to tell changed rows by."""
    import orjson

    for row in zip(*columns, strict=True):
        yield hashlib.blake2b(orjson.dumps(row), digest_size=16).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
