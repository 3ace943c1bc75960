"""/notifications: the inbox, how one wants to be told, and the calendar of due dates"""

import orjson
from flask import Response, request
from flask_restx import Namespace, Resource

from inspections import notice_drafts, notice_settings, notices

from . import calendar_feed, present, present_notices, queries_notices, shapes
from .api import operation

CALENDAR = "text/calendar"

ns = Namespace("notifications", description="What concerns you, and how you want to be told")


@ns.route("")
class Notices(Resource):
    @operation("list_notices", query=queries_notices.NoticeQuery, returns=shapes.NoticeList)
    def get(self, call):
        """Your notices, the newest first. They say of a record only what you may see now."""
        rows, cursor = notices.page(call.session, call.actor, **call.query.model_dump())
        return present.page([present_notices.notice(row) for row in rows], cursor)


@ns.route("/read")
class Read(Resource):
    @operation("read_notices", body=notice_drafts.ReadDraft, returns=shapes.Unread)
    def post(self, call):
        """Mark notices as read, or all of them; how many are left."""
        return {"unread": notices.mark_read(call.session, call.actor, call.body.ids)}


@ns.route("/settings")
class NoticeSettings(Resource):
    @operation("read_notice_settings", returns=shapes.NoticeSettings)
    def get(self, call):
        """How you want to be told."""
        return present_notices.settings(notice_settings.of(call.session, call.actor.person_id))

    @operation("set_notice_settings", body=notice_drafts.NoticeSettingDraft, returns=shapes.NoticeSettings)
    def put(self, call):
        """Choose an address for a digest a day, what it leaves out, and its language."""
        return present_notices.settings(notice_settings.save(call.session, call.actor, call.body))


@ns.route("/calendar")
class CalendarAddress(Resource):
    @operation(
        "share_calendar", body=notice_drafts.CalendarDraft, returns=shapes.CalendarAddress, creates=True, secret=True
    )
    def post(self, call):
        """A new secret address of your calendar of due dates; the one before is worthless at once."""
        token = notice_settings.make_calendar_address(call.session, call.actor)
        address = f"{request.url_root}api/v1/notifications/calendar.ics?token={token}"
        return Response(orjson.dumps({"address": address}), 201, content_type="application/json")

    @operation("revoke_calendar")
    def delete(self, call):
        """Let nobody read your calendar any more."""
        notice_settings.revoke_calendar_address(call.session, call.actor)


@ns.route("/calendar.ics")
class CalendarFeed(Resource):
    @operation("read_calendar_feed", query=queries_notices.CalendarFeedQuery, media_type=CALENDAR)
    def get(self, call):
        """The due dates of whoever made the secret address, as iCalendar."""
        actor, setting = notice_settings.reader(call.session, call.query.token)
        content = calendar_feed.feed(call.session, actor, setting.language)
        return Response(content, content_type=f"{CALENDAR}; charset=utf-8")
