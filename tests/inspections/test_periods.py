"""Counting of legal periods: the vectors of the domain reference, and what holds for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections import calendars
from inspections.periods import Calendar, Length, Unit, due

TWO_MONTHS, FIFTEEN_DAYS = Length(2, Unit.MONTH), Length(15, Unit.DAY)
YEARS = calendars.bundled().items()
COUNTRY = Calendar({year: calendars.year(said["code"], said["days"], said["provisional"]) for year, said in YEARS})
UNHURRIED = settings(deadline=None)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
LENGTHS = st.builds(Length, st.integers(1, 60), st.sampled_from([Unit.DAY, Unit.WORKDAY, Unit.MONTH]))

#    receipt      two months      fifteen days: the last day
VECTORS = [
    ("2025-12-31", "2026-02-28", "2026-01-15"),  # a Saturday that is worked
    ("2025-12-20", "2026-02-24", "2026-01-04"),  # after Spring Festival; a Sunday that is worked
    ("2026-01-31", "2026-03-31", "2026-02-24"),
    ("2026-03-05", "2026-05-06", "2026-03-20"),
    ("2026-04-17", "2026-06-17", "2026-05-06"),
    ("2026-06-29", "2026-08-31", "2026-07-14"),
    ("2026-07-20", "2026-09-20", "2026-08-04"),  # a Sunday that is worked
    ("2026-07-31", "2026-09-30", "2026-08-17"),
    ("2026-08-01", "2026-10-08", "2026-08-17"),  # after National Day
    ("2026-12-30", "2027-03-01", "2027-01-14"),  # no 30 February; nobody knows 2027 yet
]


@pytest.mark.parametrize(("receipt", "reply", "urgent"), VECTORS)
def test_the_vectors_of_the_domain_reference(receipt, reply, urgent):
    day = date.fromisoformat(receipt)

    ordinary, quick = due(day, TWO_MONTHS, COUNTRY), due(day, FIFTEEN_DAYS, COUNTRY)

    assert (str(ordinary.on), str(quick.on)) == (reply, urgent)
    assert ordinary.provisional is quick.provisional is reply.startswith("2027")


@UNHURRIED
@given(DAYS, LENGTHS, st.integers(0, 100))
def test_a_period_ends_on_a_working_day_after_it_starts_and_never_before_it_would_without_rest(start, length, paused):
    found = due(start, length, COUNTRY, excluded_days=paused)

    assert start < found.raw <= found.on
    assert COUNTRY.is_working(found.on)
    assert not any(COUNTRY.is_working(found.raw + timedelta(days=n)) for n in range((found.on - found.raw).days))
    assert COUNTRY.before(found.on) < found.on
    assert due(start, length, COUNTRY, rolls=False, excluded_days=paused).on == found.raw
    first = start + timedelta(days=1) if length.unit is Unit.WORKDAY else found.raw
    assert found.provisional is any(COUNTRY.year(year).provisional for year in range(first.year, found.on.year + 1))


@UNHURRIED
@given(DAYS, st.integers(1, 60))
def test_a_month_ends_on_the_same_number_or_on_the_last_of_the_month(start, count):
    raw = due(start, Length(count, Unit.MONTH), COUNTRY).raw

    assert (raw.year * 12 + raw.month) - (start.year * 12 + start.month) == count
    assert raw.day == start.day or (raw.day < start.day and (raw + timedelta(days=1)).day == 1)


@UNHURRIED
@given(DAYS, st.integers(1, 30))
def test_of_working_days_only_those_that_are_worked_count(start, count):
    last = due(start, Length(count, Unit.WORKDAY), COUNTRY).on

    assert sum(COUNTRY.is_working(start + timedelta(days=n)) for n in range(1, (last - start).days + 1)) == count


@UNHURRIED
@given(DAYS, DAYS, LENGTHS)
def test_who_starts_later_never_ends_earlier(one, other, length):
    earlier, later = sorted([one, other])

    assert due(earlier, length, COUNTRY).on <= due(later, length, COUNTRY).on


def test_an_extension_is_counted_from_the_day_on_which_the_period_would_have_ended():
    month = Length(1, Unit.MONTH)

    found = due(date(2026, 8, 31), month, COUNTRY, further=[month])

    assert str(found.raw) == "2026-10-30"  # 31 August, 30 September, 30 October


def test_a_year_that_nobody_loaded_has_weekends_only_and_is_provisional():
    found = due(date(2051, 9, 1), Length(1, Unit.MONTH), COUNTRY)

    assert (found.raw, found.codes, found.provisional) == (date(2051, 10, 1), ("weekends-2051",), True)
    assert found.on == date(2051, 10, 2)  # the first is a Sunday, and nobody has said that the second is a holiday
