"""/calendar: working days as an office counts them"""

from flask_restx import Namespace, Resource

from inspections import calendar_changes, calendar_drafts, calendars

from . import imports, present_clocks, queries, shapes
from .api import operation

ns = Namespace("calendar", description="Working days, in versions that are never edited")


@ns.route("")
class Calendar(Resource):
    @operation("read_calendar", query=queries.CalendarQuery, returns=shapes.Calendar)
    def get(self, call):
        """A year as your office, or another, counts it: rest days, weekend days that are worked, where it is from."""
        office = calendars.office_of(call.session, call.actor, call.query.office)
        return present_clocks.calendar(call.session, office, calendars.wanted(call.session, call.query.year))

    @operation("amend_calendar", body=calendar_drafts.CalendarAmendment, returns=shapes.Calendar)
    def patch(self, call):
        """Count days of one year otherwise, with the reason: a new version, by which open clocks are counted anew."""
        office = calendar_changes.amend(call.session, call.actor, call.body)
        return present_clocks.calendar(call.session, office, call.body.year)


@ns.route("/imports")
class CalendarImports(Resource):
    @operation(
        "import_calendar",
        returns=shapes.Import,
        creates=True,
        uploads=calendar_drafts.CalendarImportDraft,
        receive=imports.receive("calendar", calendar_drafts.CalendarImportDraft),
    )
    def post(self, call):
        """Send the days of a year: a dry run says which days and which open clocks would change."""
        return imports.begin(call, "calendar")
