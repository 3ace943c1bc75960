"""What is wrong with a geometry in well-known binary (OGC 06-103r4 §8) that GEOS does not take, and where in it."""

import struct
from collections.abc import Iterator

from .geometries import LEAST

LINE, POLYGON = 2, 3
COLLECTIONS = (4, 5, 6, 7)
POSITION_BYTES = 16  # without altitude


def fault(content: bytes) -> tuple[str, dict]:
    """The code and details of the first fault in the *content* of a geometry in two dimensions, as `geojson` has them.

    An open ring, or too few positions; what else there may be is only unreadable.
    """
    try:
        for path, places, closed in _lines(content, [0], "coordinates"):
            if closed and places[:POSITION_BYTES] != places[-POSITION_BYTES:]:
                return "ring_not_closed", {"path": path}
            least = LEAST["Polygon" if closed else "LineString"]
            if 0 < len(places) < least * POSITION_BYTES:
                return "too_few_positions", {"path": path, "least": least}
    except struct.error:
        pass
    return "unreadable_geometry", {}


def _lines(content, at, path) -> Iterator[tuple[str, bytes, bool]]:
    """Each ring or line with its path, its positions as bytes, and whether it should be closed; *at* moves along."""
    order = "<" if content[at[0] : at[0] + 1] == b"\x01" else ">"
    (kind,) = struct.unpack_from(f"{order}I", content, at[0] + 1)
    at[0] += 5
    if kind == LINE:
        yield path, _positions(content, at, order), False
    elif kind == POLYGON:
        for number in range(_count(content, at, order)):
            yield f"{path}.{number}", _positions(content, at, order), True
    elif kind in COLLECTIONS:
        for number in range(_count(content, at, order)):
            yield from _lines(content, at, f"{path}.{number}")
    else:
        at[0] += POSITION_BYTES


def _positions(content, at, order) -> bytes:
    length = _count(content, at, order) * POSITION_BYTES
    at[0] += length
    return content[at[0] - length : at[0]]


def _count(content, at, order) -> int:
    (count,) = struct.unpack_from(f"{order}I", content, at[0])
    at[0] += 4
    return count
