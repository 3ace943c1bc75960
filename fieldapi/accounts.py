"""/accounts, /people, /deputies: administrators keep accounts, chiefs name deputies"""

from flask_restx import Namespace, Resource

from inspections import account_drafts as drafts
from inspections import accounts

from . import present, present_accounts, shapes
from .api import operation

ns = Namespace("accounts", path="/", description="Accounts, roles and deputies")


@ns.route("/accounts")
class Accounts(Resource):
    @operation("list_accounts", returns=shapes.AccountList)
    def get(self, call):
        """The accounts of your offices, with their roles, also those that ended."""
        return present.page(present_accounts.many(call.session, accounts.every(call.session, call.actor)))


@ns.route("/people")
class NewPerson(Resource):
    @operation("add_account", body=drafts.AccountDraft, returns=shapes.IssuedAccount, creates=True, secret=True)
    def post(self, call):
        """Make an account with a first role; the one-time password for the first sign-in is told this once."""
        return present_accounts.issued(call.session, *accounts.create(call.session, call.actor, call.body)), True


@ns.route("/people/<uuid:person_id>")
class Person(Resource):
    @operation("read_account", returns=shapes.Account)
    def get(self, call, person_id):
        """One account and its roles."""
        return present_accounts.one(call.session, accounts.get(call.session, call.actor, person_id))

    @operation("amend_account", body=drafts.AccountAmendment, returns=shapes.Account)
    def patch(self, call, person_id):
        """Another name or home agency; take the account out of use at once, or into use again."""
        return present_accounts.one(call.session, accounts.amend(call.session, call.actor, person_id, call.body))


@ns.route("/people/<uuid:person_id>/reset")
class Reset(Resource):
    @operation("reset_password", body=drafts.ResetDraft, returns=shapes.IssuedAccount, secret=True)
    def post(self, call, person_id):
        """A one-time password, to be replaced at the next sign-in; every session of the account ends."""
        return present_accounts.issued(call.session, *accounts.reset(call.session, call.actor, person_id, call.body))


@ns.route("/people/<uuid:person_id>/grants")
class Grants(Resource):
    @operation("grant_role", body=drafts.GrantDraft, returns=shapes.Account)
    def post(self, call, person_id):
        """Give a role for a period; what you give to yourself waits for a second administrator."""
        return present_accounts.one(call.session, accounts.grant(call.session, call.actor, person_id, call.body))


@ns.route("/people/<uuid:person_id>/grants/<uuid:grant_id>/confirm")
class ConfirmGrant(Resource):
    @operation("confirm_grant", returns=shapes.Account)
    def post(self, call, person_id, grant_id):
        """Let a role take effect that another administrator gave to himself."""
        return present_accounts.one(call.session, accounts.confirm(call.session, call.actor, person_id, grant_id))


@ns.route("/people/<uuid:person_id>/grants/<uuid:grant_id>/end")
class EndGrant(Resource):
    @operation("end_grant", body=drafts.EndDraft, returns=shapes.Account)
    def post(self, call, person_id, grant_id):
        """End a role with the next request, with a reason."""
        person = accounts.end(call.session, call.actor, person_id, grant_id, call.body.reason)
        return present_accounts.one(call.session, person)


@ns.route("/deputies")
class Deputies(Resource):
    @operation("list_deputies", returns=shapes.DeputyList)
    def get(self, call):
        """Who deputises whom in your office, and until when."""
        return present.page(present_accounts.deputies(call.session, accounts.deputies(call.session, call.actor)))

    @operation("deputise", body=drafts.DeputyDraft, returns=shapes.Deputy, creates=True)
    def post(self, call):
        """Have a colleague act in your role for a period."""
        row = accounts.deputise(call.session, call.actor, call.body)
        return present_accounts.deputies(call.session, [row])[0], True


@ns.route("/deputies/<uuid:grant_id>/end")
class EndDeputy(Resource):
    @operation("end_deputy", body=drafts.EndDraft, returns=shapes.Deputy)
    def post(self, call, grant_id):
        """Take your role back before the period is over."""
        row = accounts.end_deputy(call.session, call.actor, grant_id, call.body.reason)
        return present_accounts.deputies(call.session, [row])[0]
