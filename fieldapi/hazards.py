"""/hazards"""

from flask import Response
from flask_restx import Namespace, Resource

from inspections import db, drafts, hazard_import_drafts, hazard_ledgers, hazards, moves, recording, search, timelines

from . import hazard_sheet, imports, ledger_template, present, queries, queries_documents, shapes
from .api import operation

ns = Namespace("hazards", description="Hazards seen in the field")


@ns.route("")
class HazardList(Resource):
    @operation("list_hazards", query=queries.HazardQuery, returns=shapes.HazardList)
    def get(self, call):
        """List the hazards that you may see, newest first unless sorted otherwise."""
        asked = call.query
        rows, cursor = search.page(call.session, call.actor, asked.filters, asked.cursor, asked.limit)
        return present.page(present.hazards(call.session, call.actor, rows), cursor)

    @operation("record_hazard", body=drafts.HazardDraft, returns=shapes.Hazard, creates=True)
    def post(self, call):
        """Record a hazard and learn who is responsible. Safe to send again under the same id."""
        hazard, created = recording.record(call.session, call.actor, call.body, call.maps)
        return present.hazard(call.session, call.actor, hazard), created


@ns.route("/imports")
class LedgerImports(Resource):
    @operation(
        "import_hazards",
        returns=shapes.Import,
        creates=True,
        uploads=hazard_import_drafts.LedgerImportDraft,
        receive=imports.receive("hazards", hazard_import_drafts.LedgerImportDraft),
    )
    def post(self, call):
        """Send an earlier ledger of hazards as XLSX or CSV: a dry run follows, nothing else."""
        return imports.begin(call, "hazards")


@ns.route("/imports/template")
class LedgerTemplate(Resource):
    @operation("read_hazard_template", media_type=ledger_template.MEDIA_TYPE)
    def get(self, call):
        """An empty ledger as a spreadsheet, with the words that it understands."""
        response = Response(ledger_template.workbook(call.session), content_type=ledger_template.MEDIA_TYPE)
        response.headers["Content-Disposition"] = 'attachment; filename="hazards.xlsx"'
        return response


@ns.route("/ledger")
class Ledger(Resource):
    @operation("read_hazard_ledger", query=queries_documents.LedgerSheetQuery, media_type=ledger_template.MEDIA_TYPE)
    def get(self, call):
        """The hazards that the filters let pass as a spreadsheet (台账); who took it and for what is in the ledger."""
        asked, session = call.query, call.session
        rows = hazard_ledgers.rows(session, call.actor, asked.filters)
        office = hazard_ledgers.office(session, call.actor)
        content = hazard_sheet.render(session, rows, office.name, db.today(session).isoformat())
        hazard_ledgers.taken(session, call.actor, office, content, len(rows), asked.purpose)
        response = Response(content, content_type=ledger_template.MEDIA_TYPE)
        response.headers["Content-Disposition"] = 'attachment; filename="hazards.xlsx"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


@ns.route("/<uuid:hazard_id>")
class Hazard(Resource):
    @operation("read_hazard", returns=shapes.Hazard)
    def get(self, call, hazard_id):
        """One hazard with its responsibilities, photos and the moves that you may make."""
        return present.hazard(call.session, call.actor, hazards.get(call.session, call.actor, hazard_id))

    @operation("amend_hazard", body=drafts.HazardAmendment, returns=shapes.Hazard, current=present.hazard)
    def patch(self, call, hazard_id):
        """Change the fields that are named; a new place or kind is answered anew."""
        hazard = hazards.amend(call.session, call.actor, hazard_id, call.body, call.maps)
        return present.hazard(call.session, call.actor, hazard)


@ns.route("/<uuid:hazard_id>/moves")
class HazardMoves(Resource):
    @operation("move_hazard", body=drafts.MoveDraft, returns=shapes.Hazard, current=present.hazard)
    def post(self, call, hazard_id):
        """Confirm, refer, close or otherwise move a hazard along its life."""
        return present.hazard(call.session, call.actor, moves.move(call.session, call.actor, hazard_id, call.body))


@ns.route("/<uuid:hazard_id>/responsibilities")
class HazardResponsibilities(Resource):
    @operation("override_responsibility", body=drafts.OverrideDraft, returns=shapes.Hazard, current=present.hazard)
    def put(self, call, hazard_id):
        """Choose who answers in one role, with the reason; the candidates stay beside it."""
        hazard = hazards.override(call.session, call.actor, hazard_id, call.body, call.maps)
        return present.hazard(call.session, call.actor, hazard)


@ns.route("/<uuid:hazard_id>/timeline")
class HazardTimeline(Resource):
    @operation("read_timeline", returns=shapes.EventList)
    def get(self, call, hazard_id):
        """What happened to a hazard, oldest first, from the ledger."""
        return present.page(timelines.of_hazard(call.session, call.actor, hazard_id))
