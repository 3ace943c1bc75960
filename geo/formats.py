"""What a file of areas really is, by its content, and its features as they stand in it. Names decide nothing.

GeoJSON is read here, strictly. Everything else goes to GDAL, of whose drivers only those listed stay loaded: no VRT, no
network, no database. Zips are unpacked by `archives`, XML is read through first by `markup`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import archives, binary, encodings, geojson, markup
from .errors import BadFile

GEOPACKAGE_IDS = (b"GPKG", b"GP10", b"GP11")
DRIVERS = {"GPKG", "ESRI Shapefile", "FlatGeobuf", "LIBKML", "GML"}
QUIET = {
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "LIBKML_RESOLVE_STYLE": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
    "PROJ_NETWORK": "OFF",
    "SHAPE_RESTORE_SHX": "NO",
}
OPEN_OPTIONS = {"GML": {"DOWNLOAD_SCHEMA": "NO"}}
MAX_FEATURES = 100_000
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Features:
    """Geometries (shapely, None where there is none) and columns of equal length; ``crs`` None: the file is silent."""

    driver: str
    geometries: Sequence
    columns: Mapping[str, Sequence]
    crs: str | None
    problems: Sequence = ()  # (row, code, details) of geometries that can't be read
    encoding: str | None = None


def read(file: Path, folder: Path, options: Mapping) -> Features:
    """Read the one layer of *file*, or the one that ``options["layer"]`` names. Raises BadFile."""
    with file.open("rb") as content:
        head = content.read(HEAD)
    if head.startswith(b"PK"):
        return _zipped(archives.unpack(file, folder / "unpacked"), folder, options)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        return Features("GeoJSON", *geojson.read(file.read_bytes()))
    if text.startswith(b"<") or markup.is_utf16(head):
        return _gdal(*markup.prepare(file, folder), options)
    driver, suffix = _binary(head)
    link = folder / f"file{suffix}"  # GDAL goes by names too: give it the right one
    link.symlink_to(file)
    return _gdal(driver, link, options)


def _binary(head):
    if head.startswith(b"SQLite format 3\x00") and head[68:72] in GEOPACKAGE_IDS:
        return "GPKG", ".gpkg"
    if head.startswith(b"fgb\x03fgb"):
        return "FlatGeobuf", ".fgb"
    raise BadFile("unsupported_layer_file")


def _zipped(paths, folder, options):
    """A Shapefile with its companions, or a KMZ."""
    shapes = [path for path in paths if path.suffix == ".shp"]
    documents = [path for path in paths if path.suffix == ".kml"]
    if len(shapes) == 1 and not documents:
        for suffix in (".shx", ".dbf"):
            if not shapes[0].with_suffix(suffix).exists():
                raise BadFile("shapefile_incomplete", missing=shapes[0].with_suffix(suffix).name)
        return _shapefile(shapes[0], options)
    if len(documents) == 1 and not shapes:
        return _gdal(*markup.prepare(documents[0], folder), options)
    raise BadFile("zip_without_layer", shapefiles=len(shapes), documents=len(documents))


def _shapefile(path, options):
    """Read it byte by byte (as ISO 8859-1) and decode the texts here, where a wrong guess is noticed."""
    found = _gdal("ESRI Shapefile", path, options | {"layer": None}, encoding="ISO-8859-1")
    cells = [value for values in found.columns.values() for value in values if isinstance(value, str)]
    raw = [text.encode("latin-1") for text in (*found.columns, *cells)]
    encoding = options.get("encoding") or encodings.of(path, raw)
    decoded = {
        encodings.decode(name, encoding): [encodings.decode(value, encoding) for value in values]
        for name, values in found.columns.items()
    }
    return replace(found, columns=decoded, encoding=encoding)


def _gdal(driver, path, options, encoding=None):
    import numpy
    import shapely

    raw = _only_our_drivers()
    try:
        layer = _layer(raw, path, options.get("layer"))
        meta, _, wkb, values = raw.read(
            str(path),
            layer=layer,
            encoding=encoding,
            force_2d=True,
            max_features=MAX_FEATURES + 1,
            datetime_as_string=True,
            **OPEN_OPTIONS.get(driver, {}),
        )
    except (RuntimeError, ValueError, OSError, UnicodeError) as error:
        raise BadFile("undecodable_layer_file", driver=driver, reason=str(error)[:200]) from None
    if wkb is None:
        raise BadFile("no_features")
    if len(wkb) > MAX_FEATURES:
        raise BadFile("too_many_features", limit=MAX_FEATURES)
    geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    columns = {str(name): numpy.asarray(column).tolist() for name, column in zip(meta["fields"], values, strict=True)}
    problems = [
        (row, *(("no_geometry", {}) if blob is None else binary.fault(blob)))
        for row, (blob, geometry) in enumerate(zip(wkb, geometries, strict=True), 1)
        if geometry is None
    ]
    return Features(driver, geometries, columns, meta["crs"], problems)


def _only_our_drivers():
    """pyogrio's raw interface, after all drivers but ours were taken out of GDAL."""
    import warnings

    import pyogrio
    from pyogrio import _ogr, raw

    pyogrio.set_gdal_config_options(QUIET | {"OGR_SKIP": ",".join(set(pyogrio.list_drivers()) - DRIVERS)})
    with warnings.catch_warnings(action="ignore"):  # those that were gone already
        _ogr._register_drivers()
    pyogrio.set_gdal_config_options({"OGR_SKIP": None})
    if not pyogrio.list_drivers().keys() <= DRIVERS:
        raise BadFile("unsupported_layer_file")
    return raw


def _layer(raw, path, wanted):
    import pyogrio

    names = [name for name, kind in pyogrio.list_layers(str(path)) if kind is not None]
    if wanted is not None and wanted in names:
        return wanted
    if not names:
        raise BadFile("no_features")
    if wanted is not None or len(names) != 1:
        raise BadFile("which_layer", field="layer", layers="、".join(names[:50]))
    return names[0]
