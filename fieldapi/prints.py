"""/inspections/{id}/print, /inspections/{id}/scans: signing on paper"""

from functools import partial

from flask import Response, request
from flask_restx import Namespace, Resource

from inspections import inspection_drafts as drafts
from inspections import inspections, permissions, prints
from uploads import codes
from uploads.evidence import examine
from uploads.sandbox import Died

from . import present, present_signatures, reception, report_inspections, shapes
from .api import operation

LIMIT_BYTES = 50 * 1024 * 1024

ns = Namespace("prints", path="/inspections", description="Records that are printed, signed in ink and scanned")


def _prepare(session, actor, inspection_id):
    """What is printed is read now; the page is set while no transaction is open."""
    inspection = inspections.get(session, actor, inspection_id)
    permissions.in_office(actor, "print_inspection", inspection.office_id)
    if request.method == "HEAD":
        return lambda: None
    office = present.Names(session, offices=[inspection.office_id]).office(inspection.office_id)["name"]
    return partial(_rendered, report_inspections.told(session, inspection, office, actor))


def _rendered(told):
    return told, report_inspections.render(told)


@ns.route("/<uuid:inspection_id>/print")
class Print(Resource):
    @operation("print_inspection", media_type="application/pdf", receive=_prepare)
    def get(self, call, inspection_id):
        """The record as PDF, to be signed in ink; its code says which record it is. The print is in the ledger."""
        if call.body is None:
            return Response(mimetype="application/pdf")
        told, content = call.body
        inspection = prints.printed(call.session, call.actor, inspection_id, told.digest)
        response = Response(content, mimetype="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{inspection.number}.pdf"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


def _receive(session, actor, inspection_id):
    inspection = inspections.get(session, actor, inspection_id)
    permissions.in_office(actor, "scan_inspection", inspection.office_id)
    return _read


def _read():
    with reception.form(LIMIT_BYTES) as (texts, file, _):
        draft = reception.draft(texts, drafts.ScanDraft, "options").options
        received = file.finish()
        evidence = examine(received, None)
        try:
            found = codes.found(received.temporary, evidence.media_type)
        except Died:
            found = []
        if found:
            reception.keep(received)
        return draft, evidence.sha256, found


@ns.route("/<uuid:inspection_id>/scans")
class Scans(Resource):
    @operation("scan_inspection", returns=shapes.InspectionRecord, uploads=drafts.ScanDraft, receive=_receive)
    def post(self, call, inspection_id):
        """Enter what was signed in ink: a picture of the print, bound to the record by its code."""
        draft, sha256, found = call.body
        inspection = prints.scanned(call.session, call.actor, inspection_id, draft, sha256, found)
        return present_signatures.record(call.session, inspection)
