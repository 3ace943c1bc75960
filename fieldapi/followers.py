"""/hazards/{id}/follow, /hazards/{id}/followers"""

from flask_restx import Namespace, Resource

from inspections import followers

from . import present, shapes
from .api import operation

ns = Namespace("followers", path="/", description="Who wants to hear of a hazard")


@ns.route("/hazards/<uuid:hazard_id>/follow")
class Follow(Resource):
    @operation("follow_hazard")
    def put(self, call, hazard_id):
        """Follow a hazard from now on."""
        followers.follow(call.session, call.actor, hazard_id)

    @operation("unfollow_hazard")
    def delete(self, call, hazard_id):
        """Stop following a hazard."""
        followers.unfollow(call.session, call.actor, hazard_id)


@ns.route("/hazards/<uuid:hazard_id>/followers")
class Followers(Resource):
    @operation("list_followers", returns=shapes.FollowerList)
    def get(self, call, hazard_id):
        """Who follows a hazard, the first to follow first."""
        rows = followers.of(call.session, call.actor, hazard_id)
        return present.page([{"person": {"id": row.person_id, "name": name}, "since": row.since} for row, name in rows])
