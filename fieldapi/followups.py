"""/follow-ups and the order in which to visit them"""

from flask import Response
from flask_restx import Namespace, Resource

from geo import quadkeys
from inspections import followups, rounds, search

from . import present, present_followups, queries_followups, shapes
from .api import operation

GPX = "application/gpx+xml"

ns = Namespace("follow-ups", description="What must be visited, why and by when")


def _conditions(asked):
    if asked.bbox:
        yield search.within(asked.bbox)
    if asked.agency:
        yield search.concerns(asked.agency)


def _by_place(call):
    return call.query.bbox is not None and search.is_sparse(call.session, quadkeys.ranges(*call.query.bbox))


@ns.route("")
class FollowUpList(Resource):
    @operation("list_follow_ups", query=queries_followups.FollowUpQuery, returns=shapes.FollowUpList)
    def get(self, call):
        """What must be visited, the most pressing first, and in which planned outings it is."""
        asked = call.query
        rows, cursor = followups.due(
            call.session,
            call.actor,
            *_conditions(asked),
            due_before=asked.due_before,
            by_place=_by_place(call),
            cursor=asked.cursor,
            limit=asked.limit,
            about=f"{asked.bbox} {asked.agency}",
        )
        return present.page(present_followups.many(call.session, call.actor, rows), cursor)


@ns.route("/route")
class Route(Resource):
    @operation("plan_route", query=queries_followups.RouteQuery, returns=shapes.Route)
    def get(self, call):
        """A sensible order in which to visit what is due, with links that open each place in map software.

        ``f=gpx`` gives the route as a GPX 1.1 file.
        """
        asked = call.query
        how = {"due_before": asked.due_before, "start": asked.start_wgs84, "by_place": _by_place(call)}
        stops, unplaced, more = rounds.plan(call.session, call.actor, *_conditions(asked), **how)
        if asked.f == "json":
            return present_followups.route(stops, unplaced, more)
        response = Response(present_followups.gpx_route(call.session, stops), content_type=GPX)
        response.headers.set("Content-Disposition", "attachment", filename="follow-ups.gpx")
        return response
