"""/sync/key, /sync/packages: what comes as a sealed file from where there is no network to us"""

from flask import current_app
from flask_restx import Namespace, Resource

from inspections import drafts, keys
from uploads import sealed

from . import packaging, reception, shapes
from .api import operation

ns = Namespace("packages", path="/sync", description="Sealed packages of devices, and their receipts")


@ns.route("/key")
class PackageKey(Resource):
    @operation("read_package_key", returns=shapes.PackageKey)
    def get(self, call):
        """The key to which packages for this installation are sealed (age), to be taken along."""
        identity = keys.Folder(current_app.extensions["settings"].keys).packages()
        return {"recipient": sealed.public(identity)}


def _receive(session, actor):
    return lambda: _read(actor)


def _read(actor):
    extensions = current_app.extensions
    with reception.form(packaging.LIMIT_BYTES) as (texts, file, _):
        reception.draft(texts, drafts.Draft, "options")
        path = file.finish().temporary
        return packaging.read(extensions["settings"], extensions["database"], extensions["store"], path, actor)


@ns.route("/packages")
class Packages(Resource):
    @operation("send_package", returns=shapes.Receipts, receive=_receive, uploads=drafts.Draft)
    def post(self, call):
        """Bring the sealed package of a device of yours or of your office; the answer is its file of receipts."""
        return packaging.take(call.session, call.maps, call.body, call.actor)
