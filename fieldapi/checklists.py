"""/checklists, /hazards/{id}/checklist: what to ask at a hazard, as XLSForm too, and what was answered"""

from flask import Response
from flask_restx import Namespace, Resource

from inspections import catalogue, checklist_drafts, checklists, hazards, permissions, xlsforms
from inspections.errors import FieldError, Invalid
from inspections.models import HazardType
from uploads.sandbox import Died

from . import present, present_checklists, queries, reception, shapes
from .api import operation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ns = Namespace("checklists", path="/", description="What to ask, measure and photograph at each kind of hazard")


@ns.route("/checklists")
class Checklists(Resource):
    @operation("list_checklists", returns=shapes.ChecklistList)
    def get(self, call):
        """The newest version of each checklist."""
        return present.page([present_checklists.checklist(row) for row in checklists.current(call.session)])


@ns.route("/checklists/<string:hazard_type>")
class Checklist(Resource):
    @operation("read_checklist", query=queries.ChecklistQuery, returns=shapes.Checklist)
    def get(self, call, hazard_type):
        """One version, by default the newest: as JSON, or as an XLSForm workbook (``f=xlsx``)."""
        found = checklists.get(call.session, hazard_type, call.query.version)
        if call.query.f == "json":
            return present_checklists.checklist(found)
        response = Response(
            xlsforms.write(found, catalogue.name_of(call.session, HazardType, hazard_type)), mimetype=XLSX
        )
        response.headers.set("Content-Disposition", "attachment", filename=f"{hazard_type}-v{found.version}.xlsx")
        return response


def _receive(session, actor, hazard_type):
    """May the caller import, and is there such a checklist? Only then is the workbook read."""
    permissions.gate(actor, "import_checklist")
    checklists.get(session, hazard_type)
    return _read


def _read():
    with reception.form(xlsforms.LARGEST) as (texts, file, _):
        draft = reception.draft(texts, checklist_drafts.ChecklistImport, "options")
        try:
            said = xlsforms.parse(str(file.finish().temporary))
        except Died:
            raise Invalid.at("file", "not_an_xlsform") from None
    faults = said.pop("faults")
    if faults:
        raise Invalid(*(FieldError(path, code) for path, code in faults))
    if not said["items"]:
        raise Invalid.at("file", "not_an_xlsform")
    return draft.options, said


@ns.route("/checklists/<string:hazard_type>/versions")
class Versions(Resource):
    @operation(
        "import_checklist",
        returns=shapes.ChecklistReport,
        uploads=checklist_drafts.ChecklistImport,
        receive=_receive,
    )
    def post(self, call, hazard_type):
        """Send an XLSForm workbook: a dry run says what it changes; applied, it is the next version."""
        options, said = call.body
        return checklists.add_version(call.session, call.actor, hazard_type, said, dry_run=options.dry_run)


@ns.route("/hazards/<uuid:hazard_id>/checklist")
class HazardChecklist(Resource):
    @operation("read_hazard_checklist", returns=shapes.HazardChecklist)
    def get(self, call, hazard_id):
        """What to ask at this hazard, what was answered, and which photos are still to be taken."""
        return present_checklists.of_hazard(call.session, hazards.get(call.session, call.actor, hazard_id))

    @operation("answer_checklist", body=checklist_drafts.AnswerDraft, returns=shapes.HazardChecklist, creates=True)
    def post(self, call, hazard_id):
        """Answer by one version of the checklist; measured values are judged against its limits."""
        hazard, created = checklists.answer(call.session, call.actor, hazard_id, call.body)
        return present_checklists.of_hazard(call.session, hazard), created
