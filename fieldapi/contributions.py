"""/invited, /contributions: what invited assistants see and send, and what prosecutors make of it"""

from flask_restx import Namespace, Resource

from inspections import contributions
from inspections import invitation_drafts as drafts
from inspections.models import PhotoStatus
from uploads import sniff
from uploads.evidence import examine

from . import present, present_invitations, queries, reception, shapes
from .api import operation

ns = Namespace("contributions", path="/", description="Uploads of invited assistants")


class ContributionQuery(queries.Query):
    status: PhotoStatus | None = None
    cursor: queries.Cursor | None = None
    limit: queries.Limit = 50


@ns.route("/invited")
class Invited(Resource):
    @operation("read_invited", returns=shapes.Invited)
    def get(self, call):
        """The outing to which you were invited, its spots in brief, and what became of your uploads."""
        return present_invitations.invited(*contributions.mine(call.session, call.actor))


def _receive(session, actor, inspection_id):
    contributions.may_add(session, actor, inspection_id)
    return _read


def _read():
    with reception.form(max(sniff.LIMITS.values())) as (texts, file, _):
        form = reception.draft(texts, drafts.ContributionForm, "location")
        received = file.finish()
        evidence = examine(received, form.sha256)
        reception.keep(received)
        return form, evidence


@ns.route("/inspections/<uuid:inspection_id>/contributions")
class Contribution(Resource):
    @operation(
        "contribute_photo",
        returns=shapes.OwnUpload,
        creates=True,
        uploads=drafts.ContributionForm,
        receive=_receive,
    )
    def post(self, call, inspection_id):
        """Send a photo of one spot with a remark; it waits until a prosecutor confirms it."""
        photo, created = contributions.add(call.session, call.actor, inspection_id, *call.body)
        return present_invitations.own(photo), created


@ns.route("/contributions")
class Contributions(Resource):
    @operation("list_contributions", query=ContributionQuery, returns=shapes.ContributionList)
    def get(self, call):
        """What invited assistants sent for hazards of your office, newest first."""
        rows, cursor = contributions.waiting(call.session, call.actor, **call.query.model_dump())
        return present.page(present_invitations.contributions(call.session, rows), cursor)


@ns.route("/photos/<uuid:photo_id>/confirm")
class Confirm(Resource):
    @operation("confirm_photo", returns=shapes.Contribution)
    def post(self, call, photo_id):
        """Take an invited assistant's photo as evidence."""
        return present_invitations.contribution(call.session, contributions.confirm(call.session, call.actor, photo_id))


@ns.route("/photos/<uuid:photo_id>/decline")
class Decline(Resource):
    @operation("decline_photo", body=drafts.ReasonDraft, returns=shapes.Contribution)
    def post(self, call, photo_id):
        """Don't take an invited assistant's photo, with a reason that its sender sees."""
        photo = contributions.decline(call.session, call.actor, photo_id, call.body.reason)
        return present_invitations.contribution(call.session, photo)
