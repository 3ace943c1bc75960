"""From the file's CRS and datum to WGS84 degrees, longitude first, with a sentence that says how."""

from collections.abc import Mapping, Sequence

from . import coordinates
from .coordinates import Datum
from .errors import BadFile

WGS84 = "EPSG:4326"
OFFSET = (Datum.GCJ02, Datum.BD09)


def to_wgs84(geometries: Sequence, crs: str | None, options: Mapping, report) -> tuple[Sequence, dict]:
    """Convert shapely *geometries* and say ``{"crs", "datum", "method"}``. Raises BadFile when the CRS is unknown.

    *crs* is what the file says; ``options["crs"]`` wins, with a warning when they differ. Coordinates are taken as
    easting or longitude first, whatever order the authority lists the axes in: so files and GDAL have them.
    GCJ-02 and BD-09 are known to no CRS registry: ``options["datum"]`` says them, on top of the CRS.
    """
    import shapely

    source, datum = _source(crs, options, report), Datum(options.get("datum") or Datum.WGS84)
    transformer, steps = _transformer(source), []

    def convert(places):
        lons, lats = transformer.transform(places[:, 0], places[:, 1]) if transformer else places.T
        return _stack(*coordinates.to_wgs84_arrays(lons, lats, datum))

    if transformer:
        steps.append(f"{transformer.description}（PROJ，标称精度 {_accuracy(transformer)}）")
    if datum in OFFSET:
        steps.append(f"{datum}→WGS84（公开公式迭代反算，误差约 {coordinates.datum_error_m(datum):.0f} 米）")
    method = "；".join(steps) or "坐标未作变换"
    if datum is Datum.WGS84 and "China Geodetic Coordinate System 2000" in source.to_wkt():
        datum = Datum.CGCS2000
    told = {"crs": _name(source), "datum": datum, "method": method}
    changes = transformer or datum in OFFSET
    return shapely.transform(geometries, convert) if changes else geometries, told


def _source(crs, options, report):
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    said = options.get("crs") or crs
    if not said:
        raise BadFile("crs_unknown", field="crs")
    try:
        source = CRS.from_user_input(said)
        if not (source.is_geographic or source.is_projected or source.is_bound or source.is_compound):
            raise BadFile("bad_crs", field="crs", value=said[:100])
        if crs and options.get("crs") and not source.equals(CRS.from_user_input(crs), ignore_axis_order=True):
            report.warn("crs_overridden", field="crs", value=_name(source), said=_name(CRS.from_user_input(crs)))
    except CRSError:
        raise BadFile("bad_crs", field="crs", value=said[:100]) from None
    return source


def _transformer(source):
    """None for what is WGS84 degrees already."""
    from pyproj import CRS, Transformer

    if source.equals(CRS.from_user_input(WGS84), ignore_axis_order=True):
        return None
    return Transformer.from_crs(source, WGS84, always_xy=True)


def _accuracy(transformer):
    return f"{transformer.accuracy:g} 米" if transformer.accuracy >= 0 else "未知"


def _name(crs):
    authority = crs.to_authority(min_confidence=70)
    return ":".join(authority) if authority else crs.name


def _stack(lons, lats):
    import numpy

    return numpy.column_stack([lons, lats])
