"""Numbers that people read aloud: one series per office, year and kind, counted up without gaps."""

from sqlalchemy import bindparam, update

from . import db
from .models import NumberSeries

SERIES = NumberSeries.__table__
COUNT_UP = (
    update(SERIES).where(SERIES.c.series == bindparam("of")).values(last=SERIES.c.last + 1).returning(SERIES.c.last)
)


def next_number(session, office, letter: str) -> str:
    """The next number of the office's series this year: ``371423-2026-H0001``."""
    series = f"{office.area_code}-{db.today(session).year}-{letter}"
    return f"{series}{next_in(session, series):04d}"


def next_in(session, series: str) -> int:
    """Count that series up by one."""
    last = session.connection().execute(COUNT_UP, {"of": series}).scalar_one_or_none()
    if last is None:  # a rival that begins the same series meets the primary key, and the whole act runs again
        last = 1
        session.add(NumberSeries(series=series, last=last))
        session.flush()
    return last
