"""How legal periods are counted: hours, days, working days and months, by a calendar of working days. Pure.

民事诉讼法 art. 85, the interpretation of the 行政诉讼法 art. 48, 民法典 arts. 201–203: the day on which a period
starts is not counted; a month ends on the day of the same number, or on the last of the month; a last day that is a
day of rest gives way to the next working day. A weekend day worked by 调休 is a working day.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
SATURDAY = 5
WEEKENDS = "weekends"  # what is known of a year that nobody loaded


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Length:
    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year that differ from an ordinary week. ``provisional``: the official notice is not loaded."""

    code: str
    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days by years; of a year that nobody loaded only the weekends are known."""

    years: Mapping[int, Year]

    def year(self, year: int) -> Year:
        return self.years.get(year) or Year(f"{WEEKENDS}-{year}", provisional=True)

    def is_working(self, day: date) -> bool:
        year = self.year(day.year)
        return day in year.worked or (day.weekday() < SATURDAY and day not in year.rest)

    def before(self, day: date) -> date:
        """The last working day before *day*: the safe date of a period that ends on it."""
        day -= DAY
        while not self.is_working(day):
            day -= DAY
        return day


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period, what it was before it gave way to a working day, and the years that were asked."""

    raw: date
    on: date
    codes: tuple[str, ...]
    provisional: bool


def due(
    start: date, length: Length, calendar: Calendar, *, rolls=True, further: Iterable[Length] = (), excluded_days=0
) -> Due:
    """The last day of a period that starts on *start*.

    *further* are extensions, each counted from the day on which the period before it ends by the count alone; days that
    the law excludes come after them. A length in hours has no last day: see ``due_at``.
    """
    asked = set()
    raw = start
    for one in (length, *further):
        raw = _after(raw, one, calendar, asked)
    raw += excluded_days * DAY
    on = _next_working(raw, calendar, asked) if rolls else raw
    years = [calendar.year(year) for year in sorted(asked | {on.year})]
    return Due(raw, on, tuple(year.code for year in years), any(year.provisional for year in years))


def due_at(start: datetime, length: Length) -> datetime:
    """The instant at which a period of hours ends. It neither rests nor rolls: a duty to warn has no weekend."""
    if length.unit is not Unit.HOUR:
        raise ValueError(f"a period of {length.unit}s ends on a day")
    return start + timedelta(hours=length.count)


def _after(day, length, calendar, asked):
    match length.unit:
        case Unit.DAY:
            return day + length.count * DAY
        case Unit.MONTH:
            return _months_after(day, length.count)
        case Unit.WORKDAY:
            return _working_days_after(day, length.count, calendar, asked)
    raise ValueError(f"a period of {length.unit}s has no last day")


def _months_after(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days_after(day, count, calendar, asked):
    for _ in range(count):
        day = _next_working(day + DAY, calendar, asked)
    return day


def _next_working(day, calendar, asked):
    """*day* itself, or the next one that is worked; the years on the way are noted in *asked*."""
    asked.add(day.year)
    while not calendar.is_working(day):
        day += DAY
        asked.add(day.year)
    return day
