"""From the file's CRS and datum to WGS84 degrees, longitude first, with a sentence that says how."""

from collections.abc import Mapping, Sequence

from . import coordinates
from .coordinates import Datum
from .errors import BadFile

WGS84 = "EPSG:4326"
OFFSET = (Datum.GCJ02, Datum.BD09)
# Datums that agree with WGS84 within a metre though the registry has no operation, by the name of their ellipsoid.
SAME = {"CGCS2000": Datum.CGCS2000}


def to_wgs84(geometries: Sequence, crs: str | None, options: Mapping, report) -> tuple[Sequence, dict]:
    """Convert shapely *geometries* and say ``{"crs", "datum", "method"}``.

    *crs* is what the file says; ``options["crs"]`` wins, with a warning when they differ. Coordinates are taken as
    easting or longitude first, whatever order the authority lists the axes in: so files and GDAL have them.
    GCJ-02 and BD-09 are known to no CRS registry: ``options["datum"]`` says them, on top of the CRS.

    Raises BadFile when the CRS is unknown, or when no published operation leads from its datum to WGS84 there: PROJ
    would then take the one for the other (a ballpark), tens to hundreds of metres off for Beijing 54 and Xi'an 80.
    """
    import shapely

    source, datum = _source(crs, options, report), Datum(options.get("datum") or Datum.WGS84)
    plane = source.sub_crs_list[0] if source.is_compound else source
    same = None if plane.is_bound else SAME.get(plane.ellipsoid.name)
    steps, told = [], []
    for transformer in _transformers(plane, geometries, same):
        steps.append(transformer.transform)
        told.append(f"{transformer.description}（PROJ，标称精度 {_accuracy(transformer)}）")
    if same:
        told.append(f"{same} 与 WGS84 相差不到 1 米，不再换算")
    if datum in OFFSET:
        steps.append(lambda lons, lats: coordinates.to_wgs84_arrays(lons, lats, datum))
        told.append(f"{datum}→WGS84（公开公式迭代反算，误差约 {coordinates.datum_error_m(datum):.0f} 米）")
    for step in steps:
        geometries = shapely.transform(geometries, step, interleaved=False)
    datum = same if same and datum is Datum.WGS84 else datum
    return geometries, {"crs": _name(source), "datum": datum, "method": "；".join(told) or "坐标未作变换"}


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


def _transformers(source, geometries, same) -> list:
    """First to longitude and latitude in the datum of *source*, then to WGS84; none for what is that already."""
    import shapely
    from pyproj import CRS, Transformer

    if source.is_bound:  # it brings its own way to WGS84
        return [_operation(source, source, None)]
    degrees = source.geodetic_crs.to_2d()
    found = [] if source.is_geographic else [Transformer.from_crs(source, degrees, always_xy=True)]
    if same or degrees.equals(CRS.from_user_input(WGS84), ignore_axis_order=True):
        return found
    for transformer in found:
        geometries = shapely.transform(geometries, transformer.transform, interleaved=False)
    return [*found, _operation(degrees, source, _region(geometries))]


def _region(geometries):
    """Where they are, for the choice among operations; None when that is nowhere on earth, as others will say."""
    import shapely
    from pyproj.aoi import AreaOfInterest

    west, south, east, north = shapely.total_bounds(geometries).tolist()
    if min(west + 180, south + 90, 180 - east, 90 - north) >= 0:  # NaN is not
        return AreaOfInterest(west, south, east, north)
    return None


def _operation(degrees, source, region):
    """The best published operation that is meant for the whole of *region*."""
    import warnings

    from pyproj.transformer import TransformerGroup

    with warnings.catch_warnings(action="ignore"):  # of grids that would be better and that nobody fetches
        group = TransformerGroup(degrees, WGS84, always_xy=True, area_of_interest=region, allow_ballpark=False)
    for transformer in group.transformers:
        meant = transformer.area_of_use
        if region is None or meant is None or _contains(meant, region):
            return transformer
    raise BadFile("no_datum_operation", field="crs", value=_name(source))


def _contains(meant, here) -> bool:
    return (
        meant.west <= here.west_lon_degree
        and here.east_lon_degree <= meant.east
        and meant.south <= here.south_lat_degree
        and here.north_lat_degree <= meant.north
    )


def _accuracy(transformer):
    return f"{transformer.accuracy:g} 米" if transformer.accuracy >= 0 else "未知"


def _name(crs):
    authority = crs.to_authority(min_confidence=70)
    return ":".join(authority) if authority else crs.name
