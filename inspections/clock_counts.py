"""Until when a clock runs: by its rule, its extensions, the days that do not count, and the office's working days."""

from datetime import date

from . import calendars, db, periods
from .models import Office
from .periods import Calendar, Length, Unit
from .regimes import ClockRule


def rule_of(clock) -> ClockRule:
    """The rule by which the clock started."""
    return ClockRule.from_json(clock.rule)


def count(clock, calendar):
    """Set the last day or instant of the clock, by its rule, its extensions and the days that do not count."""
    rule = rule_of(clock)
    if rule.unit is Unit.HOUR:
        clock.due_at = periods.due_at(clock.started_at, rule.length)
        clock.due_on, clock.calendar, clock.provisional = db.legal_date(clock.due_at), [], False
        return
    found = last_day(clock, rule, calendar)
    clock.due_on, clock.calendar, clock.provisional = found.on, list(found.codes), found.provisional


def last_day(clock, rule, calendar) -> periods.Due:
    """The last day of a clock that is not one of hours."""
    return periods.due(
        clock.started_on,
        rule.length,
        calendar,
        rolls=rule.rolls,
        further=[Length(step["count"], Unit(step["unit"])) for step in clock.extensions],
        excluded_days=sum(
            (date.fromisoformat(span["to"]) - date.fromisoformat(span["from"])).days
            for span in clock.suspensions
            if span["to"]
        ),
    )


def due(clock) -> dict:
    """Until when it runs, and by which calendar."""
    return {name: getattr(clock, name) for name in ("due_on", "due_at", "calendar", "provisional")}


def safe_on(clock, calendar) -> date | None:
    """The working day before the last one, for those who would rather not be late; None for a period of hours."""
    return None if clock.due_at is not None else calendar.before(clock.due_on)


def calendar_of(session, clock) -> Calendar:
    """The working days by which the clock is counted now."""
    return calendars.of(session, session.get_one(Office, clock.office_id))


def next_extension(clock) -> dict | None:
    """The step by which the clock can be extended now, or None. One that the approval measures can be repeated."""
    steps, taken = clock.rule["extensions"], len(clock.extensions)
    if taken < len(steps):
        return steps[taken]
    return steps[-1] if steps and steps[-1]["count"] is None else None
