"""/reassignments"""

from flask import Response
from flask_restx import Namespace, Resource

from inspections import difference_files, reassignments

from . import difference_sheet, present, present_reassignments, queries, shapes
from .api import operation

ns = Namespace("reassignments", description="Answering hazards anew after layers, rules or agencies changed")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@ns.route("")
class ReassignmentList(Resource):
    @operation("list_reassignments", query=queries.ReassignmentQuery, returns=shapes.ReassignmentList)
    def get(self, call):
        """Re-assignments of your office and of those below it, newest first."""
        asked = call.query
        rows, cursor = reassignments.newest(call.session, call.actor, cursor=asked.cursor, limit=asked.limit)
        return present.page(present_reassignments.reassignments(call.session, rows), cursor)

    @operation("request_reassignment", body=reassignments.ReassignmentDraft, returns=shapes.Reassignment, creates=True)
    def post(self, call):
        """Ask what would change for the hazards of an office and those below it; nothing changes yet."""
        row = reassignments.request(call.session, call.actor, call.body)
        return present_reassignments.reassignment(call.session, row), True


@ns.route("/<uuid:reassignment_id>")
class Reassignment(Resource):
    @operation("read_reassignment", returns=shapes.Reassignment)
    def get(self, call, reassignment_id):
        """How far it is, and how many hazards change from whom to whom."""
        row = reassignments.get(call.session, call.actor, reassignment_id)
        return present_reassignments.reassignment(call.session, row)


@ns.route("/<uuid:reassignment_id>/differences")
class Differences(Resource):
    @operation("list_differences", query=queries.DifferenceQuery, returns=shapes.DifferenceList)
    def get(self, call, reassignment_id):
        """Each hazard that changes, with its answer before and after; with f=xlsx the whole list as a spreadsheet."""
        row = reassignments.get(call.session, call.actor, reassignment_id)
        file = reassignments.difference(row, call.store)
        if call.query.f == "xlsx":
            said = present_reassignments.reassignment(call.session, row)
            name = f"reassignment-{row.id}.xlsx"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return Response(difference_sheet.render(said, file), headers=headers, content_type=XLSX)
        lines, cursor = difference_files.page(file, row, call.query.cursor, call.query.limit)
        return present.page(present_reassignments.differences(file, lines), cursor)


@ns.route("/<uuid:reassignment_id>/apply")
class Application(Resource):
    @operation("apply_reassignment", body=reassignments.ReassignmentAct, returns=shapes.Reassignment)
    def post(self, call, reassignment_id):
        """Let just the difference that you looked at be applied, by a job; refused once layers or rules moved on."""
        row = reassignments.release(call.session, call.actor, reassignment_id, call.body.difference)
        return present_reassignments.reassignment(call.session, row)
