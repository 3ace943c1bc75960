"""Quadkeys: places as integers along the Z-order (Morton) curve of the web-mercator grid: a box is a few ranges.

A key at zoom 24 has 48 bits (cells of about 2 m); the cell that holds it at level n is its first 2n bits. Longitude and
latitude are WGS84 degrees; latitudes beyond ±85.051129 count as the last row, so ask for the exact latitude as well.
"""

import math

ZOOM = 24
SIDE = 1 << ZOOM
SPREAD = [sum((byte >> bit & 1) << 2 * bit for bit in range(8)) for byte in range(256)]
MOST_CELLS = 16


def key(lon: float, lat: float) -> int:
    """The key of a place at zoom 24."""
    return _interleave(*_tile(lon, lat))


def cell(place: int, level: int) -> int:
    """The cell at *level* (0 to 24) in which the key lies."""
    return place >> 2 * (ZOOM - level)


def bounds(cell_: int, level: int) -> tuple[float, float, float, float]:
    """West, south, east and north of a cell, in degrees."""
    x, y = _deinterleave(cell_)
    side = 1 << level
    return x / side * 360 - 180, _latitude((y + 1) / side), (x + 1) / side * 360 - 180, _latitude(y / side)


def ranges(west: float, south: float, east: float, north: float) -> list[tuple[int, int]]:
    """A few ranges of keys, ends included, that hold every place in the box, and some more around it."""
    (left, top), (right, bottom) = _tile(west, north), _tile(east, south)
    shift = 0
    while ((right >> shift) - (left >> shift) + 1) * ((bottom >> shift) - (top >> shift) + 1) > MOST_CELLS:
        shift += 1
    cells = sorted(
        _interleave(x, y)
        for x in range(left >> shift, (right >> shift) + 1)
        for y in range(top >> shift, (bottom >> shift) + 1)
    )
    found: list[list[int]] = []
    for one in cells:
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return [(first << 2 * shift, (last + 1 << 2 * shift) - 1) for first, last in found]


def _tile(lon, lat):
    sine = math.sin(math.radians(lat))
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi) if abs(sine) < 1 else (0.0 if lat > 0 else 1.0)
    return _within((lon + 180) / 360), _within(y)


def _within(part):
    return min(max(int(part * SIDE), 0), SIDE - 1)


def _latitude(part):
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * part))))


def _interleave(x, y):
    return _spread(x) | _spread(y) << 1


def _spread(number):
    return SPREAD[number & 255] | SPREAD[number >> 8 & 255] << 16 | SPREAD[number >> 16 & 255] << 32


def _deinterleave(number):
    x = y = 0
    for bit in range(ZOOM):
        x |= (number >> 2 * bit & 1) << bit
        y |= (number >> 2 * bit + 1 & 1) << bit
    return x, y
