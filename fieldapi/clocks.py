"""/clocks: what is due, by which rule; /hazards/{id}/owner-notices: the owner was told"""

from flask_restx import Namespace, Resource

from inspections import clock_drafts, clock_lists, clock_moves, clocks, owner_notices

from . import present, present_clocks, queries, shapes
from .api import operation

ns = Namespace("clocks", path="/", description="Legal periods: what is due when, and why")


@ns.route("/clocks")
class Clocks(Resource):
    @operation("list_clocks", query=queries.ClockQuery, returns=shapes.ClockList)
    def get(self, call):
        """Clocks that you may see, the most pressing first; those that have ended only when asked for."""
        said = call.query.model_dump(exclude={"overdue"})
        rows, cursor = clock_lists.page(call.session, call.actor, late=call.query.overdue, **said)
        return present.page(present_clocks.many(call.session, call.actor, rows), cursor)


@ns.route("/clocks/<uuid:clock_id>")
class Clock(Resource):
    @operation("read_clock", returns=shapes.Clock)
    def get(self, call, clock_id):
        """One clock: rule, article, calendar version, pauses, extensions, and the moves you may make."""
        return present_clocks.one(call.session, call.actor, clocks.get(call.session, call.actor, clock_id))


@ns.route("/clocks/<uuid:clock_id>/moves")
class ClockMoves(Resource):
    @operation("move_clock", body=clock_drafts.ClockMoveDraft, returns=shapes.Clock, current=present_clocks.one)
    def post(self, call, clock_id):
        """Extend, suspend, resume, end or cancel a clock by hand, where its rule allows it."""
        clock = clock_moves.move(call.session, call.actor, clock_id, call.body)
        return present_clocks.one(call.session, call.actor, clock)


@ns.route("/hazards/<uuid:hazard_id>/owner-notices")
class OwnerNotices(Resource):
    @operation("notify_owner", body=clock_drafts.OwnerNoticeDraft, returns=shapes.OwnerNotice)
    def post(self, call, hazard_id):
        """Enter that the owner was told: where a local rule gives the owner hours, they run from then."""
        hazard, clock = owner_notices.notify(call.session, call.actor, hazard_id, call.body)
        told = call.body.model_dump(mode="json")
        return present_clocks.notice(call.session, call.actor, hazard, clock, told)
