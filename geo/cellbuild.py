"""Builds the raster of `cells` from shapes, with numpy only: the cost follows the edges, not the area."""

import math
from collections.abc import Mapping, Sequence

from .cells import ASK, Cells, Frame, expanded
from .sets import Sets

# Cells per edge, and at most: about 0.2 of the points of a national layer then lie beside edges, in some 50 MB.
DENSITY = 32
FEWEST, MOST = 256, 12_000_000
SMALLEST_DEG = 1e-6

# A cell keeps the edges within this distance too (0.1 mm), so that rounding never decides to which cell one belongs.
MARGIN_DEG = 1e-9

POSITION_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def edges_of(geometry: Mapping[str, object]):
    """Return the edges of a GeoJSON geometry as rows (lon, lat, lon, lat), altitudes dropped.

    A line goes there and back, so that it has no inside; a point is an edge without length.
    """
    import numpy

    kind = geometry["type"]
    lists = [geometry["coordinates"]]
    for _ in range(POSITION_DEPTH[kind] - 1):
        lists = [part for parts in lists for part in parts]
    edges = []
    for positions in lists:
        places = [positions] if kind == "Point" else positions
        line = numpy.array([place[:2] for place in places], dtype=numpy.float64)
        if kind.endswith("Point"):
            edges.append(numpy.hstack([line, line]))
            continue
        edges.append(numpy.hstack([line[:-1], line[1:]]))
        if kind.endswith("LineString"):
            edges.append(edges[-1][::-1, [2, 3, 0, 1]])
    return numpy.concatenate(edges)


def build(shapes: Sequence) -> Cells:
    """Return the cells of shapes given as edges (see `edges_of`)."""
    import numpy

    edges = numpy.concatenate([numpy.empty((0, 4)), *shapes])
    owners = numpy.repeat(numpy.arange(len(shapes)), [len(shape) for shape in shapes])
    frame = _frame(edges)
    spans = _rows_of_edges(frame, edges)
    pairs = _pairs(*_cells_of_edges(frame, edges, owners, *spans), len(shapes))
    crossings = _crossings_of_rows(frame, edges, owners, *spans)
    sets = Sets()
    raster = _covered(frame, sets, *crossings)
    arrays = _beside_edges(frame, sets, raster, pairs, crossings, len(shapes))
    arrays |= {
        "raster": raster,
        "edges": edges,
        "shape_start": numpy.concatenate([[0], numpy.cumsum([len(shape) for shape in shapes])]),
        "set_start": numpy.concatenate([[0], numpy.cumsum([len(sets[i]) for i in range(len(sets))])]),
        "set_members": numpy.array([number for i in range(len(sets)) for number in sets[i]], dtype=numpy.int64),
    }
    return Cells(frame, {name: _compact(array) for name, array in arrays.items()})


def _compact(array):
    import numpy

    small = array.dtype.kind == "f" or array.dtype.itemsize == 1
    return numpy.ascontiguousarray(array if small else array.astype(numpy.uint32))


def _frame(edges) -> Frame:
    if not len(edges):
        return Frame(0.0, 0.0, 1.0, 1, 1)
    west, east = float(edges[:, ::2].min()), float(edges[:, ::2].max())
    south, north = float(edges[:, 1::2].min()), float(edges[:, 1::2].max())
    wide, high = max(east - west, SMALLEST_DEG), max(north - south, SMALLEST_DEG)
    cells = min(max(DENSITY * len(edges), FEWEST), MOST)
    # A long thin layer must not get more cells in one direction than it may have in all.
    side = max(math.sqrt(wide * high / cells), max(wide, high) / cells, SMALLEST_DEG)
    # Rims that are no round fraction of a cell away keep round coordinates off grid lines and middles.
    west, south = west - 1.618 * side, south - 1.618 * side
    return Frame(west, south, 1 / side, math.ceil((east - west) / side) + 2, math.ceil((north - south) / side) + 2)


def _rows_of_edges(frame: Frame, edges):
    """Return (edge, row) for every row that an edge touches."""
    import numpy

    low = frame.rows_of(numpy.minimum(edges[:, 1], edges[:, 3]) - MARGIN_DEG)
    high = frame.rows_of(numpy.maximum(edges[:, 1], edges[:, 3]) + MARGIN_DEG)
    which, nth = expanded(high - low + 1)
    return which, low[which] + nth


def _cells_of_edges(frame: Frame, edges, owners, which, rows):
    """Return (cell, shape, edge) for every cell that an edge touches."""
    import numpy

    ax, ay, bx, by = edges[which].T
    bottom = frame.south + rows / frame.per_degree - MARGIN_DEG
    top = frame.south + (rows + 1) / frame.per_degree + MARGIN_DEG
    ends = []
    for lat, flat in ((bottom, 0.0), (top, 1.0)):
        part = numpy.full(len(ay), flat)
        numpy.divide(lat - ay, by - ay, out=part, where=by != ay)
        ends.append(ax + numpy.clip(part, 0, 1) * (bx - ax))
    first = frame.columns_of(numpy.minimum(*ends) - MARGIN_DEG)
    last = frame.columns_of(numpy.maximum(*ends) + MARGIN_DEG)
    span, nth = expanded(last - first + 1)
    return rows[span] * frame.columns + first[span] + nth, owners[which[span]], which[span]


def _pairs(cells, shapes, edges, count: int):
    """Return the pairs of cell and shape, as keys cell × count + shape, where their edges begin, and the edges."""
    import numpy

    keys = cells * count + shapes
    order = numpy.argsort(keys, kind="stable")
    begins = numpy.flatnonzero(numpy.diff(keys[order], prepend=-1))
    return keys[order][begins], numpy.append(begins, len(keys)), edges[order]


def _crossings_of_rows(frame: Frame, edges, owners, which, rows):
    """Return (row, shape, lon) wherever an edge crosses the middle line of a row; by row, shape and longitude.

    A vertex on the line counts for the edge above it, so each shape has an even number in each row.
    """
    import numpy

    _, middle = frame.middles(0, rows)
    ay, by = edges[which, 1], edges[which, 3]
    crossing = (ay <= middle) != (by <= middle)
    which, rows, middle = which[crossing], rows[crossing], middle[crossing]
    ax, ay, bx, by = edges[which].T
    lons = ax + (middle - ay) / (by - ay) * (bx - ax)
    order = numpy.lexsort([lons, owners[which], rows])
    return rows[order], owners[which[order]], lons[order]


def _covered(frame: Frame, sets: Sets, rows, shapes, lons):
    """Return the set id of the shapes that cover the middle of each cell."""
    import numpy

    # The first middle east of each crossing; a shape begins there or ends there, and the raster is a run of such runs.
    first = numpy.ceil((lons - frame.west) * frame.per_degree - 0.5).astype(numpy.int64)
    first = rows * frame.columns + numpy.clip(first, 0, frame.columns)
    begins = numpy.arange(len(first)) % 2 == 0
    some = numpy.repeat(first[::2] < first[1::2], 2)
    order = numpy.lexsort([begins[some], first[some]])
    state, states = 0, [0]
    for shape in shapes[some][order].tolist():
        state = sets.toggled(state, shape)
        states.append(state)
    lengths = numpy.diff(first[some][order], prepend=0, append=frame.columns * frame.rows)
    return numpy.repeat(numpy.array(states, dtype=numpy.uint32), lengths)


def _beside_edges(frame: Frame, sets: Sets, raster, pairs, crossings, count: int) -> dict:
    """Return the arrays of the cells that edges touch, and put their numbers into the raster."""
    import numpy

    keys, edge_start, pair_edges = pairs
    cells, shapes = numpy.divmod(keys, max(count, 1))
    begins = numpy.flatnonzero(numpy.diff(cells, prepend=-1))
    owners = numpy.repeat(numpy.arange(len(begins)), numpy.diff(begins, append=len(cells)))
    middles = raster[cells[begins]].astype(numpy.int64)
    inside = _are_members(sets, middles[owners], shapes, count)
    cover = sets.toggled_each(middles, owners[inside], shapes[inside])
    raster[cells[begins]] = len(sets) + numpy.arange(len(begins))
    inside = inside.astype(numpy.uint8)
    inside[numpy.isin(keys, _too_close(frame, *crossings, count))] = ASK
    return {
        "cover": cover,
        "pair_start": numpy.append(begins, len(cells)),
        "pair_shape": shapes,
        "pair_inside": inside,
        "edge_start": edge_start,
        "pair_edges": pair_edges,
    }


def _are_members(sets: Sets, set_ids, shapes, count: int):
    import numpy

    members = [set_id * count + shape for set_id in range(len(sets)) for shape in sets[set_id]]
    return numpy.isin(set_ids * count + shapes, numpy.array(members, dtype=numpy.int64))


def _too_close(frame: Frame, rows, shapes, lons, count: int):
    """Return the keys of pairs whose middle is so close to an edge that rounding might have put it on either side."""

    columns = frame.columns_of(lons)
    close = abs(frame.middles(columns, rows)[0] - lons) <= MARGIN_DEG
    return (rows[close] * frame.columns + columns[close]) * count + shapes[close]
