"""/inspections, with their participants, findings and finalising"""

from flask_restx import Namespace, Resource

from inspections import findings, inspections
from inspections import inspection_drafts as drafts

from . import present, queries, shapes
from .api import operation

ns = Namespace("inspections", description="Outings: patrols, joint inspections, follow-up visits")


def _current(session, actor, row):
    return present.inspection(session, row)


@ns.route("")
class InspectionList(Resource):
    @operation("list_inspections", query=queries.InspectionQuery, returns=shapes.InspectionList)
    def get(self, call):
        """List outings, newest first."""
        asked = call.query
        rows, cursor = inspections.newest(call.session, call.actor, **asked.model_dump())
        return present.page(present.inspections(call.session, rows), cursor)

    @operation("open_inspection", body=drafts.InspectionDraft, returns=shapes.Inspection, creates=True)
    def post(self, call):
        """Open an outing, or plan one for a later day. Safe to send again under the same id."""
        inspection, created = inspections.open_(call.session, call.actor, call.body)
        return present.inspection(call.session, inspection), created


@ns.route("/<uuid:inspection_id>")
class Inspection(Resource):
    @operation("read_inspection", returns=shapes.Inspection)
    def get(self, call, inspection_id):
        """One outing: who took part, what was to be visited, what was found."""
        return present.inspection(call.session, inspections.get(call.session, call.actor, inspection_id))

    @operation("amend_inspection", body=drafts.InspectionAmendment, returns=shapes.Inspection, current=_current)
    def patch(self, call, inspection_id):
        """Change the plan, begin a planned outing, or abort one with a reason."""
        return present.inspection(call.session, inspections.amend(call.session, call.actor, inspection_id, call.body))


@ns.route("/<uuid:inspection_id>/participants")
class Participants(Resource):
    @operation("add_participant", body=drafts.ParticipantDraft, returns=shapes.Inspection)
    def post(self, call, inspection_id):
        """Add someone of one of our offices, somebody who was invited, or a guest of another body."""
        inspection = inspections.add_participant(call.session, call.actor, inspection_id, call.body)
        return present.inspection(call.session, inspection)


@ns.route("/<uuid:inspection_id>/findings")
class Findings(Resource):
    @operation("record_finding", body=drafts.FindingDraft, returns=shapes.Finding, creates=True)
    def post(self, call, inspection_id):
        """Record a verdict on a known hazard; a later one on the same hazard supersedes it."""
        finding, created = findings.record(call.session, call.actor, inspection_id, call.body)
        return present.finding(call.session, finding), created


@ns.route("/<uuid:inspection_id>/finalise")
class Finalise(Resource):
    @operation("finalise_inspection", body=drafts.FinaliseDraft, returns=shapes.Inspection, current=_current)
    def post(self, call, inspection_id):
        """Close the outing for good and let each verdict take effect."""
        inspection = findings.finalise(call.session, call.actor, inspection_id, call.body, call.maps)
        return present.inspection(call.session, inspection)
