"""Files of areas in every format, written here, and reading them as the importer does: in a limited child."""

import io
import json
import warnings
import zipfile
from pathlib import Path

import geopandas
import pyogrio
from shapely.geometry import Polygon, box, mapping

from geo import tables
from geo.reports import Report
from inspections.importing import LIMITS
from uploads import sandbox

NAMES = ["承德小学周边责任区", "渤海路街道办事处", "中心街市场"]  # of odd and of even length
CODES = ["z1", "z2", "z3"]
#               format        suffix   written by      what the driver needs
FORMATS = {
    "GeoPackage": (".gpkg", "GPKG", {}),
    "FlatGeobuf": (".fgb", "FlatGeobuf", {"SPATIAL_INDEX": "NO"}),
    "GML": (".gml", "GML", {}),
    "KML": (".kml", "LIBKML", {}),
}


WORLD = mapping(box(-180, -90, 180, 90))


def square(lon=117.38, lat=37.77, side=0.01):
    return Polygon([(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side)])


def zones():
    """Three zones side by side in Qingyun, WGS84."""
    shapes = [square(117.38 + 0.02 * number) for number in range(3)]
    return geopandas.GeoDataFrame({"code": CODES, "title": NAMES}, geometry=shapes, crs="EPSG:4326")


def written(folder: Path, name: str, frame) -> Path:
    """The frame as a file of one of FORMATS."""
    suffix, driver, options = FORMATS[name]
    path = folder / f"areas{suffix}"
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # a file without a CRS is meant
        pyogrio.write_dataframe(frame, path, driver=driver, layer="areas", **options)
    return path


def shapefile(folder: Path, frame, encoding="UTF-8", note: str | None = None, driver=0) -> Path:
    """The frame as a zipped Shapefile; *note* is the content of its .cpg, *driver* the byte of the header."""
    base = folder / "shapefile"
    base.mkdir()
    pyogrio.write_dataframe(frame, base / "areas.shp", driver="ESRI Shapefile", encoding=encoding)
    (base / "areas.cpg").unlink(missing_ok=True)
    table = bytearray((base / "areas.dbf").read_bytes())
    table[29] = driver  # the language driver
    (base / "areas.dbf").write_bytes(table)
    if note is not None:
        (base / "areas.cpg").write_text(note)
    return zipped(folder / "areas.zip", {path.name: path.read_bytes() for path in sorted(base.iterdir())})


def zipped(path: Path, contents: dict[str, bytes], how=zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def geojson(*geometries, crs=None, properties=None) -> bytes:
    """A FeatureCollection of shapes, or of geometries as they are."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"z{number}", "title": f"第{number}区"} | (properties or {}),
            "geometry": geometry if isinstance(geometry, dict) else mapping(geometry),
        }
        for number, geometry in enumerate(geometries, 1)
    ]
    document = {"type": "FeatureCollection", "features": features} | ({"crs": crs} if crs else {})
    return json.dumps(document, ensure_ascii=False).encode()


def read(folder: Path, file: Path | bytes, *, limits=LIMITS, **options):
    """``(report, columns)`` of a file, as the importer reads it."""
    if isinstance(file, bytes):
        (folder / "upload").write_bytes(file)
        file = folder / "upload"
    scratch = folder / "scratch"
    scratch.mkdir()
    said = {"key": "zones", "kind": "zone", "mapping": {"code": "code", "name": "title"}} | options
    tables.ask(scratch, {"options": said, "context": {"own": [WORLD], "others": [], "rivals": []}})
    report = Report.from_json(sandbox.run("geo.layerfiles:read", str(file), str(scratch), limits=limits))
    return report, tables.read(scratch)


def codes(report) -> set[str]:
    return {item["code"] for item in report.errors}


def kmz(document: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("doc.kml", document)
    return made.getvalue()
