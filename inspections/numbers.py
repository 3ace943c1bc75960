"""Numbers that people read aloud: one series per office, year and kind, counted up without gaps."""

from sqlalchemy import update

from . import db
from .models import NumberSeries


def next_number(session, office, letter: str) -> str:
    """The next number of the office's series this year: ``371423-2026-H0001``."""
    series = f"{office.area_code}-{db.today(session).year}-{letter}"
    return f"{series}{next_in(session, series):04d}"


def next_in(session, series: str) -> int:
    """Count that series up by one."""
    counted_up = update(NumberSeries).where(NumberSeries.series == series).values(last=NumberSeries.last + 1)
    last = session.scalar(counted_up.returning(NumberSeries.last))
    if last is None:  # a rival that begins the same series meets the primary key, and the whole act runs again
        last = 1
        session.add(NumberSeries(series=series, last=last))
        session.flush()
    return last
