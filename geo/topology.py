"""How the features of a layer lie to each other: duplicates, overlaps and gaps."""

from collections.abc import Mapping, Sequence

from . import soundness


def check(shapes: Sequence, columns: Mapping, partition: bool, report) -> None:
    """Report on valid WGS84 *shapes*; *partition* says that they should cover without overlapping. Warnings only,
    but for a code that is given twice."""
    import shapely

    _duplicates(shapes, columns["code"], partition, report)
    if partition:
        report.summary["tolerance"] = {"width_m": soundness.SLIVER_M, "area_m2": soundness.SLIVER_M2}
        _overlaps(shapes, report)
        _gaps(shapes, report)
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
        if not soundness.is_sliver(shape):
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
            if not soundness.is_sliver(hole):
                area = soundness.area_m2(hole)
                total += area
                report.warn("gap", place=soundness.inside(hole), area_m2=round(area))
    report.summary["gap_m2"] = round(total)
