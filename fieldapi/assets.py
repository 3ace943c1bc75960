"""/assets: registers of covers and other assets; one well, one file"""

from flask import Response
from flask_restx import Namespace, Resource

from inspections import asset_drafts, asset_imports, asset_search, assets

from . import imports, present_assets, queries, shapes
from .api import operation

MEDIA = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}

LINES = "text/tab-separated-values"

ns = Namespace("assets", description="Registered assets: covers and what belongs to them")


@ns.route("")
class AssetList(Resource):
    @operation("list_assets", query=queries.AssetQuery, returns=shapes.AssetList)
    def get(self, call):
        """Registered assets by code. Restricted kinds are withheld where too many of them would be listed."""
        asked = call.query
        rows, cursor, withheld = asset_search.page(call.session, call.actor, asked.filters, asked.cursor, asked.limit)
        return present_assets.page(call.session, rows, cursor, withheld)

    @operation("record_asset", body=asset_drafts.AssetDraft, returns=shapes.Asset, creates=True)
    def post(self, call):
        """Register an asset that was found on site. Safe to send again under the same id."""
        asset, created = assets.record(call.session, call.actor, call.body)
        return present_assets.asset(call.session, call.actor, asset), created


@ns.route("/<uuid:asset_id>")
class Asset(Resource):
    @operation("read_asset", returns=shapes.AssetFile)
    def get(self, call, asset_id):
        """The asset's file: what is registered, its hazards over time, and what was registered before."""
        return present_assets.file(call.session, call.actor, assets.get(call.session, call.actor, asset_id))

    @operation("amend_asset", body=asset_drafts.AssetAmendment, returns=shapes.Asset, current=present_assets.asset)
    def patch(self, call, asset_id):
        """Correct what is registered, with the reason; the state before stays readable."""
        asset = assets.amend(call.session, call.actor, asset_id, call.body)
        return present_assets.asset(call.session, call.actor, asset)


@ns.route("/imports")
class RegisterImports(Resource):
    @operation(
        "import_assets",
        returns=shapes.Import,
        creates=True,
        uploads=asset_drafts.RegisterImportDraft,
        receive=imports.receive("assets", asset_drafts.RegisterImportDraft),
    )
    def post(self, call):
        """Send a register as CSV, XLSX, GeoPackage, GeoJSON or zipped Shapefile: a dry run follows, nothing else."""
        return imports.begin(call, "assets")


@ns.route("/imports/<uuid:import_id>/difference")
class RegisterDifference(Resource):
    @operation("read_asset_difference", media_type=LINES)
    def get(self, call, import_id):
        """What an import changed: change, code, digest, version. The SHA-256 of this text is in the ledger."""
        return Response(asset_imports.difference(call.session, call.actor, import_id), content_type=LINES)


@ns.route("/register")
class Register(Resource):
    @operation("read_asset_register", query=queries.RegisterQuery, media_type="text/csv")
    def get(self, call):
        """A whole register as CSV or GeoJSON, restricted kinds too; who took it and for what is in the ledger."""
        asked = call.query
        content = asset_search.export(call.session, call.actor, asked.filters, asked.f, asked.purpose)
        response = Response(content, content_type=MEDIA[asked.f])
        response.headers["Content-Disposition"] = f'attachment; filename="assets.{asked.f}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response
