"""/agencies"""

from flask_restx import Namespace, Resource

from inspections import agencies, rule_drafts

from . import present, shapes
from .api import operation

ns = Namespace("agencies", description="Agencies, governments, companies, units and villages")


@ns.route("")
class AgencyList(Resource):
    @operation("list_agencies", returns=shapes.AgencyList)
    def get(self, call):
        """Agencies, governments, companies, units and villages, with their successors."""
        return present.page([present.whole(row, shapes.Agency) for row in agencies.every(call.session)])

    @operation("add_agency", body=rule_drafts.AgencyDraft, returns=shapes.Agency, creates=True)
    def post(self, call):
        """Add an agency of your office's area. Safe to send again under the same id."""
        agency, created = agencies.add(call.session, call.actor, call.body)
        return present.whole(agency, shapes.Agency), created


@ns.route("/<uuid:agency_id>")
class Agency(Resource):
    @operation("amend_agency", body=rule_drafts.AgencyAmendment, returns=shapes.Agency)
    def patch(self, call, agency_id):
        """A new name, new functions or a new parent: answers the row that takes over; the old one keeps its name."""
        agency = agencies.amend(call.session, call.actor, agency_id, call.body)
        return present.whole(agency, shapes.Agency)


@ns.route("/<uuid:agency_id>/succeed")
class AgencySuccession(Resource):
    @operation("succeed_agency", body=rule_drafts.SuccessionDraft, returns=shapes.Agency)
    def post(self, call, agency_id):
        """Merge an agency into another, or let a new one take its place, from a day on: answers the successor."""
        agency = agencies.succeed(call.session, call.actor, agency_id, call.body)
        return present.whole(agency, shapes.Agency)
