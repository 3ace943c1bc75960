"""A file of the days of one year: ``{"year", "papers", "days": [{"name", "date", "isOffDay"}]}``, as holiday-cn has it.

Read in a limited child process. Days of another year (a first of January's bridge in December) are named and left out:
they belong to that year's calendar.
"""

import json
from datetime import date
from pathlib import Path

from geo import tables
from geo.reports import Report

MOST_BYTES = 200_000
YEARS = range(2020, 2100)


def read(file: str, folder: str) -> dict[str, object]:
    """The days as columns in *folder*, and a report."""
    report = Report()
    said = _parsed(Path(file), report)
    year = said.get("year")
    if not report.refused and (type(year) is not int or year not in YEARS):
        report.error("bad_calendar_year", field="year", first=YEARS[0], last=YEARS[-1])
    if not report.refused:
        found = _days(said, year, report)
        report.rows, report.accepted = len(said["days"]), len(found)
        report.summary |= {"year": year, "papers": _papers(said)}
        columns = {"date": list(found), "name": [name for name, _ in found.values()]}
        tables.write(Path(folder), columns | {"off": [off for _, off in found.values()]})
    return report.as_json()


def _parsed(path, report):
    try:
        with path.open("rb") as content:
            raw = content.read(MOST_BYTES + 1)
        said = json.loads(raw.decode("utf-8")) if len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("days"), list):
        report.error("not_a_calendar")
        return {}
    if not said["days"]:
        report.error("calendar_without_days")
    return said


def _days(said, year, report):
    found = {}
    for number, row in enumerate(said["days"], 1):
        day = _day(row)
        if day is None:
            report.error("bad_calendar_day", row=number)
        elif day.year != year:
            report.warn("day_of_other_year", row=number, day=row["date"], year=year)
        elif row["date"] in found:
            report.error("day_twice", row=number)
        else:
            found[row["date"]] = (row["name"][:60], row["isOffDay"])
    return found


def _day(row):
    """The day of a row that is well formed, else None."""
    shapes = {"date": str, "name": str, "isOffDay": bool}
    if not isinstance(row, dict) or not all(isinstance(row.get(key), kind) for key, kind in shapes.items()):
        return None
    try:
        day = date.fromisoformat(row["date"])
    except ValueError:
        return None
    return day if day.isoformat() == row["date"] else None


def _papers(said):
    papers = said.get("papers")
    return [paper[:500] for paper in papers[:20] if isinstance(paper, str)] if isinstance(papers, list) else []
