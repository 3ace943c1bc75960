"""Reading a list of things with places, in a limited child process: from a sheet or a layer file, by a mapping.

Every row that cannot be used is reported with its number and the reason. It refuses the file, unless the user said
``skip_broken``: then it is left out, with a warning in the same words.
"""

import gc
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from . import coordinates, formats, sheets, tables, transforms
from .coordinates import Datum
from .errors import BadFile
from .reports import Report

HALF = 0.5
CUT = re.compile(r"\d(\.\d+)?[eE]\+\d+")  # 3.71423E+19: what a spreadsheet leaves of a code that it took for a number

PLACED = ("lon", "lat", "wkt")


def read(file: str, folder: str) -> dict:
    """Read *file* as `tables.asked` in *folder* says; leave the columns there and return the report as JSON values.

    Asked are ``options`` and ``context`` (see `ListFile`), which also names the ``properties`` and which of them are
    ``codes``. Columns: row, the places (null where there is none), each property of the mapping as text, and
    ``attributes``, what else the row says.
    """
    gc.disable()  # many small things are made and none is left behind: this process ends soon
    asked, report = tables.asked(Path(folder)), Report()
    try:
        found = ListFile(Path(file), Path(folder), asked["options"], asked["context"], report)
        names = [name for name in asked["context"]["properties"] if name not in PLACED]
        columns = found.places(needed=False) | {name: found.column(name) for name in names}
        for name in asked["context"]["codes"]:
            found.check_codes(name)
        columns["attributes"] = found.others(found.mapping.values())
        tables.write(Path(folder), found.kept(columns))
    except BadFile as bad:
        report.error(bad.code, field=bad.field, **bad.details)
    return report.as_json()


class ListFile:
    """One file on its way to columns.

    *options* are mapping, fixed, values, empty, date_format, crs, datum, encoding, delimiter, sheet, header_row, layer,
    skip_broken; *context* holds ``outlines``, GeoJSON geometries of the office's area, and perhaps ``sheet``, the usual
    name of the worksheet. ``rows`` are row numbers in the file, ``columns`` its texts by heading, ``broken`` the
    indexes of the rows that cannot be used. Raises BadFile.
    """

    def __init__(self, file, folder, options, context, report):
        self.options, self.context, self.report = options, context, report
        self.broken: set[int] = set()
        self._load(file, folder)
        self.mapping = self._mapping()

    def _load(self, file, folder):
        """The columns as texts, and the places: of a sheet they are columns too, of a layer file its points."""
        self.points, self.crs, ragged = None, None, []
        if sheets.is_sheet(file):
            sheet = sheets.read(file, self.options, self.context.get("sheet"))
            self.columns, self.rows, ragged = sheet.columns, sheet.rows, sheet.ragged
            told = {"format": sheet.format, "encoding": sheet.encoding}
        else:
            found = _layer(file, folder, self.options)
            self.columns = {name: [_text(value) for value in values] for name, values in found.columns.items()}
            self.rows = list(range(1, len(found.geometries) + 1))
            self.points, self.crs = found.geometries, found.crs
            told = {"format": found.driver, "encoding": found.encoding}
        self.report.summary |= told | {"columns": list(self.columns)}
        self.report.rows = len(self.rows) + len(ragged)
        self._tell(ragged, "too_many_cells")

    def _mapping(self) -> dict[str, str]:
        """The column of each property: as declared, else by those of the template's headings that are there."""
        said = self.options.get("mapping")
        if said is None:
            return {name: column for name, column in self.context["headings"].items() if column in self.columns}
        mapping = {name: column for name, column in said.items() if column is not None}
        for name, column in mapping.items():
            if column not in self.columns:
                columns = "、".join(self.columns)[:500]
                raise BadFile("unknown_column", field=f"mapping.{name}", value=column, columns=columns)
        return mapping

    def column(self, name) -> list[str]:
        """The texts of one property: of its column, translated as the values say, or the same for all rows."""
        column, fixed = self.mapping.get(name), self.options.get("fixed", {}).get(name) or ""
        if column is None:
            return [fixed] * len(self.rows)
        said = dict.fromkeys(self.options.get("empty", ()), "") | self.options.get("values", {}).get(name, {})
        if not said and not fixed:
            return self.columns[column]
        return [said.get(text, text) or fixed for text in self.columns[column]]

    def _tell(self, rows: Iterable[int], code: str, field: str | None = None, **details):
        """Rows that cannot be used: errors, or warnings when they may be left out."""
        rows = list(rows)
        if not rows:
            return
        if not self.options.get("skip_broken"):
            self.report.errors_at(rows, code, field, **details)
            return
        for row in rows:
            self.report.warn(code, row=row, field=field, **details)
        self.report.summary["left_out"] = self.report.summary.get("left_out", 0) + len(rows)

    def break_(self, indexes: Iterable[int], code: str, field: str, **details):
        """Say of these rows why they cannot be used; each is told once, for its first fault."""
        fresh = [index for index in indexes if index not in self.broken]
        self.broken.update(fresh)
        self._tell([self.rows[index] for index in fresh], code, field, **details)

    def break_where(self, values, is_bad: Callable, code: str, field: str, **details):
        bad = {value for value in set(values) if is_bad(value)}
        if bad:
            self.break_((index for index, value in enumerate(values) if value in bad), code, field, **details)

    def check_codes(self, name):
        """Break the rows whose code lost its last digits: it would be another thing's, or nothing's."""
        codes = self.column(name)
        if "+" in "".join(codes):  # most files hold none, and all of them are many
            self.break_where(codes, CUT.fullmatch, "code_cut_short", name)

    def days(self, name) -> list[str | None]:
        words = self.column(name)
        days = {word: _day(word, self.options.get("date_format")) for word in set(words) if word}
        strange = [word for word in words if word and days[word] is None]
        if strange:
            self.report.warn("not_days", field=name, value=counted(strange), rows=len(strange))
        return [days[word] if word else None for word in words]

    def places(self, *, needed: bool) -> dict[str, list]:
        """Longitude and latitude as received (in the declared datum), and in WGS84; NaN where there is none."""
        import numpy

        received = self._received()
        sound = numpy.isfinite(received).all(axis=1)
        if needed:
            self.break_(numpy.flatnonzero(~sound).tolist(), "no_coordinates", "lon")
        self._check_axes(received[sound])
        wild = sound & ((abs(received[:, 0]) > 180) | (abs(received[:, 1]) > 90) | ~received.any(axis=1))
        self.break_(numpy.flatnonzero(wild).tolist(), "impossible_coordinates", "lon")
        datum = self.options.get("datum") or "WGS84"
        good = sound & ~wild
        lons, lats = received.T.copy()
        lons[good], lats[good] = coordinates.to_wgs84_arrays(lons[good], lats[good], Datum(datum))
        self._check_area(good, lons, lats)
        columns = {"received_lon": received[:, 0], "received_lat": received[:, 1], "lon": lons, "lat": lats}
        return {name: values.tolist() for name, values in columns.items()}

    def _received(self):
        """Degrees, longitude first, as an array; NaN where there is no number. A CRS is undone here."""
        import numpy
        import shapely

        points = self.points
        if points is None and self.mapping.get("wkt"):
            points = shapely.from_wkt(self.column("wkt"), on_invalid="ignore")
        if points is not None:
            is_point = shapely.get_type_id(points) == 0
            points = numpy.where(is_point, points, None)
            received = numpy.column_stack([shapely.get_x(points), shapely.get_y(points)])
        else:
            received = numpy.column_stack([_numbers(self.column(name)) for name in ("lon", "lat")])
        crs = self.options.get("crs") or self.crs
        if crs is None:
            return received
        degrees, told = transforms.to_wgs84(shapely.points(received), crs, self.options | {"datum": None}, self.report)
        self.report.summary |= {"crs": told["crs"], "method": told["method"]}
        return shapely.get_coordinates(degrees)

    def _check_axes(self, places):
        """Refuse a file whose axes have plainly changed places; whoever sends it has to say so, nobody guesses."""
        lons, lats = places.T
        swapped = ((abs(lats) > 90) & (abs(lons) <= 90)).mean() > HALF if len(places) else False
        if not swapped and self.context["outlines"] and len(places):
            within = self._within(lons, lats).mean()
            swapped = within < HALF < self._within(lats, lons).mean()
        if swapped:
            raise BadFile(
                "swapped_coordinates",
                field="mapping.lon",
                lon=self.mapping.get("lon") or "x",
                lat=self.mapping.get("lat") or "y",
            )

    def _check_area(self, good, lons, lats):
        import numpy

        if not self.context["outlines"]:
            self.report.warn("office_area_unknown")
            return
        outside = numpy.flatnonzero(good)[~self._within(lons[good], lats[good])]
        self.report.summary["outside_area"] = len(outside)
        if len(outside):
            first = int(outside[0])
            place = [float(lons[first]), float(lats[first])]
            self.report.warn("outside_area", row=self.rows[first], field="lon", place=place, rows=len(outside))

    def _within(self, lons, lats):
        import numpy
        import shapely

        inside = numpy.zeros(len(lons), dtype=bool)
        for outline in self.context["outlines"]:
            shape = shapely.from_geojson(_json(outline))
            shapely.prepare(shape)
            inside |= shapely.intersects_xy(shape, lons, lats)
        return inside

    def kept(self, columns: Mapping[str, Sequence]) -> dict[str, list]:
        """These columns and the row numbers, without the rows that cannot be used; counts what is accepted."""
        whole = {"row": self.rows, **columns}
        sound = [index for index in range(len(self.rows)) if index not in self.broken]
        self.report.accepted = len(sound)
        if len(sound) == len(self.rows):
            return whole
        return {name: [values[index] for index in sound] for name, values in whole.items()}

    def others(self, taken: Iterable[str]) -> list[dict[str, str]]:
        """What else the file says of each row: its columns but those *taken*, blanks left out.

        Rows that say the same share it: most registers say little else, and that in few words.
        """
        taken = set(taken)
        names = [name for name in self.columns if name not in taken]
        columns = [self.columns[name] for name in names]
        if not names:
            return [{}] * len(self.rows)
        rows = list(zip(*columns, strict=True))
        said = {row: {name: text for name, text in zip(names, row, strict=True) if text} for row in set(rows)}
        return [said[row] for row in rows]


def _layer(file, folder, options):
    try:
        return formats.read(file, folder, options)
    except BadFile as bad:
        raise BadFile("unsupported_list_file") if bad.code == "unsupported_layer_file" else bad from None


def _numbers(texts: Sequence[str]):
    """Numbers of an array of texts, NaN for what is none."""
    import numpy

    try:
        return numpy.array(texts, dtype=numpy.float64)
    except ValueError:
        return numpy.array([_number(text) for text in texts], dtype=numpy.float64)


def _number(text):
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _day(text: str, pattern: str | None) -> str | None:
    """The ISO day of a text in the declared pattern (strptime), else of one that begins with year, month and day."""
    try:
        if pattern:
            return datetime.strptime(text, pattern).date().isoformat()
        year, month, day = text.replace("/", "-").replace(".", "-").split(" ")[0].split("T")[0].split("-")
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _text(value) -> str:
    """A value of a layer file as text: whole numbers without a point, lists and objects as JSON, nothing as blank."""
    if value is None or value != value:
        return ""
    if isinstance(value, list | dict):
        return _json(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _json(value) -> str:
    import orjson

    return orjson.dumps(value).decode()


def counted(words: Iterable[str]) -> str:
    """The most frequent words with their numbers, as one text."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    most = sorted(counts, key=lambda word: (-counts[word], word))
    more = f"、……（共 {len(most)} 种）" if len(most) > 10 else ""
    return "、".join(f"{word[:60] or '（空）'}×{counts[word]}" for word in most[:10]) + more
