"""/follow-ups"""

from flask_restx import Namespace, Resource

from inspections import followups, search

from . import present, queries, shapes
from .api import operation

ns = Namespace("follow-ups", description="What must be visited, why and by when")


@ns.route("")
class FollowUpList(Resource):
    @operation("list_follow_ups", query=queries.FollowUpQuery, returns=shapes.FollowUpList)
    def get(self, call):
        """What must be visited, the most pressing first."""
        asked, conditions = call.query, []
        if asked.bbox:
            conditions.append(search.within(asked.bbox))
        if asked.agency:
            conditions.append(search.concerns(asked.agency))
        rows, cursor = followups.due(
            call.session,
            call.actor,
            *conditions,
            due_before=asked.due_before,
            cursor=asked.cursor,
            limit=asked.limit,
            about=f"{asked.bbox} {asked.agency}",
        )
        return present.page([present.follow_up(call.session, row, hazard) for row, hazard in rows], cursor)
