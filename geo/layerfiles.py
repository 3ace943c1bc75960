"""Reading a file of areas, in a limited child process: from any format, CRS and datum to checked WGS84 geometries.

Whoever calls `read` has set the limits; nothing here may run in a request.
"""

from collections.abc import Mapping
from pathlib import Path

from . import formats, outlines, rivals, soundness, tables, topology, transforms
from .errors import BadFile
from .reports import Report
from .watches import Watch

ADMINISTRATIVE = ("province", "city", "county", "township", "village")  # by code; all others by place
PARTITIONS = ("county", "township", "village", "grid")
LINES_OR_POINTS = ("road", "network", "sensitive")  # kinds that may be something else than areas


def read(file: str, folder: str) -> dict:
    """Read *file* as `tables.asked` in *folder* says; leave the columns there and return the report as JSON values.

    Asked are ``options`` (see the layer's drafts) and ``context``: ``{"own", "others", "rivals"}``, with which
    `outlines` and `rivals` compare the features.
    Columns: row, code, name, geometry (GeoJSON, WGS84), and each further property that the mapping names.
    """
    asked, report = tables.asked(Path(folder)), Report()
    try:
        _read(Path(file), Path(folder), asked["options"], asked["context"], report)
    except BadFile as bad:
        report.error(bad.code, field=bad.field, **bad.details)
    return report.as_json()


def _read(file, folder, options, context, report):
    found = formats.read(file, folder, options)
    report.rows = len(found.geometries)
    report.summary.update({"format": found.driver, "encoding": found.encoding, "columns": list(found.columns)})
    soundness.check_limits(found.geometries)
    for row, code, details in found.problems:
        report.error(code, row=row, field="geometry", **details)
    columns = _mapped(found.columns, options, report)
    shapes, told = transforms.to_wgs84(found.geometries, found.crs, options, report)
    report.summary.update(told)
    only_areas, repair = options["kind"] not in LINES_OR_POINTS, options.get("repair") == "make_valid"
    shapes = soundness.check(shapes, only_areas, repair, report, Watch(folder))
    if not report.refused:
        strict = options["kind"] not in ADMINISTRATIVE
        topology.check(shapes, columns, options["kind"] in PARTITIONS, report)
        outlines.check(shapes, columns, strict, context["own"], context["others"], report)
        rivals.check(shapes, columns, options["key"], context["rivals"], report)
    if report.refused:
        return
    report.accepted = report.rows
    tables.write(folder, columns | {"geometry": soundness.as_geojson(shapes)})


def _mapped(columns: Mapping, options, report) -> dict[str, list]:
    """The columns that the mapping names, under the names of the properties. Without a code features are numbered."""
    rows = list(range(1, report.rows + 1))
    found = {"row": rows}
    for name, column in options.get("mapping", {}).items():
        if column is None:
            continue
        if column not in columns:
            report.error("unknown_column", field=f"mapping.{name}", value=column, columns="、".join(columns))
            continue
        found[name] = [_text(value) for value in columns[column]]
    found.setdefault("code", [str(row) for row in rows])
    names = found.get("name", [""] * len(rows))
    found["name"] = [name or code for name, code in zip(names, found["code"], strict=True)]
    report.summary["unnamed"] = names.count("")
    for name, longest in (("code", 60), ("name", 200)):
        for row, value in zip(rows, found[name], strict=True):
            if not value:
                report.error("empty", row=row, field=name)
            elif len(value) > longest or not value.isprintable():
                report.error("bad_text", row=row, field=name, value=value[:60], limit=longest)
    return found


def _text(value) -> str:
    """A cell as text: 371423.0 and 371423 are the same code, nothing is an empty text."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
