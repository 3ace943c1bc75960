"""Reference data: /agencies, /offices, /people, /hazard-types, /kinds, /rules"""

from flask_restx import Namespace, Resource

from inspections import catalogue
from inspections.models import AgencyFunction, AssetKind, HazardType, PlaceKind

from . import present, shapes
from .api import operation

ns = Namespace("catalogue", path="/", description="Reference data")


@ns.route("/agencies")
class Agencies(Resource):
    @operation("list_agencies", returns=shapes.AgencyList)
    def get(self, call):
        """Agencies, governments, companies, units and villages, with their successors."""
        return present.page([present.whole(row, shapes.Agency) for row in catalogue.agencies(call.session)])


@ns.route("/offices")
class Offices(Resource):
    @operation("list_offices", returns=shapes.OfficeList)
    def get(self, call):
        """Procuratorate offices; each names its parent."""
        return present.page([present.whole(row, shapes.Office) for row in catalogue.offices(call.session)])


@ns.route("/people")
class People(Resource):
    @operation("list_people", returns=shapes.PersonList)
    def get(self, call):
        """People of your office and of those above, below and beside it: who can be asked to take part."""
        found = catalogue.colleagues(call.session, call.actor)
        return present.page(
            [
                {"id": person.id, "name": person.name, "roles": present.roles(call.session, grants)}
                for person, grants in found.items()
            ]
        )


@ns.route("/hazard-types")
class HazardTypes(Resource):
    @operation("list_hazard_types", returns=shapes.HazardTypeList)
    def get(self, call):
        """Kinds of hazard with checklist, required shots and default severity."""
        rows = catalogue.coded(call.session, HazardType)
        return present.page([present.whole(row, shapes.HazardType) for row in rows])


@ns.route("/kinds")
class Kinds(Resource):
    @operation("list_kinds", returns=shapes.Kinds)
    def get(self, call):
        """Kinds of asset and of place, and the functions of agencies."""
        return {
            "asset_kinds": [present.whole(row, shapes.AssetKind) for row in catalogue.coded(call.session, AssetKind)],
            "place_kinds": [present.whole(row, shapes.Kind) for row in catalogue.coded(call.session, PlaceKind)],
            "agency_functions": [
                present.whole(row, shapes.Kind) for row in catalogue.coded(call.session, AgencyFunction)
            ],
        }


@ns.route("/rules")
class Rules(Resource):
    @operation("list_rules", returns=shapes.RuleList)
    def get(self, call):
        """Responsibility rules with their legal basis, and whether anybody has verified them."""
        return present.page(present.rules(call.session, catalogue.rules(call.session)))
