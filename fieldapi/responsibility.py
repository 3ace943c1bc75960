"""/responsibility"""

from flask_restx import Namespace, Resource

from inspections import assets, db, hazards, people, responsibility
from inspections.permissions import READERS

from . import present_responsibility, queries, shapes
from .api import operation

ns = Namespace("responsibility", description="Who is responsible for a place, and why")


@ns.route("")
class Responsibility(Resource):
    @operation("read_responsibility", query=queries.ResponsibilityQuery, returns=shapes.ResponsibilityAnswer)
    def get(self, call):
        """Candidates per role with reasons, without recording anything.

        `considered` holds every zone, rule and default that was looked at: what became of it and why, and what it
        rests on. `outside_jurisdiction` is asked for the office in which you hold your role.
        """
        asked, position = call.query, call.query.position
        hazards.check_kinds(call.session, asked)
        on, kinds = asked.on or db.today(call.session), (asked.asset_kind, asked.place_kind)
        office = people.home_office(call.session, call.actor, READERS)
        nearby = assets.around(call.session, position, asked.asset_kind, asked.asset_code, on, office)
        found = responsibility.answer(call.session, call.maps, position, asked.type, *kinds, on, office, nearby)
        around = responsibility.surroundings(call.session, call.maps, position, on, found)
        return present_responsibility.answer(position, on, found, around)
