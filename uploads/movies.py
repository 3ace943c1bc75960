"""What the header of a film says: when it was begun, where, and what made it. Nothing is decoded.

ISO 14496-12 §8.1 and §8.2.2 (moov, mvhd); QuickTime File Format, user data atoms (udta: ©xyz as ISO 6709, ©mak, ©mod).
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

KINDS = {"video/mp4", "video/quicktime"}
EPOCH = datetime(1904, 1, 1)
EARLIEST = datetime(1990, 1, 1)  # a clock that was never set begins at its own epoch
MOST_BOXES = 10_000
LONGEST_TEXT = 1000
PLACE = re.compile(rb"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Header:
    """*begun* is without an offset; *place* is longitude and latitude in degrees."""

    begun: datetime | None = None
    place: tuple[float, float] | None = None
    make: bytes | None = None
    model: bytes | None = None


class Unreadable(ValueError):
    """The boxes break off, or lead nowhere."""


def read(file: BinaryIO) -> Header:
    """The header of *file*, wherever it lies; an empty one when there is none. Raises Unreadable."""
    end = file.seek(0, 2)
    try:
        movie = next((span for kind, *span in _boxes(file, 0, end) if kind == b"moov"), None)
        if movie is None:
            return Header()
        parts = {kind: span for kind, *span in _boxes(file, *movie)}
        texts = {kind: _text(file, *span) for kind, *span in _boxes(file, *parts.get(b"udta", (0, 0)))}
        begun = _begun(file, *parts[b"mvhd"]) if b"mvhd" in parts else None
    except (struct.error, OverflowError) as error:
        raise Unreadable from error
    return Header(begun, _place(texts.get(b"\xa9xyz")), texts.get(b"\xa9mak"), texts.get(b"\xa9mod"))


def _boxes(file, start, end) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of the content of each box between two places of the file."""
    for _ in range(MOST_BOXES):
        if start + 8 > end:
            return
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            content += 8
        after = start + size if size else end  # 0: to the end
        if not content <= after <= end:
            raise Unreadable
        yield kind, content, after
        start = after
    raise Unreadable


def _begun(file, start, end):
    file.seek(start)
    (version,) = struct.unpack(">B3x", file.read(4))
    (seconds,) = struct.unpack(">Q", file.read(8)) if version == 1 else struct.unpack(">I", file.read(4))
    begun = EPOCH + timedelta(seconds=seconds)
    return begun if begun >= EARLIEST else None


def _text(file, start, end):
    """The first text of a user data atom: its length, a language, and the text."""
    file.seek(start)
    head = file.read(min(4, end - start))
    if len(head) < 4:
        return None
    return file.read(min(int.from_bytes(head[:2]), end - start - 4, LONGEST_TEXT))


def _place(text):
    found = PLACE.match(text or b"")
    if not found:
        return None
    lat, lon = map(float, found.groups())
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None
