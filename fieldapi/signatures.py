"""/inspections/{id}/record, /signatures, /remarks, /annexes: what is signed, by whom, and what was added later"""

from flask import current_app, request, send_file
from flask_restx import Namespace, Resource

from inspections import inspection_drafts as drafts
from inspections import inspections, signatures, strokes

from . import present_signatures, reception, shapes, wire
from .api import operation

ns = Namespace("signatures", path="/inspections", description="The record of an outing, and who signed it")


def _present(call, inspection):
    return present_signatures.record(call.session, inspection)


@ns.route("/<uuid:inspection_id>/record")
class Record(Resource):
    @operation("read_inspection_record", returns=shapes.InspectionRecord)
    def get(self, call, inspection_id):
        """The canonical record and its digest, who signed it, and what it lacks before it can be finalised."""
        return _present(call, inspections.get(call.session, call.actor, inspection_id))


def _receive(session, actor, inspection_id):
    """May the caller see the outing? Then strokes become a drawing in the store before the signature is entered."""
    inspections.get(session, actor, inspection_id)
    return _read


def _read():
    draft = wire.body(request, drafts.SignatureDraft)
    if not draft.strokes:
        return draft, None
    file = current_app.extensions["store"].incoming(strokes.LARGEST)
    try:
        file.write(strokes.drawn(draft.strokes, draft.pressures, draft.times_ms))
        received = file.finish()
        reception.keep(received)
    finally:
        file.discard()
    return draft, received.sha256


@ns.route("/<uuid:inspection_id>/signatures")
class Signatures(Resource):
    @operation("sign_inspection", body=drafts.SignatureDraft, returns=shapes.InspectionRecord, receive=_receive)
    def post(self, call, inspection_id):
        """Enter a signature under the record as it is now, or under a remark; or that somebody refused, and why."""
        draft, drawing = call.body
        signatures.sign(call.session, call.actor, inspection_id, draft, drawing)
        return _present(call, inspections.get(call.session, call.actor, inspection_id))


@ns.route("/<uuid:inspection_id>/signatures/<uuid:signature_id>/drawing")
class Drawing(Resource):
    @operation("read_signature", media_type="image/svg+xml")
    def get(self, call, inspection_id, signature_id):
        """A drawn signature as the SVG that was stored, or the scan that bears it."""
        found = signatures.drawing(call.session, call.actor, inspection_id, signature_id)
        path = call.store.path(found.sha256).resolve()
        response = send_file(path, mimetype=signatures.MEDIA_TYPES[found.way], etag=found.sha256)
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["Cache-Control"] = "private, no-store"
        return response


@ns.route("/<uuid:inspection_id>/remarks")
class Remarks(Resource):
    @operation("add_remark", body=drafts.RemarkDraft, returns=shapes.InspectionRecord)
    def post(self, call, inspection_id):
        """Take down what a specialist who takes part says, as a record that is signed by itself."""
        return _present(call, signatures.remark(call.session, call.actor, inspection_id, call.body))


@ns.route("/<uuid:inspection_id>/annexes")
class Annexes(Resource):
    @operation("annex_inspection", body=drafts.AnnexDraft, returns=shapes.InspectionRecord)
    def post(self, call, inspection_id):
        """Add to a finalised outing, with the reason: nothing that was signed changes."""
        return _present(call, signatures.annex(call.session, call.actor, inspection_id, call.body))
