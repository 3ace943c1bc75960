"""/offline: what a device takes along"""

from flask import Response, request
from flask_restx import Namespace, Resource

from inspections import offline

from . import present_offline, shapes
from .api import operation, respond

ns = Namespace("offline", description="What a device takes along")


@ns.route("/responsibility")
class OfflineResponsibility(Resource):
    @operation("read_offline_responsibility", returns=shapes.OfflineResponsibility)
    def get(self, call):
        """The areas of your offices, and who answers there for what: for use without a network.

        The `ETag` is the `version`; with `If-None-Match` the answer is 304 while nothing changed.
        """
        edition = offline.edition(call.session, call.actor, call.maps)
        if edition.version in request.if_none_match:
            response = Response(status=304)
        else:
            found = offline.table(call.session, call.maps, edition)
            response = respond(present_offline.responsibility(edition, *found))
        response.set_etag(edition.version)
        return response
