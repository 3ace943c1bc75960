"""Working days as an office counts them: its own calendar, else that of an office above, else the bundled one.

Versions are whole years and never edited. Years without a notice of the State Council have the fixed days only, and
are provisional.
"""

import json
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from . import db, people
from .errors import NotFound
from .models import CalendarYear, Office
from .periods import WEEKENDS, Calendar, Year
from .permissions import CURATORS, READERS

FOLDER = Path(__file__).parent / "reference" / "calendars"
COUNTRY = "CN"


@cache
def bundled() -> dict[int, dict]:
    """The years that come with Lanjian: {"code", "days", "papers", "provisional"} by year."""
    found = dict(_expected())
    for path in FOLDER.glob("[0-9]*.json"):
        said = json.loads(path.read_text("utf-8"))
        found[said["year"]] = _bundled(f"{COUNTRY}-{said['year']}", said["days"], said["papers"], False)
    return found


@cache
def _expected():
    days = defaultdict(list)
    for day in json.loads((FOLDER / "expected.json").read_text("utf-8"))["days"]:
        days[int(day["date"][:4])].append(day)
    return {year: _bundled(f"{COUNTRY}-{year}-expected", rows, [], True) for year, rows in days.items()}


def _bundled(code, days, papers, provisional):
    return {"code": code, "days": days, "papers": papers, "provisional": provisional}


def year(code, days, provisional=False) -> Year:
    """The days of a year for counting."""
    rest = frozenset(date.fromisoformat(day["date"]) for day in days if day["isOffDay"])
    worked = frozenset(date.fromisoformat(day["date"]) for day in days if not day["isOffDay"])
    return Year(code, rest, worked, provisional)


@cache
def _country():
    return {number: year(said["code"], said["days"], said["provisional"]) for number, said in bundled().items()}


def kept(session, office) -> dict[int, CalendarYear]:
    """The years kept by *office* or by offices above it: of each year the nearest office's newest version."""
    above = [UUID(part) for part in office.path.strip("/").split("/")]
    rows = session.scalars(select(CalendarYear).where(CalendarYear.office_id.in_(above)))
    return {row.year: row for row in sorted(rows, key=lambda row: (above.index(row.office_id), row.version))}


def of(session, office, *, instead: CalendarYear | None = None) -> Calendar:
    """The working days of *office*; *instead* is a version that is not there yet, to see what it would change."""
    rows = kept(session, office)
    if instead is not None:
        rows |= _unless_nearer(session, office, rows.get(instead.year), instead)
    return Calendar(_country() | {number: year(row.code, row.days) for number, row in rows.items()})


def _unless_nearer(session, office, present, row):
    """A version that an office above makes does not count where a nearer office keeps its own."""
    path = session.get_one(Office, row.office_id).path
    if not office.path.startswith(path):
        return {}
    nearer = present is not None and len(session.get_one(Office, present.office_id).path) > len(path)
    return {} if nearer else {row.year: row}


def office_of(session, actor, office_id) -> Office:
    """The office asked about, or the actor's own; NotFound when there is none."""
    if office_id is None:
        return people.home_office(session, actor, READERS | CURATORS)
    office = session.get(Office, office_id)
    if office is None:
        raise NotFound
    return office


def wanted(session, number: int | None) -> int:
    """The year asked about, or the present one."""
    return number or db.today(session).year


def version_of(session, office, number: int) -> dict:
    """The year *number* as *office* counts it: {"code", "days", "papers", "provisional", "row" (CalendarYear or None)}.

    ``days`` lists what differs from an ordinary week.
    """
    row = kept(session, office).get(number)
    if row:
        return _bundled(row.code, row.days, row.papers, False) | {"row": row}
    empty = _bundled(f"{WEEKENDS}-{number}", [], [], True)
    return bundled().get(number, empty) | {"row": None}


def expected(number: int) -> list[dict]:
    """The days of a year on which everybody rests by law, as far as they are known before the notice comes."""
    return _expected().get(number, {"days": []})["days"]


def draw_up(session, made_by_id, office, number, days, *, papers, reason) -> CalendarYear:
    """The next version of a year of *office*, not yet added to the session."""
    versions = select(CalendarYear.version).where(CalendarYear.office_id == office.id, CalendarYear.year == number)
    version = max(session.scalars(versions), default=0) + 1
    return CalendarYear(
        id=db.new_id(),
        office_id=office.id,
        year=number,
        version=version,
        code=f"{office.key}-{number}.{version}",
        days=sorted(days, key=lambda day: day["date"]),
        papers=list(papers),
        reason=reason,
        made_at=db.now(session),
        made_by_id=made_by_id,
    )
