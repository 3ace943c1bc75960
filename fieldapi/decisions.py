"""/decision-rules: whether chiefs decide in here, or their decisions are recorded from the official system"""

from flask_restx import Namespace, Resource

from inspections import case_drafts, decisions

from . import present, present_cases, shapes
from .api import operation

ns = Namespace("decisions", path="/decision-rules", description="How decisions come about in an office")


@ns.route("")
class DecisionRules(Resource):
    @operation("list_decision_rules", returns=shapes.DecisionRuleList)
    def get(self, call):
        """The rules of your offices and those below; a kind without one may be given and recorded."""
        return present.page(present_cases.decision_rules(call.session, decisions.rules(call.session, call.actor)))

    @operation("set_decision_rule", body=case_drafts.DecisionRuleDraft, returns=shapes.DecisionRule)
    def put(self, call):
        """Say how decisions of one kind come about in your office from now on."""
        rule = decisions.set_rule(call.session, call.actor, call.body)
        return present_cases.decision_rules(call.session, [rule])[0]
