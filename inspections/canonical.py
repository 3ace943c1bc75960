"""Canonical JSON: RFC 8785 restricted to what needs no number formatting, so that any JSON library can check it."""

import hashlib
import json

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """The value lies outside the restricted profile."""


def encode(value) -> bytes:
    """The canonical UTF-8 bytes of *value*.

    Only strings without lone surrogates, integers up to 2^53-1, true, false, null, lists, and objects with ASCII keys:
    within this profile sorted compact JSON equals RFC 8785. Floats are refused; write a coordinate as an E7 integer.
    """
    _check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value) -> str:
    """Hex SHA-256 of the canonical bytes."""
    return hashlib.sha256(encode(value)).hexdigest()


def _check(value):
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise NotCanonical("a lone surrogate")
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical("an integer beyond 2^53-1")
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical("a key that is not an ASCII string")
            _check(item)
    else:
        raise NotCanonical(f"a {type(value).__name__}")
