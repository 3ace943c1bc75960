"""/hazards/{id}/bundle, /cases/{id}/bundle: the evidence with its proofs, as one file to hand over"""

from functools import partial

from flask import Response, current_app, request
from flask_restx import Namespace, Resource

from inspections import bundles
from uploads import bags

from . import bundling, queries, wire
from .api import operation

ZIP = "application/zip"

ns = Namespace("bundles", path="/", description="Evidence as it goes to a court")


def _prepare(session, actor, hazard_id):
    bundles.may_export(session, actor, hazard_id)
    return _ready(lambda maps, purpose: bundling.told(session, actor, [hazard_id], maps, purpose))


def _prepare_case(session, actor, case_id):
    bundles.may_export_case(session, actor, case_id)
    return _ready(lambda maps, purpose: bundling.told_of_case(session, actor, case_id, maps, purpose))


def _ready(tell):
    """What is said is read now; files are read through and the report is made while no transaction is open."""
    if request.method == "HEAD":
        return lambda: None
    told = tell(current_app.extensions["maps"], wire.query(request, queries.BundleQuery).purpose)
    return lambda: bundling.prepared(current_app.extensions["store"], told)


@ns.route("/hazards/<uuid:hazard_id>/bundle")
class HazardBundle(Resource):
    @operation("export_bundle", query=queries.BundleQuery, media_type=ZIP, receive=_prepare)
    def get(self, call, hazard_id):
        """A BagIt 1.0 bag as zip: originals, record, timeline, custody, report, proofs; the export is in the ledger."""
        return _handed_out(call)


@ns.route("/cases/<uuid:case_id>/bundle")
class CaseBundle(Resource):
    @operation("export_case_bundle", query=queries.BundleQuery, media_type=ZIP, receive=_prepare_case)
    def get(self, call, case_id):
        """The same for a case: the case itself with its decisions and steps, and all of its hazards."""
        return _handed_out(call)


def _handed_out(call):
    ready = call.body
    if ready is None:
        return Response(content_type=ZIP)
    exported = bundles.export(call.session, call.actor, ready, call.query.purpose)
    extensions = current_app.extensions
    stream = partial(_stream, extensions["database"], extensions["settings"], ready, exported)
    response = Response(stream(), content_type=ZIP)
    response.headers["Content-Disposition"] = f'attachment; filename="{ready.told.name}.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _stream(database, settings, ready, exported):
    """Runs while it is sent, so after the commit."""
    members = bundling.members(database, settings, ready, exported)
    yield from bags.zipped(ready.told.name, members, ready.told.record["exported"]["at"])
