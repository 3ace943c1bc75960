"""/responsibility"""

from flask_restx import Namespace, Resource

from inspections import db, hazards, responsibility

from . import present, queries, shapes
from .api import operation

ns = Namespace("responsibility", description="Who is responsible for a place, and why")


@ns.route("")
class Responsibility(Resource):
    @operation("read_responsibility", query=queries.ResponsibilityQuery, returns=shapes.ResponsibilityAnswer)
    def get(self, call):
        """Candidates per role with reasons, without recording anything; what was looked at and why it lost."""
        asked, position = call.query, call.query.position
        hazards.check_kinds(call.session, asked)
        on = asked.on or db.today(call.session)
        found = responsibility.answer(
            call.session, call.maps, position, asked.type, asked.asset_kind, asked.place_kind, on
        )
        around = responsibility.surroundings(call.session, call.maps, position, on, found)
        return present.answer(position, found, around)
