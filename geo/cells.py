"""Exact point-in-area for many overlapping shapes: a raster of cells that know which shapes cover them.

A cell that no edge touches belongs as a whole to one set of shapes, and the raster holds the id of that set. A cell
that edges touch keeps per shape these edges and whether the cell's middle lies inside. A point in it lies inside too
unless the way from the middle to the point crosses an odd number of them: four orientations per edge, each with a
certificate (Shewchuk 1997, "Adaptive precision floating-point arithmetic", the bound of orient2d). What has no
certificate (a point on an edge, a way through a vertex) is decided in rational numbers, so there is no tolerance
anywhere: **a point on an edge or vertex belongs to every shape that has this edge**, holes' edges too.

Coordinates are degrees, longitude first; edges are straight in degrees. A line is a shape without an inside.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .sets import Sets

CHUNK = 32_768  # points at a time: the arrays of one chunk stay in the processor's cache
SMALL = 64  # cells of a box that are looked at together with those of other boxes
FEW_CELLS, FEW_EDGES = 16, 100  # that are looked at one by one: an array costs as much as that many
ASK = 2  # of a middle: too close to an edge to say
# Twice Shewchuk's (3 + 16 ε) ε with ε = 2⁻⁵³: smaller determinants are not certain.
UNCERTAIN = 6.7e-16


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the raster lies: west and south rim, the side of a cell, all in degrees, and its size in cells.

    The outermost cells are empty, and whatever lies outside counts as lying there.
    """

    west: float
    south: float
    per_degree: float
    columns: int
    rows: int

    def columns_of(self, lons):
        """Return the column of each longitude in an array."""
        return self._clipped((lons - self.west) * self.per_degree, self.columns)

    def rows_of(self, lats):
        """Return the row of each latitude in an array."""
        return self._clipped((lats - self.south) * self.per_degree, self.rows)

    def middles(self, columns, rows):
        """Return the longitudes and latitudes of the middles of cells."""
        return self.west + (columns + 0.5) / self.per_degree, self.south + (rows + 0.5) / self.per_degree

    @staticmethod
    def _clipped(values, size):
        import numpy

        return numpy.fmin(numpy.fmax(values, 0), size - 1).astype(numpy.int64)  # NaN becomes 0, the empty rim


class Cells:
    """The raster over shapes numbered from 0. Its answers never change, and threads may share it.

    *arrays* (see `cellbuild.build`, which makes them): ``raster`` has a set id per cell, or ``len(sets)`` plus the
    number of a cell that edges touch; such a cell has ``cover`` (set id) and a slice of ``pair_*`` by ``pair_start``;
    a pair of cell and shape has a slice of ``pair_edges`` by ``edge_start``; ``edges`` are (lon, lat, lon, lat) by
    shape, sliced by ``shape_start``; ``set_members`` by ``set_start`` are the sets the raster was built with.
    """

    def __init__(self, frame: Frame, arrays: dict) -> None:
        self.frame = frame
        self.arrays = arrays
        starts, members = arrays["set_start"].tolist(), arrays["set_members"].tolist()
        self.sets = Sets(members[a:b] for a, b in pairwise(starts))
        self.whole = len(starts) - 1  # raster values below this are set ids
        # One number at a time is several times quicker from a memoryview than from an array.
        self._one = {name: memoryview(array.reshape(-1)) for name, array in arrays.items()}
        self._raster = self._one["raster"]

    def at(self, lon: float, lat: float) -> int | list[int]:
        """Return which shapes cover a point: a set id below ``whole``, or next to edges the shapes' numbers."""
        frame = self.frame
        x, y = (lon - frame.west) * frame.per_degree, (lat - frame.south) * frame.per_degree
        if not (0 <= x < frame.columns and 0 <= y < frame.rows):
            return 0
        column, row = int(x), int(y)
        value = self._raster[row * frame.columns + column]
        return value if value < self.whole else self._beside_edges(value - self.whole, lon, lat, column, row)

    def sets_at(self, lons, lats):
        """Return the set id of the shapes that cover each point of two float64 arrays."""
        import numpy

        found = numpy.empty(len(lons), dtype=numpy.int64)
        beside = [(numpy.empty(0, numpy.int64), numpy.empty(0, numpy.int64))]
        for start in range(0, len(lons), CHUNK):
            part = slice(start, start + CHUNK)
            found[part], points, shapes = self._sets_of_chunk(lons[part], lats[part])
            beside.append((points + start, shapes))
        return self.sets.toggled_each(found, *map(numpy.concatenate, zip(*beside, strict=True)))

    def few_edges_in(self, west: float, south: float, east: float, north: float) -> list[tuple] | None:
        """Return (shape, ax, ay, bx, by) for each edge of `edges_in`, by a glance at few; None if it takes more."""
        frame, starts, ends = self.frame, self._one["pair_start"], self._one["edge_start"]
        first, last = (self._clip((lon - frame.west) * frame.per_degree, frame.columns) for lon in (west, east))
        low, high = (self._clip((lat - frame.south) * frame.per_degree, frame.rows) for lat in (south, north))
        if (last - first + 1) * (high - low + 1) > FEW_CELLS:
            return None
        rows = range(low * frame.columns, (high + 1) * frame.columns, frame.columns)
        values = [value for row in rows for value in self._raster[row + first : row + last + 1]]
        cells = [value - self.whole for value in values if value >= self.whole]
        if sum(ends[starts[cell + 1]] - ends[starts[cell]] for cell in cells) > FEW_EDGES:
            return None
        return [edge for cell in cells for pair in range(starts[cell], starts[cell + 1]) for edge in self._edges(pair)]

    def _edges(self, pair: int) -> list[tuple]:
        one, edges = self._one, self._one["edges"]
        places = one["pair_edges"][one["edge_start"][pair] : one["edge_start"][pair + 1]]
        return [(one["pair_shape"][pair], *edges[4 * place : 4 * place + 4]) for place in places]

    def sizes(self, wests, souths, easts, norths):
        """Return how many cells each box touches."""
        first, last, low, high = self._boxes(wests, souths, easts, norths)
        return (last - first + 1) * (high - low + 1)

    def edges_in(self, wests, souths, easts, norths):
        """Return (box, shape, edges) arrays: the edges of each shape in the cells that each box touches.

        One row per edge, in no order; an edge comes once for every such cell that it touches.
        """
        arrays = self.arrays
        boxes, cells = self._cells_beside_edges(*self._boxes(wests, souths, easts, norths))
        which, pairs = sliced(arrays["pair_start"], cells)
        among, places = sliced(arrays["edge_start"], pairs)
        return (
            boxes[which][among],
            arrays["pair_shape"][pairs][among],
            arrays["edges"].take(arrays["pair_edges"].take(places), axis=0),
        )

    def covers(self, shape: int, lon: float, lat: float) -> bool:
        """Return whether a shape covers a point, exactly, by a ray eastwards over all its edges."""
        first, last = self._one["shape_start"][shape], self._one["shape_start"][shape + 1]
        ax, ay, bx, by = self.arrays["edges"][first:last].T
        left = False
        spanning = ((ay <= lat) & (lat <= by)) | ((by <= lat) & (lat <= ay))
        for x1, y1, x2, y2 in self.arrays["edges"][first:last][spanning & ((ax >= lon) | (bx >= lon))].tolist():
            side = _side(x1, y1, x2, y2, lon, lat)
            if side == 0 and min(x1, x2) <= lon <= max(x1, x2):
                return True
            left ^= (y1 <= lat) != (y2 <= lat) and (side > 0) == (y1 < y2)
        return left

    def _boxes(self, wests, souths, easts, norths):
        """Return the first and last column and row of each box."""
        frame = self.frame
        return frame.columns_of(wests), frame.columns_of(easts), frame.rows_of(souths), frame.rows_of(norths)

    def _cells_beside_edges(self, first, last, low, high):
        """Return (box, cell) for the numbered cells in boxes; large boxes one by one, or they would fill the memory."""
        import numpy

        raster = self.arrays["raster"].reshape(self.frame.rows, self.frame.columns)
        wide = last - first + 1
        sizes = wide * (high - low + 1)
        small = numpy.flatnonzero(sizes <= SMALL)
        which, nth = expanded(sizes[small])
        boxes = small[which]
        rows, columns = numpy.divmod(nth, wide[boxes])
        values = raster[low[boxes] + rows, first[boxes] + columns]
        touched = values >= self.whole
        found = [(boxes[touched], values[touched])]
        for box in numpy.flatnonzero(sizes > SMALL):
            values = raster[low[box] : high[box] + 1, first[box] : last[box] + 1]
            values = values[values >= self.whole]
            found.append((numpy.full(len(values), box), values))
        boxes, values = map(numpy.concatenate, zip(*found, strict=True))
        return boxes, values.astype(numpy.int64) - self.whole

    def _sets_of_chunk(self, lons, lats):
        """Return the set ids of the shapes that cover the points' whole cells, and (point, shape) of the others."""
        import numpy

        frame = self.frame
        columns, rows = frame.columns_of(lons), frame.rows_of(lats)
        found = self.arrays["raster"].take(rows * frame.columns + columns).astype(numpy.int64)
        near = numpy.flatnonzero(found >= self.whole)
        cells = found[near] - self.whole
        middles = frame.middles(columns[near], rows[near])
        points, shapes = self._inside_beside_edges(cells, lons[near], lats[near], *middles)
        found[near] = self.arrays["cover"][cells]
        return found, near[points], shapes

    def _inside_beside_edges(self, cells, lons, lats, middle_lons, middle_lats):
        """Return (point, shape) for each shape whose edges touch the point's cell and that covers the point."""
        import numpy

        arrays = self.arrays
        points, pairs = sliced(arrays["pair_start"], cells)
        shapes, middle = arrays["pair_shape"].take(pairs).astype(numpy.int64), arrays["pair_inside"].take(pairs)
        among, places = sliced(arrays["edge_start"], pairs)
        edges = arrays["edges"].take(arrays["pair_edges"].take(places), axis=0).T
        of = points[among]
        crossed, unsure = _crossings(edges, middle_lons[of], middle_lats[of], lons[of], lats[of])
        begins = numpy.flatnonzero(numpy.diff(among, prepend=-1))
        if not len(begins):
            return points, shapes
        inside = numpy.logical_xor.reduceat(crossed, begins) ^ (middle == 1)
        for i in numpy.flatnonzero(numpy.logical_or.reduceat(unsure, begins) | (middle == ASK)):
            inside[i] = self.covers(shapes[i], float(lons[points[i]]), float(lats[points[i]]))
        return points[inside], shapes[inside]

    def _beside_edges(self, cell: int, lon: float, lat: float, column: int, row: int) -> list[int]:
        one = self._one
        inside = list(self.sets[one["cover"][cell]])
        middle = self.frame.middles(column, row)
        for pair in range(one["pair_start"][cell], one["pair_start"][cell + 1]):
            shape = one["pair_shape"][pair]
            covered = self._covered_by(pair, lon, lat, *middle)
            if self.covers(shape, lon, lat) if covered == ASK else covered:
                inside.append(shape)
        return inside

    def _covered_by(self, pair: int, lon: float, lat: float, x: float, y: float) -> int:
        """The same as `_crossings`, for one pair and point; ASK when there is no certificate."""
        one, edges = self._one, self._one["edges"]
        inside = one["pair_inside"][pair]
        if inside == ASK:
            return ASK
        across, up = lon - x, lat - y
        for place in range(one["edge_start"][pair], one["edge_start"][pair + 1]):
            at = 4 * one["pair_edges"][place]
            ax, ay, bx, by = edges[at], edges[at + 1], edges[at + 2], edges[at + 3]
            sides = []
            for p, q in (
                ((ay - y) * across, (ax - x) * up),
                ((by - y) * across, (bx - x) * up),
                ((bx - ax) * (y - ay), (by - ay) * (x - ax)),
                ((bx - ax) * (lat - ay), (by - ay) * (lon - ax)),
            ):
                if abs(p - q) <= UNCERTAIN * (abs(p) + abs(q)):
                    return ASK
                sides.append(p > q)
            inside ^= sides[0] != sides[1] and sides[2] != sides[3]
        return inside

    @staticmethod
    def _clip(value: float, size: int) -> int:
        return int(min(max(value, 0), size - 1))


def expanded(counts):
    """Return (owner, nth) arrays: each position as often as *counts* says, and the how manieth time it is."""
    return _spread(counts, 0)


def sliced(starts, numbers):
    """Return (owner, place) arrays: every place in ``starts[n]:starts[n + 1]`` for each n of *numbers*."""
    import numpy

    begins = starts.take(numbers).astype(numpy.int64)
    return _spread(starts.take(numbers + 1) - begins, begins)


def _spread(counts, begins):
    """Return the position of each count as often as it says, and numbers that go up by one from where it begins."""
    import numpy

    ends = numpy.cumsum(counts)
    numbers = numpy.arange(ends[-1] if len(ends) else 0)
    return numpy.repeat(numpy.arange(len(counts)), counts), numbers + numpy.repeat(begins + counts - ends, counts)


def _crossings(edges, x, y, lons, lats):
    """Return per edge whether the way (x, y) → (lon, lat) crosses it, and whether that has no certificate."""
    import numpy

    ax, ay, bx, by = edges
    across, up, wide, high = lons - x, lats - y, bx - ax, by - ay
    to_ax, to_ay, to_bx, to_by = ax - x, ay - y, bx - x, by - y
    sides = (
        to_ay * across - to_ax * up,  # of the way, on which the edge begins
        to_by * across - to_bx * up,  # and ends
        high * to_ax - wide * to_ay,  # of the edge, on which the way begins
        high * (ax - lons) - wide * (ay - lats),  # and ends
    )
    # No product is larger than the square of the longest difference: one bound for all is cheaper than one for each.
    longest = max(float(abs(each).max(initial=0)) for each in (across, up, wide, high, to_ax, to_ay, to_bx, to_by))
    bound = UNCERTAIN * 2 * (2 * longest) ** 2
    closest = numpy.minimum.reduce([abs(side) for side in sides])
    return (sides[0] * sides[1] < 0) & (sides[2] * sides[3] < 0), closest <= bound


def _side(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> int:
    """Return 1 if (x, y) lies left of the line from the first to the second point, -1 if right, 0 if on it."""
    p, q = (x2 - x1) * (y - y1), (y2 - y1) * (x - x1)
    if abs(p - q) <= UNCERTAIN * (abs(p) + abs(q)):
        x1, y1, x2, y2, x, y = map(Fraction, (x1, y1, x2, y2, x, y))
        p, q = (x2 - x1) * (y - y1), (y2 - y1) * (x - x1)
    return (p > q) - (p < q)
