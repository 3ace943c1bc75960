"""/documents, /document-versions, and the documents of cases, inspections, hazards and clues"""

from flask import Response, request, send_file
from flask_restx import Namespace, Resource

from inspections import document_acts, document_drafts, document_kinds, document_snapshots
from inspections.models import DocumentVersion, SubjectKind

from . import present, present_documents, queries_documents, shapes, typesetting, wire
from .api import operation

PDF = typesetting.MEDIA["pdf"]

ns = Namespace("documents", path="/", description="Documents: drafted from a record, approved, frozen")


@ns.route("/document-kinds")
class DocumentKinds(Resource):
    @operation("list_document_kinds", returns=shapes.DocumentKindList)
    def get(self, call):
        """What documents there are: from what they are drafted, of what parts, and who approves them."""
        return present.page([present_documents.kind(one) for one in document_kinds.every().values()])


def _listed(call, **narrowed):
    asked = call.query.model_dump() | narrowed
    rows, cursor = document_acts.page(call.session, call.actor, **asked)
    return present.page(present_documents.documents(call.session, call.actor, rows), cursor)


@ns.route("/documents")
class DocumentList(Resource):
    @operation("list_documents", query=queries_documents.DocumentQuery, returns=shapes.DocumentList)
    def get(self, call):
        """The documents that you may see, newest first; `subject` narrows to those of one record."""
        return _listed(call)


def _draft(call, subject_kind, id_):
    document, created = document_acts.draft(call.session, call.actor, subject_kind, id_, call.body)
    return present_documents.document(call.session, call.actor, document), created


@ns.route("/cases/<uuid:case_id>/documents")
class CaseDocuments(Resource):
    @operation("list_case_documents", query=queries_documents.CaseDocumentQuery, returns=shapes.DocumentList)
    def get(self, call, case_id):
        """The documents of a case, newest first."""
        document_acts.subject(call.session, call.actor, SubjectKind.CASE, case_id)
        return _listed(call, subject=case_id)

    @operation("draft_case_document", body=document_drafts.DocumentDraft, returns=shapes.Document, creates=True)
    def post(self, call, case_id):
        """Draft a document from the case: each part filled from the record, with the address that it came from."""
        return _draft(call, SubjectKind.CASE, case_id)


@ns.route("/inspections/<uuid:inspection_id>/documents")
class InspectionDocuments(Resource):
    @operation("draft_inspection_document", body=document_drafts.DocumentDraft, returns=shapes.Document, creates=True)
    def post(self, call, inspection_id):
        """Draft a document from an inspection: its record, that of a follow-up, or a sheet of its photographs."""
        return _draft(call, SubjectKind.INSPECTION, inspection_id)


@ns.route("/hazards/<uuid:hazard_id>/documents")
class HazardDocuments(Resource):
    @operation("draft_hazard_document", body=document_drafts.DocumentDraft, returns=shapes.Document, creates=True)
    def post(self, call, hazard_id):
        """Draft a document from a hazard."""
        return _draft(call, SubjectKind.HAZARD, hazard_id)


@ns.route("/clues/register/<uuid:clue_id>/documents")
class ClueDocuments(Resource):
    @operation("draft_clue_document", body=document_drafts.DocumentDraft, returns=shapes.Document, creates=True)
    def post(self, call, clue_id):
        """Draft a document from a clue: an answer, or a notice that it is transferred. It names no reporter."""
        return _draft(call, SubjectKind.CLUE, clue_id)


@ns.route("/documents/<uuid:document_id>")
class Document(Resource):
    @operation("read_document", query=queries_documents.FileQuery, returns=shapes.Document)
    def get(self, call, document_id):
        """One document with its parts, what is missing, its versions; or as it would look as `f=pdf` or `f=docx`."""
        document = document_acts.get(call.session, call.actor, document_id)
        if call.query.f == "json":
            return present_documents.document(call.session, call.actor, document)
        document_acts.check_reader(call.actor, document)
        snapshot = document_snapshots.taken(call.session, call.actor, document, frozen=False)
        return _file(typesetting.file(snapshot, call.query.f), document.id, call.query.f)

    @operation(
        "amend_document",
        body=document_drafts.DocumentAmendment,
        returns=shapes.Document,
        current=present_documents.document,
    )
    def patch(self, call, document_id):
        """Change parts; an approved document becomes the draft of its next version."""
        document = document_acts.amend(call.session, call.actor, document_id, call.body)
        return present_documents.document(call.session, call.actor, document)


def _file(content, name, form):
    """A PDF may be read where it arrives; whatever else is taken to a program of its own."""
    response = Response(content, content_type=typesetting.MEDIA[form])
    disposition = "inline" if form == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}.{form}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@ns.route("/documents/<uuid:document_id>/moves")
class DocumentMoves(Resource):
    @operation(
        "move_document",
        body=document_drafts.DocumentMoveDraft,
        returns=shapes.Document,
        current=present_documents.document,
    )
    def post(self, call, document_id):
        """Submit it for review, send it back, or discard it."""
        document = document_acts.move(call.session, call.actor, document_id, call.body)
        return present_documents.document(call.session, call.actor, document)


def _freeze(session, actor, document_id):
    """What is approved is read now; the files are made and kept while no transaction is open."""
    document = document_acts.to_read_for_approval(session, actor, document_id)
    snapshot = document_snapshots.taken(session, actor, document, frozen=True)

    def read():
        said = wire.body(request, document_drafts.ApprovalDraft)
        return said, typesetting.frozen(snapshot) if said.version == snapshot.version else None

    return read


@ns.route("/documents/<uuid:document_id>/approval")
class Approval(Resource):
    @operation(
        "approve_document",
        body=document_drafts.ApprovalDraft,
        returns=shapes.Document,
        receive=_freeze,
        current=present_documents.document,
    )
    def post(self, call, document_id):
        """Approve it as it is at that version: PDF and Word file are frozen with their SHA-256."""
        said, frozen = call.body
        document = document_acts.approve(call.session, call.actor, document_id, said, frozen)
        return present_documents.document(call.session, call.actor, document)


@ns.route("/document-versions/<uuid:version_id>")
class Version(Resource):
    @operation("read_document_version", query=queries_documents.VersionQuery, media_type=PDF)
    def get(self, call, version_id):
        """A frozen version as it was approved: `f=pdf`, `f=docx`, or `f=snapshot` for what it was made of."""
        row = document_acts.version(call.session, call.actor, version_id)
        form = call.query.f
        return _file(row.snapshot, row.id, "json") if form == "snapshot" else _kept(call, row, form)


def _kept(call, row: DocumentVersion, form):
    sha256 = {"pdf": row.pdf_sha256, "docx": row.docx_sha256}[form]
    path = call.store.path(sha256).resolve()
    named = f"{row.id}.{form}"
    response = send_file(path, mimetype=typesetting.MEDIA[form], as_attachment=form != "pdf", download_name=named)
    response.headers["Cache-Control"] = "private, no-store"
    return response
