"""Are they geometries that a layer can have? Each with its reason and place; repaired only when that was asked for."""

import math
from collections.abc import Sequence
from contextlib import nullcontext

from .distances import metres_per_degree
from .errors import BadFile
from .geometries import ANY_TYPES, AREA_TYPES, INVALID, why_invalid

DEGREE_M = 111_320.0  # of latitude, roughly
MAX_FEATURE_VERTICES, MAX_VERTICES = 200_000, 2_000_000
# Neighbours that were drawn or converted apart differ by slivers; what is thinner than this, or smaller, is none.
SLIVER_M = 0.05
SLIVER_M2 = 1.0
LARGE = 2_000  # vertices: what may take longer than some hundredths of a second to look at


def check_limits(geometries: Sequence) -> None:
    """Raise BadFile when a feature or the file has more vertices than an index can bear."""
    import numpy
    import shapely

    counts = shapely.get_num_coordinates(geometries)
    if not len(counts):
        raise BadFile("no_features")
    worst = int(numpy.argmax(counts))
    if counts[worst] > MAX_FEATURE_VERTICES:
        raise BadFile("too_many_vertices", row=worst + 1, vertices=int(counts[worst]), limit=MAX_FEATURE_VERTICES)
    if counts.sum() > MAX_VERTICES:
        raise BadFile("too_many_vertices_in_file", vertices=int(counts.sum()), limit=MAX_VERTICES)


def check(shapes: Sequence, only_areas: bool, repair: bool, report, watch=nullcontext):
    """Report what is wrong with WGS84 *shapes* (None: reported already); return them, repaired if *repair*.

    ``watch(row)`` bounds the time that one feature takes (see `watches`). What passes is in range, free of repeated
    positions and of edges across the antimeridian, and valid in the sense of OGC simple features: what
    `areas.check_geometry` asks for.
    """
    import numpy

    shapes = numpy.array(shapes, dtype=object)
    sound = _check_types(shapes, AREA_TYPES if only_areas else ANY_TYPES, report) & _check_range(shapes, report)
    for index, place in _repeats(shapes):
        if sound[index]:
            sound[index] = repair and _without_repeats(index, shapes, report)
            if not sound[index]:
                report.error("repeated_position", row=index + 1, field="geometry", place=place)
    mend = _repaired if repair else _invalid
    for index in numpy.flatnonzero(sound & ~_valid(shapes, watch)).tolist():
        with watch(index + 1):
            shapes[index] = mend(index + 1, shapes[index], report)
    return shapes


def _valid(shapes, watch):
    import numpy
    import shapely

    large = shapely.get_num_coordinates(shapes) > LARGE
    valid = shapely.is_valid(numpy.where(large, None, shapes))
    for index in numpy.flatnonzero(large).tolist():
        with watch(index + 1):
            valid[index] = shapely.is_valid(shapes[index])
    return valid


def _check_types(shapes, types, report):
    import numpy
    import shapely

    sound = ~shapely.is_missing(shapes)
    for index in numpy.flatnonzero(sound):
        shape = shapes[index]
        if shape.geom_type not in types:
            report.error("bad_geometry_type", row=int(index) + 1, field="geometry", value=shape.geom_type)
        elif shape.is_empty:
            report.error("no_geometry", row=int(index) + 1, field="geometry")
        else:
            continue
        sound[index] = False
    return sound


def _check_range(shapes, report):
    """Coordinates that are degrees, and no edge of more than half the globe (RFC 7946 §3.1.9 wants it cut)."""
    import numpy
    import shapely

    places, owners = shapely.get_coordinates(shapes, return_index=True)
    lons, lats = places.T
    fits = (abs(lons) <= 180) & (abs(lats) <= 90)  # NaN and infinities do not
    swapped = ~fits & (abs(lons) <= 90) & (abs(lats) <= 180)
    sound = numpy.ones(len(shapes), dtype=bool)
    for index, first in zip(*numpy.unique(owners[~fits], return_index=True), strict=True):
        at = numpy.flatnonzero(~fits)[first]
        code = "coordinates_swapped" if swapped[at] else "coordinates_out_of_range"
        report.error(code, row=int(index) + 1, field="geometry", x=f"{lons[at]:.6g}", y=f"{lats[at]:.6g}")
        sound[index] = False
    across = (abs(numpy.diff(lons)) > 180) & (owners[1:] == owners[:-1]) & fits[1:] & fits[:-1]
    for index, first in zip(*numpy.unique(owners[1:][across], return_index=True), strict=True):
        at = numpy.flatnonzero(across)[first]
        report.error("across_antimeridian", row=int(index) + 1, field="geometry", place=places[at].tolist())
        sound[index] = False
    return sound


def _repeats(shapes):
    """``(index, place)`` of each shape in which a position follows itself; the first such place."""
    import numpy
    import shapely

    lines, owners = shapely.get_parts(_lines(shapes), return_index=True)
    places, line = shapely.get_coordinates(lines, return_index=True)
    same = numpy.flatnonzero((numpy.diff(places, axis=0) == 0).all(axis=1) & (line[1:] == line[:-1]))
    rows, first = numpy.unique(owners[line[same]], return_index=True)
    return zip(rows.tolist(), places[same[first]].tolist(), strict=True)


def _without_repeats(index, shapes, report):
    """Leave repeated positions out; False when nothing is left of the ring or line."""
    import shapely

    try:
        shapes[index] = shapely.remove_repeated_points(shapes[index], 0.0)
    except shapely.errors.GEOSException:
        return False
    area, place = round(area_m2(shapes[index])), shapely.get_coordinates(shapes[index])[0].tolist()
    report.warn("repaired", row=index + 1, field="geometry", place=place, before=area, after=area)
    return not shapely.is_empty(shapes[index])


def _lines(shapes):
    """Rings and lines of each shape; points have none."""
    import numpy
    import shapely

    found = numpy.array(shapes, dtype=object)
    types = shapely.get_type_id(found)
    areas = numpy.isin(types, (3, 6))
    found[areas] = shapely.boundary(found[areas])
    found[numpy.isin(types, (-1, 0, 4))] = None
    return found


def _invalid(row, shape, report):
    reason, lon, lat = why_invalid(shape)
    (code, _), place = INVALID.get(reason, ("invalid_geometry", reason)), [float(lon), float(lat)]
    report.error(code, row=row, field="geometry", place=place, reason=reason, lon=lon, lat=lat)
    return shape


def _repaired(row, shape, report):
    """By GEOS MakeValid: what it makes of the areas is kept, what became a line or a point is left out and told."""
    import shapely

    pieces = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))  # a collection may hold a multipolygon
    polygons = [piece for piece in pieces if piece.geom_type == "Polygon"]
    if not polygons:
        return _invalid(row, shape, report)
    mended = polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
    areas = {"before": round(area_m2(shape)), "after": round(area_m2(mended))}
    report.warn("repaired", row=row, field="geometry", place=inside(mended), **areas)
    return mended


def inside(shape) -> list[float]:
    """A place in the area, to find it by."""
    import shapely

    return shapely.get_coordinates(shapely.point_on_surface(shape))[0].tolist()


def area_m2(shape) -> float:
    """The area in square metres, by the scale at its middle: good to some hundredths of a per cent for a county."""
    import shapely

    _, south, _, north = shapely.bounds(shape)
    middle = math.radians((south + north) / 2)
    lon_m, lat_m = metres_per_degree(math.sin(middle), math.cos(middle))
    return float(shapely.area(shape)) * lon_m * lat_m


def is_sliver(shape) -> bool:
    """Whether an area is too thin or too small to mean anything, or empty."""
    import shapely

    length_m = float(shapely.length(shape)) * DEGREE_M
    return shapely.is_empty(shape) or area_m2(shape) < max(SLIVER_M2, SLIVER_M * length_m / 2)


def as_geojson(shapes: Sequence) -> list:
    """GeoJSON geometries as ready JSON, for `tables.write`."""
    import orjson
    import shapely

    return [orjson.Fragment(text) for text in shapely.to_geojson(shapes)]
