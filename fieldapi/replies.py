"""/services/{id}/reply-kit, /services/{id}/replies: a reply that goes out and comes back as a file"""

from flask import Response, request
from flask_restx import Namespace, Resource

from inspections import reply_imports
from inspections.drafts import Draft

from . import present_services, reception, reply_kits, shapes
from .api import operation

ZIP = "application/zip"

ns = Namespace("replies", path="/services", description="Replies that travel as files")


@ns.route("/<uuid:service_id>/reply-kit")
class ReplyKit(Resource):
    @operation("export_reply_kit", media_type=ZIP)
    def get(self, call, service_id):
        """The reply form and the frozen document as a zip, for an agency without a network."""
        service = reply_imports.may_hand_out(call.session, call.actor, service_id)
        if request.method == "HEAD":
            return Response(mimetype=ZIP)
        content = reply_kits.packed(call.session, service)
        reply_imports.handed_out(call.session, call.actor, service_id)
        response = Response(content, mimetype=ZIP)
        response.headers["Content-Disposition"] = f'attachment; filename="{service.number}.zip"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


class ReplyForm(Draft):
    """Nothing is said beside the file."""


def _receive(session, actor, service_id):
    reply_imports.may_enter(session, actor, service_id)
    return _read


def _read():
    with reception.form(reply_kits.MOST_BYTES) as (texts, file, _):
        reception.draft(texts, ReplyForm, "options")
        return reply_kits.unpacked(file.finish().temporary)


@ns.route("/<uuid:service_id>/replies")
class Replies(Resource):
    @operation("import_reply", returns=shapes.Service, uploads=ReplyForm, receive=_receive)
    def post(self, call, service_id):
        """Enter the zip that came back: 答复.json, photos named by number, the stamped letter. It is no receipt."""
        service = reply_imports.enter(call.session, call.actor, service_id, *call.body)
        return present_services.service(call.session, call.actor, service)
