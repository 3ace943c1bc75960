"""Whether the features of a layer stay within the area of the office that imports them."""

import math
from collections.abc import Mapping, Sequence

from . import soundness
from .distances import metres_per_degree

# Half a millimetre on the maps of 1:50 000 on which counties agreed on their boundaries: no two drawings agree better.
NOISE_M = 25.0


def check(shapes: Sequence, columns: Mapping, strict: bool, own: Sequence, others: Sequence, report) -> None:
    """Report what of valid WGS84 *shapes* lies beyond *own*, the office's area, or without that in *others*.

    Both are GeoJSON polygons. In a *strict* layer, one that names who answers, what lies farther out than NOISE_M is an
    error with its share in per cent; anything else is a warning.
    """
    import shapely

    if strict and not own:
        report.warn("office_area_unknown")
    if not own and not others:
        return
    area = shapely.union_all([shapely.geometry.shape(outline) for outline in own or others])
    shapely.prepare(area)
    if own and _swapped(shapes, area):
        report.error("coordinates_swapped_outside", field="geometry")
        return
    near = _widened(area, NOISE_M if own else -NOISE_M)
    cut = shapely.difference if own else shapely.intersection
    total = 0.0
    for index in _reaching_out(shapes, area, bool(own)):
        shape = shapes[index]
        rest, far = cut(shape, area), cut(shape, near)
        said = {"row": index + 1, "field": "geometry"}
        if strict and _counts(far, shape):
            share = max(0.1, round(100 * _size(rest, shape) / _size(shape, shape), 1))
            name = columns["name"][index]
            report.error("outside_office", **said, place=soundness.inside(far), name=name, share=share)
        elif not _counts(rest, shape):
            continue
        elif shapely.get_dimensions(shape) == 2:
            area_m2 = round(soundness.area_m2(rest))
            report.warn("beyond_outline", **said, place=soundness.inside(rest), area_m2=area_m2)
        else:
            report.warn("outside_outline", **said, place=soundness.inside(rest))
        total += soundness.area_m2(rest)
    report.summary["beyond_outline_m2"] = round(total)


def _reaching_out(shapes, area, is_own) -> list[int]:
    import numpy
    import shapely

    outside = ~shapely.covers(area, shapes) if is_own else shapely.intersects(area, shapes)
    return numpy.flatnonzero(outside).tolist()


def _swapped(shapes, area) -> bool:
    """Whether all lie elsewhere, and some of them here once longitude and latitude changed places."""
    import shapely

    if shapely.intersects(area, shapes).any():
        return False
    return bool(shapely.intersects(area, shapely.transform(shapes, lambda places: places[:, ::-1])).any())


def _widened(area, metres):
    import shapely

    _, south, _, north = shapely.bounds(area)
    middle = math.radians((south + north) / 2)
    return shapely.buffer(area, metres / min(metres_per_degree(math.sin(middle), math.cos(middle))))


def _counts(part, whole) -> bool:
    """Whether a part of a shape is more than the noise of computing: an area that is no sliver, a line, a point."""
    import shapely

    areal = shapely.get_dimensions(whole) == 2
    return not soundness.is_sliver(part) if areal else _size(part, whole) > 0


def _size(part, whole) -> float:
    """Of a part as the whole is measured: area, length or number of points."""
    import shapely

    measure = (shapely.get_num_coordinates, shapely.length, shapely.area)[shapely.get_dimensions(whole)]
    return float(measure(part))
