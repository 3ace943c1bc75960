"""How the features of a layer lie to each other: duplicates, overlaps, gaps, and what reaches beyond an outline."""

from collections.abc import Mapping, Sequence

from . import soundness

# Neighbours that were drawn or converted apart differ by slivers; what is thinner than this, or smaller, is none.
SLIVER_M = 0.05
SLIVER_M2 = 1.0


def check(shapes: Sequence, columns: Mapping, partition: bool, outlines: Sequence, report) -> None:
    """Report on valid WGS84 *shapes*; *partition* says that they should cover without overlapping. Warnings only,
    but for a code that is given twice. *outlines* are GeoJSON polygons that the layer should stay within."""
    import shapely

    _duplicates(shapes, columns["code"], partition, report)
    if partition:
        report.summary["tolerance"] = {"width_m": SLIVER_M, "area_m2": SLIVER_M2}
        _overlaps(shapes, report)
        _gaps(shapes, report)
    if outlines:
        _beyond(shapes, shapely.union_all([shapely.geometry.shape(outline) for outline in outlines]), report)
    report.summary["bounds"] = shapely.total_bounds(shapes).tolist()


def _duplicates(shapes, codes, partition, report):
    import shapely

    seen_codes, seen_shapes = {}, {}
    for row, (code, wkb) in enumerate(zip(codes, shapely.to_wkb(shapely.normalize(shapes)), strict=True), 1):
        first = seen_codes.setdefault(code, row)
        if first != row:
            (report.error if partition else report.warn)("code_twice", row=row, field="code", value=code, first=first)
        first = seen_shapes.setdefault(wkb, row)
        if first != row:
            report.warn("geometry_twice", row=row, field="geometry", first=first)


def _overlaps(shapes, report):
    import shapely

    ones, others = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    ones, others = ones[ones < others], others[ones < others]
    common = shapely.intersection(shapes[ones], shapes[others])
    total = 0.0
    for one, other, shape in zip(ones.tolist(), others.tolist(), common, strict=True):
        if not _is_sliver(shape):
            area = soundness.area_m2(shape)
            total += area
            report.warn("overlap", row=one + 1, place=soundness.inside(shape), other=other + 1, area_m2=round(area))
    report.summary["overlap_m2"] = round(total)


def _gaps(shapes, report):
    """Holes in the whole that no feature covers; a gap that is open to the outside is not seen."""
    import shapely

    total = 0.0
    for polygon in shapely.get_parts(shapely.union_all(shapes)):
        for ring in shapely.get_rings(polygon)[1:]:
            hole = shapely.polygons(ring)
            if not _is_sliver(hole):
                area = soundness.area_m2(hole)
                total += area
                report.warn("gap", place=soundness.inside(hole), area_m2=round(area))
    report.summary["gap_m2"] = round(total)


def _beyond(shapes, outline, report):
    import numpy
    import shapely

    shapely.prepare(outline)
    beyond = numpy.flatnonzero(~shapely.covered_by(shapes, outline))
    if len(beyond) == len(shapes) and not shapely.intersects(outline, shapes).any():
        mirrored = shapely.transform(shapes, lambda places: places[:, ::-1])
        if shapely.intersects(outline, mirrored).any():
            report.error("coordinates_swapped_outside", field="geometry")
            return
    total = 0.0
    for index, rest in zip(beyond.tolist(), shapely.difference(shapes[beyond], outline), strict=True):
        area = soundness.area_m2(rest)
        if not shapely.area(shapes[index]):
            report.warn("outside_outline", row=index + 1, place=soundness.inside(rest))
        elif not _is_sliver(rest):
            total += area
            report.warn("beyond_outline", row=index + 1, place=soundness.inside(rest), area_m2=round(area))
    report.summary["beyond_outline_m2"] = round(total)


def _is_sliver(shape) -> bool:
    import shapely

    area, length_m = soundness.area_m2(shape), float(shapely.length(shape)) * soundness.DEGREE_M
    return area < SLIVER_M2 or area < SLIVER_M * length_m / 2
