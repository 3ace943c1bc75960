"""Due dates as iCalendar (RFC 5545), for the calendar software of whoever holds the secret address."""

from datetime import timedelta

import icalendar

from inspections import db, notice_calendar

from .present_notices import about
from .texts import say
from .words_notices import what

REFRESH = timedelta(hours=6)


def feed(session, actor, language: str) -> bytes:
    """The days that concern *actor*, by number and kind only: the address may be known to a service elsewhere."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Lanjian//due dates//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("calendar_name", language, {"name": actor.name}))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one, number in notice_calendar.dates(session, actor):
        calendar.add_component(_event(one, number, language, db.now(session)))
    return calendar.to_ical()


def _event(one, number, language, now):
    said = {"about": about(one.about_kind, number, language), "what": what(one.what, language)}
    more = say("calendar_provisional", language, {}) if one.provisional else ""
    event = icalendar.Event()
    event.add("uid", f"{one.kind}-{one.id}@lanjian")
    event.add("dtstamp", now)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))  # exclusive (RFC 5545 §3.6.1)
    event.add("summary", say(f"calendar_{one.kind}", language, said) + more)
    event.add("description", say("digest_footer", language, {}))
    event.add("transp", "TRANSPARENT")
    return event
