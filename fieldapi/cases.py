"""/cases"""

from flask_restx import Namespace, Resource

from inspections import case_acts, case_drafts, case_hazards, cases, timelines

from . import present, present_cases, queries, shapes
from .api import operation

ns = Namespace("cases", description="Cases: one office against one agency over one kind of failure")


@ns.route("")
class CaseList(Resource):
    @operation("list_cases", query=queries.CaseQuery, returns=shapes.CaseList)
    def get(self, call):
        """List the cases that you may see, newest first."""
        rows, cursor = cases.page(call.session, call.actor, **call.query.model_dump())
        return present.page(present_cases.cases(call.session, call.actor, rows), cursor)

    @operation("register_case", body=case_drafts.CaseDraft, returns=shapes.Case, creates=True)
    def post(self, call):
        """Register a clue; 409 with `offers` when there is a case of the same agency and nature to take it into."""
        case, created = cases.register(call.session, call.actor, call.body)
        return present_cases.case(call.session, call.actor, case), created


@ns.route("/<uuid:case_id>")
class Case(Resource):
    @operation("read_case", returns=shapes.Case)
    def get(self, call, case_id):
        """One case with its hazards, team, grounds, items, decisions, steps, clocks, and the moves you may make."""
        return present_cases.case(call.session, call.actor, cases.get(call.session, call.actor, case_id))

    @operation("amend_case", body=case_drafts.CaseAmendment, returns=shapes.Case, current=present_cases.case)
    def patch(self, call, case_id):
        """Change the fields that are named; what the recommendation says is fixed once it is decided."""
        case = cases.amend(call.session, call.actor, case_id, call.body)
        return present_cases.case(call.session, call.actor, case)


@ns.route("/<uuid:case_id>/moves")
class CaseMoves(Resource):
    @operation("move_case", body=case_drafts.CaseMoveDraft, returns=shapes.Case, current=present_cases.case)
    def post(self, call, case_id):
        """File, investigate, recommend, serve, follow up, sue, close: with the chief's decision where one is needed."""
        case = case_acts.move(call.session, call.actor, case_id, call.body)
        return present_cases.case(call.session, call.actor, case)


@ns.route("/<uuid:case_id>/hazards")
class CaseHazards(Resource):
    @operation("add_case_hazards", body=case_drafts.CaseHazardDraft, returns=shapes.Case, current=present_cases.case)
    def post(self, call, case_id):
        """Take hazards into the case, with a reason."""
        case = case_hazards.add(call.session, call.actor, case_id, call.body)
        return present_cases.case(call.session, call.actor, case)


@ns.route("/<uuid:case_id>/hazards/<uuid:hazard_id>")
class CaseHazard(Resource):
    @operation("remove_case_hazard", query=queries.RemovalQuery, returns=shapes.Case, current=present_cases.case)
    def delete(self, call, case_id, hazard_id):
        """Take a hazard out of the case again, with a reason; that it was in stays on record."""
        asked = call.query
        case = case_hazards.remove(call.session, call.actor, case_id, hazard_id, asked.reason, asked.version)
        return present_cases.case(call.session, call.actor, case)


@ns.route("/<uuid:case_id>/timeline")
class CaseTimeline(Resource):
    @operation("read_case_timeline", returns=shapes.EventList)
    def get(self, call, case_id):
        """What happened in a case, oldest first, from the ledger."""
        return present.page(timelines.of_case(call.session, call.actor, case_id))
