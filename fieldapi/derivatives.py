"""/photos/{id}/derivatives, /photos/{id}/redactions, /derivatives/{id}: copies drawn from photographs"""

from flask import current_app, request, send_file
from flask_restx import Namespace, Resource

from inspections import derivatives
from inspections.errors import InspectionError
from inspections.models import DerivativeKind
from uploads import derivatives as drawing
from uploads.errors import NotDrawn

from . import present, present_derivatives, previews, shapes, wire
from .api import operation

ns = Namespace(
    "derivatives", path="/", description="Redacted, stamped, paired and marked copies of photos, without metadata"
)


def _drawn(action, shape):
    """May the caller have it drawn, and what is it? Then it is drawn, before the transaction opens."""

    def receive(session, actor, photo_id):
        derivatives.may_derive(session, actor, action, photo_id)
        return lambda: _draw(actor, action, photo_id, wire.body(request, shape))

    return receive


def _draw(actor, action, photo_id, said):
    draft = said
    if isinstance(said, derivatives.RedactionDraft):
        draft = derivatives.DerivativeDraft(
            kind=DerivativeKind.REDACTED, boxes=said.boxes, picture_width=said.picture_width
        )
    with current_app.extensions["database"].read() as session:
        plan = derivatives.plan(session, actor, action, photo_id, draft)
    with previews.AT_ONCE:
        try:
            return draft, plan, drawing.draw(current_app.extensions["store"], *plan.parts)
        except NotDrawn as error:
            raise derivatives.undrawn(error) from None


def _keep(call, action, photo_id):
    try:
        row, created = derivatives.keep(call.session, call.actor, action, photo_id, *call.body)
    except InspectionError:
        derivatives.discard(call.session, call.store, call.body[-1])
        raise
    return present_derivatives.derivative(call.session, row), created


@ns.route("/photos/<uuid:photo_id>/derivatives")
class PhotoDerivatives(Resource):
    @operation("list_derivatives", returns=shapes.DerivativeList)
    def get(self, call, photo_id):
        """The copies drawn from a photo; outside the case team only those that are cleared."""
        rows = derivatives.of(call.session, call.actor, photo_id)
        return present.page(present_derivatives.derivatives(call.session, rows))

    @operation(
        "derive_photo",
        body=derivatives.DerivativeDraft,
        returns=shapes.Derivative,
        creates=True,
        receive=_drawn("derive_photo", derivatives.DerivativeDraft),
    )
    def post(self, call, photo_id):
        """Draw a copy: redacted, stamped with time, place, number and office, before beside after, or marked."""
        return _keep(call, "derive_photo", photo_id)


@ns.route("/photos/<uuid:photo_id>/redactions")
class Redactions(Resource):
    @operation(
        "redact_photo",
        body=derivatives.RedactionDraft,
        returns=shapes.Derivative,
        creates=True,
        receive=_drawn("redact_photo", derivatives.RedactionDraft),
    )
    def post(self, call, photo_id):
        """Draw a redacted copy: what the boxes cover is black, the original stays as it is."""
        return _keep(call, "redact_photo", photo_id)


@ns.route("/derivatives/<uuid:derivative_id>")
class Derivative(Resource):
    @operation("read_derivative", returns=shapes.Derivative)
    def get(self, call, derivative_id):
        """What was drawn, from which photos, how, and by whom."""
        row = derivatives.get(call.session, call.actor, derivative_id)
        return present_derivatives.derivative(call.session, row)


@ns.route("/derivatives/<uuid:derivative_id>/file")
class DerivativeFile(Resource):
    @operation("read_derivative_file", media_type="image/jpeg")
    def get(self, call, derivative_id):
        """The copy itself: a JPEG that holds nothing but pixels."""
        row = derivatives.file(call.session, call.actor, derivative_id)
        response = send_file(
            call.store.path(row.sha256).resolve(),
            mimetype=row.media_type,
            download_name=f"{row.kind}-{row.sha256[:16]}.jpg",
            etag=row.sha256,
        )
        response.headers["Cache-Control"] = "private, no-cache"
        return response
