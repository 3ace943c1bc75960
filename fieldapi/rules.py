"""/rules"""

from flask import Response
from flask_restx import Namespace, Resource

from inspections import db, rule_drafts, rule_imports, rule_previews, rules

from . import imports, present, present_rules, queries, shapes
from .api import operation

ns = Namespace("rules", description="Which rules say who is responsible")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _workbook(content, day):
    response = Response(content, content_type=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"rules-{day}.xlsx")
    return response


@ns.route("")
class RuleList(Resource):
    @operation("list_rules", query=queries.RuleQuery, returns=shapes.RuleList)
    def get(self, call):
        """Rules in force on a day (today if left out) or later, with legal basis, source, and whether verified.

        ``f=xlsx`` gives the spreadsheet that can be filled in and imported: of each rule the latest version.
        """
        day = call.query.on or db.today(call.session)
        found = rules.current(call.session, day)
        if call.query.f == "xlsx":
            return _workbook(rule_imports.export(call.session, [row.code for row in found]), day)
        return present.page(present_rules.many(call.session, found))

    @operation("add_rule", body=rule_drafts.RuleDraft, returns=shapes.Rule, creates=True)
    def post(self, call):
        """Begin a rule for an area of your office. Safe to send again."""
        rule, created = rules.add(call.session, call.actor, call.body)
        return present_rules.one(call.session, call.actor, rule), created


@ns.route("/imports")
class RuleImports(Resource):
    @operation(
        "import_rules",
        returns=shapes.Import,
        creates=True,
        uploads=rule_imports.RuleImportDraft,
        receive=imports.receive("rules", rule_imports.RuleImportDraft),
    )
    def post(self, call):
        """Send the spreadsheet of rules back: a dry run says what would be added, changed and ended."""
        return imports.begin(call, "rules")


@ns.route("/preview")
class RulePreview(Resource):
    @operation("preview_rules", body=rule_drafts.RulesPreview, returns=shapes.RulePreview)
    def post(self, call):
        """What would change for the open hazards that you see, without writing anything."""
        found = rule_previews.preview(call.session, call.actor, call.maps, call.body)
        return present_rules.preview(found)


@ns.route("/<string:code>")
class Rule(Resource):
    @operation("list_rule_versions", returns=shapes.RuleList)
    def get(self, call, code):
        """Every version of a rule, the latest first."""
        return present.page(present_rules.many(call.session, rules.versions(call.session, code)))

    @operation("amend_rule", body=rule_drafts.RuleAmendment, returns=shapes.Rule, current=present_rules.one)
    def patch(self, call, code):
        """Begin the next version of a rule; the present one ends the day before and stays readable."""
        rule = rules.amend(call.session, call.actor, code, call.body)
        return present_rules.one(call.session, call.actor, rule)


@ns.route("/<string:code>/end")
class RuleEnd(Resource):
    @operation("end_rule", body=rule_drafts.RuleEnd, returns=shapes.Rule, current=present_rules.one)
    def post(self, call, code):
        """Let a rule end with its last day."""
        rule = rules.end(call.session, call.actor, code, call.body)
        return present_rules.one(call.session, call.actor, rule)
