"""/layers: versions of area layers, their features, import and withdrawal"""

from flask_restx import Namespace, Resource

from inspections import layer_drafts, layers

from . import imports, present, present_layers, queries, shapes
from .api import operation

ns = Namespace("layers", description="Area layers, in versions that are never edited")


@ns.route("")
class Layers(Resource):
    @operation("list_layers", query=queries.LayerQuery, returns=shapes.LayerList)
    def get(self, call):
        """Every version of every layer with source, licence and period; with ``on`` those in force on that day."""
        return present.page([present_layers.layer(*item) for item in layers.listed(call.session, call.query.on)])


@ns.route("/imports")
class LayerImports(Resource):
    @operation(
        "import_layer",
        returns=shapes.Import,
        creates=True,
        uploads=layer_drafts.LayerImportDraft,
        receive=imports.receive("layer", layer_drafts.LayerImportDraft),
    )
    def post(self, call):
        """Send a GeoPackage, zipped Shapefile, GeoJSON, KML, GML or FlatGeobuf: a dry run follows, nothing else."""
        return imports.begin(call, "layer")


@ns.route("/<uuid:layer_id>")
class Layer(Resource):
    @operation("describe_layer", returns=shapes.Layer)
    def get(self, call, layer_id):
        """One version of a layer."""
        return present_layers.layer(*layers.one(call.session, layer_id))


@ns.route("/<uuid:layer_id>/features")
class LayerFeatures(Resource):
    @operation("read_layer", returns=shapes.FeatureCollection, media_type="application/geo+json")
    def get(self, call, layer_id):
        """The areas of one version as GeoJSON (RFC 7946), WGS 84."""
        return present_layers.features(*layers.features(call.session, layer_id))


@ns.route("/<uuid:layer_id>/withdraw")
class Withdrawal(Resource):
    @operation("withdraw_layer", body=layer_drafts.LayerWithdrawal, returns=shapes.Layer)
    def post(self, call, layer_id):
        """Take a wrong version back: it answers for no day, and the version before it is in force again."""
        layers.withdraw(call.session, call.actor, layer_id, call.body.reason)
        return present_layers.layer(*layers.one(call.session, layer_id))
