"""/services, /documents/{id}/services, /address-confirmations: serving documents on agencies"""

from functools import partial

from flask import Response, current_app, request, send_file
from flask_restx import Namespace, Resource

from inspections import (
    address_confirmations,
    document_acts,
    permissions,
    service_access,
    service_batches,
    service_drafts,
    service_papers,
    service_policy,
    services,
)

from . import present, present_notices, present_services, queries_services, report_services, service_sheet, shapes
from .api import operation

ns = Namespace("services", path="/", description="Service of documents: sent, received, replied to")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _listed(call, rows, cursor):
    return present.page(present_services.services(call.session, call.actor, rows), cursor)


@ns.route("/services")
class ServiceList(Resource):
    @operation("list_services", query=queries_services.ServiceQuery, returns=shapes.ServiceList)
    def get(self, call):
        """The register of services (送达台账), newest first; as a spreadsheet with `f=xlsx`, whole."""
        asked = call.query.model_dump(exclude={"f"})
        if call.query.f == "xlsx":
            narrowed = {name: value for name, value in asked.items() if name not in ("cursor", "limit")}
            content = service_sheet.render(call.session, call.actor, **narrowed)
            response = Response(content, mimetype=XLSX)
            response.headers["Content-Disposition"] = 'attachment; filename="services.xlsx"'
            return response
        return _listed(call, *services.page(call.session, call.actor, **asked))


@ns.route("/documents/<uuid:document_id>/services")
class DocumentServices(Resource):
    @operation("list_document_services", query=queries_services.DocumentServiceQuery, returns=shapes.ServiceList)
    def get(self, call, document_id):
        """The services of a document, newest first."""
        document_acts.get(call.session, call.actor, document_id)
        asked = call.query.model_dump()
        return _listed(call, *services.page(call.session, call.actor, document=document_id, **asked))

    @operation("draft_service", body=service_drafts.ServiceDraft, returns=shapes.Service, creates=True)
    def post(self, call, document_id):
        """Serve the newest approved version on an agency; the same agency again gives the same service."""
        row, created = services.draft(call.session, call.actor, document_id, call.body)
        return present_services.service(call.session, call.actor, row), created


@ns.route("/services/<uuid:service_id>")
class Service(Resource):
    @operation("read_service", returns=shapes.Service)
    def get(self, call, service_id):
        """One service with all that happened, the reply, and the moves you may make."""
        row = services.get(call.session, call.actor, service_id)
        return present_services.service(call.session, call.actor, row)


@ns.route("/services/<uuid:service_id>/moves")
class ServiceMoves(Resource):
    @operation(
        "move_service",
        body=service_drafts.ServiceMoveDraft,
        returns=shapes.Service,
        current=present_services.service,
    )
    def post(self, call, service_id):
        """Sign, send, note what came back, enter a receipt with its scan. The first receipt starts the periods."""
        row = services.move(call.session, call.actor, service_id, call.body)
        return present_services.service(call.session, call.actor, row)


@ns.route("/services/<uuid:service_id>/access")
class Access(Resource):
    @operation("issue_access", body=service_drafts.AccessDraft, returns=shapes.ServiceAccess, secret=True)
    def post(self, call, service_id):
        """A new code and link for the agency's page, told this once; earlier ones open nothing any more."""
        row, issued = service_access.issue(call.session, call.actor, service_id)
        return present_services.access(call.session, call.actor, row, issued, present_notices.public_address())


@ns.route("/services/<uuid:service_id>/papers/<string:sha256>")
class Paper(Resource):
    @operation("read_reply_paper", media_type="application/octet-stream")
    def get(self, call, service_id, sha256):
        """A paper of the service: a scanned receipt, the stamped letter, what stands behind an answer. Audited."""
        media_type = service_papers.read(call.session, call.actor, service_id, sha256)
        path = current_app.extensions["store"].path(sha256).resolve()
        response = send_file(path, mimetype=media_type, as_attachment=True, download_name=sha256[:16])
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["Cache-Control"] = "private, no-store"
        return response


def _prepare(session, actor, service_id):
    """What is certified is read now; the page is set while no transaction is open."""
    service = services.get(session, actor, service_id)
    permissions.in_office(actor, "certify_service", service.office_id)
    told = report_services.told(session, service, actor)
    return partial(_rendered, told)


def _rendered(told):
    return b"" if request.method == "HEAD" else report_services.render(told)


@ns.route("/services/<uuid:service_id>/certificate")
class Certificate(Resource):
    @operation("certify_service", media_type="application/pdf", receive=_prepare)
    def get(self, call, service_id):
        """The certificate of service (电子送达凭证): the hash of what was served, every event, the ledger's proof."""
        if request.method == "HEAD":
            return Response(mimetype="application/pdf")
        service = service_papers.certified(call.session, call.actor, service_id)
        response = Response(call.body, mimetype="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{service.number}.pdf"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


@ns.route("/services/batches")
class Batches(Resource):
    @operation("serve_many", body=service_drafts.BatchDraft, returns=shapes.ServiceBatch, creates=True)
    def post(self, call):
        """Serve many in one go, by a job: one that fails stops no other, and a repeat makes none twice."""
        row, created = service_batches.begin(call.session, call.actor, call.body)
        return present_services.batch(call.session, row), created


@ns.route("/services/batches/<uuid:batch_id>")
class Batch(Resource):
    @operation("read_service_batch", returns=shapes.ServiceBatch)
    def get(self, call, batch_id):
        """How far it is, and how each one ended."""
        return present_services.batch(call.session, service_batches.get(call.session, call.actor, batch_id))


@ns.route("/service-rules")
class ServiceRules(Resource):
    @operation("list_service_rules", returns=shapes.ServiceRules)
    def get(self, call):
        """Which kinds of documents are served electronically: what offices decided, and what counts without that."""
        return present_services.rules(call.session, service_policy.rules(call.session, call.actor))

    @operation("set_service_rule", body=service_drafts.ServiceRuleDraft, returns=shapes.ServiceRules)
    def put(self, call):
        """Say whether your office serves a kind electronically from now on."""
        service_policy.set_rule(call.session, call.actor, call.body)
        return present_services.rules(call.session, service_policy.rules(call.session, call.actor))


@ns.route("/address-confirmations")
class Confirmations(Resource):
    @operation("list_confirmations", query=queries_services.ConfirmationQuery, returns=shapes.ConfirmationList)
    def get(self, call):
        """Where agencies confirmed that documents reach them, newest first."""
        rows, cursor = address_confirmations.page(call.session, call.actor, **call.query.model_dump())
        return present.page(present_services.confirmations(call.session, rows), cursor)

    @operation("confirm_address", body=service_drafts.ConfirmationDraft, returns=shapes.Confirmation, creates=True)
    def post(self, call):
        """Enter what an agency confirmed, with the scan of the signed paper."""
        row, created = address_confirmations.add(call.session, call.actor, call.body)
        return present_services.confirmations(call.session, [row])[0], created


@ns.route("/address-confirmations/<uuid:confirmation_id>/withdraw")
class Withdrawal(Resource):
    @operation("withdraw_address", body=service_drafts.WithdrawalDraft, returns=shapes.Confirmation)
    def post(self, call, confirmation_id):
        """The agency withdrew it: from that day on nothing is served there electronically."""
        row = address_confirmations.withdraw(call.session, call.actor, confirmation_id, call.body)
        return present_services.confirmations(call.session, [row])[0]
