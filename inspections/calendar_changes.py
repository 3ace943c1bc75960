"""New versions of a year's working days, by import or by hand, and what they do to the clocks that run."""

from sqlalchemy import select

from geo.reports import Report

from . import calendars, case_clocks, clock_counts, clocks, ledger, people, permissions
from .calendar_drafts import CalendarOptions, DayKind
from .errors import Conflict
from .importing import Kind
from .models import Clock, ClockState, Office, Person

MOST_TOLD = 200


def recompute(session, actor, row) -> list[Clock]:
    """Count the open clocks anew that the version *row* of a calendar concerns; ended ones keep their dates.

    Returns those that changed, each with its own ledger entry.
    """
    found = []
    for clock, due in differences(session, row, lock=True):
        before = clock_counts.due(clock)
        clock.due_on, clock.calendar, clock.provisional = due.on, list(due.codes), due.provisional
        told = {"from": before, "to": clock_counts.due(clock), "because": row.code}
        case_clocks.recounted(session, clock, before["due_on"])
        found.append(clocks.changed(session, actor, clock, "clock.recomputed", told))
    return found


def differences(session, row, *, lock=False) -> list[tuple]:
    """The open clocks that the version *row* of a calendar changes, each with its new ``periods.Due``; oldest first."""
    path = session.get_one(Office, row.office_id).path
    offices = {office.id: office for office in session.scalars(select(Office).where(Office.path.startswith(path)))}
    counted = {id_: calendars.of(session, office, instead=row) for id_, office in offices.items()}
    query = select(Clock).where(Clock.office_id.in_(offices), Clock.state != ClockState.ENDED, Clock.due_at.is_(None))
    query = query.order_by(Clock.id)
    found = []
    for clock in session.scalars(query.with_for_update() if lock else query):
        due = clock_counts.last_day(clock, clock_counts.rule_of(clock), counted[clock.office_id])
        if (due.on, list(due.codes), due.provisional) != (clock.due_on, clock.calendar, clock.provisional):
            found.append((clock, due))
    return found


def amend(session, actor, draft):
    """Days that an office counts otherwise: the next version of its year. Returns the office.

    Raises Conflict when another version is there than the one that was looked at.
    """
    office = people.home_office(session, actor, permissions.PERMISSIONS["amend_calendar"].roles)
    present = calendars.version_of(session, office, draft.year)
    if present["code"] != draft.code:
        raise Conflict("calendar_changed", extra={"calendar": present["code"]}, calendar=present["code"])
    days = {day["date"]: day for day in present["days"]}
    for said in draft.days:
        day = said.date.isoformat()
        days.pop(day, None)
        if said.kind is not DayKind.ORDINARY:
            days[day] = {"date": day, "name": said.name, "isOffDay": said.kind is DayKind.REST}
    papers = present["papers"]
    row = calendars.draw_up(
        session, actor.person_id, office, draft.year, days.values(), papers=papers, reason=draft.reason
    )
    _keep(session, row)
    told = {"code": row.code, "before": present["code"], "reason": draft.reason}
    told["days"] = draft.model_dump(mode="json")["days"]
    ledger.append(session, actor, "calendar.amended", [("calendar", row.id)], told, office_id=office.id)
    recompute(session, actor, row)
    return office


def _keep(session, row):
    session.add(row)
    session.flush()


def _version(session, row, options, columns, papers):
    """The version of the year that the import *row* would make; nobody made it yet."""
    office, year = session.get_one(Office, row.office_id), int(columns["date"][0][:4])
    days = [
        {"date": day, "name": name, "isOffDay": off}
        for day, name, off in zip(columns["date"], columns["name"], columns["off"], strict=True)
    ]
    return calendars.draw_up(session, row.applied_by_id, office, year, days, papers=papers, reason=options.reason)


def _check(session, row, options, columns, report: Report):
    """Say which days change, what the law's own days are that the file does not have, and which clocks would move."""
    if not columns["date"]:
        report.error("calendar_without_days")
        return
    made = _version(session, row, options, columns, report.summary["papers"])
    office = session.get_one(Office, row.office_id)
    before = {day["date"]: day["isOffDay"] for day in calendars.version_of(session, office, made.year)["days"]}
    after = {day["date"]: day["isOffDay"] for day in made.days}
    for day in calendars.expected(made.year):
        if not after.get(day["date"]):
            report.warn("statutory_day_missing", day=day["date"], name=day["name"])
    moved = differences(session, made)
    report.summary |= {
        "days_changed": sorted(day for day in before.keys() | after if before.get(day) != after.get(day)),
        "clocks_changed": len(moved),
        "clocks": [_moved(clock, due) for clock, due in moved[:MOST_TOLD]],
    }


def _moved(clock, due):
    return {"id": str(clock.id), "kind": clock.kind, "from": clock.due_on.isoformat(), "to": due.on.isoformat()}


def _apply(session, row, options, columns, maps, told) -> tuple[list, dict]:
    """Keep the year as the office's own, and count the clocks anew."""
    made = _version(session, row, options, columns, row.report["summary"]["papers"])
    _keep(session, made)
    actor = row.applied_by_id and people.actor(session, session.get_one(Person, row.applied_by_id))
    changed = recompute(session, actor, made)
    told(len(columns["date"]))
    return [("calendar", made.id)], {"code": made.code, "clocks_changed": len(changed)}


IMPORT = Kind("calendar", "import_calendar", CalendarOptions, "inspections.calendar_files:read", _check, _apply)
