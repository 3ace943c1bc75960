"""/cards: the files of a camera, a recorder or a drone, put into spots"""

from flask import current_app, send_file
from flask_restx import Namespace, Resource

from inspections import card_acts, card_drafts, cards
from inspections.models import PreviewState
from uploads import sniff

from . import present, present_cards, previews, problems, queries, shapes
from .api import operation

ns = Namespace("cards", description="Cards of cameras, recorders and drones: spots are proposed, people decide")


def _whole(session, actor, row):
    return present_cards.card(session, actor, row, problems.language())


@ns.route("")
class Cards(Resource):
    @operation("list_cards", query=queries.CardQuery, returns=shapes.CardList)
    def get(self, call):
        """Cards of your office, newest first, without their spots."""
        rows, cursor = cards.newest(call.session, call.actor, cursor=call.query.cursor, limit=call.query.limit)
        return present.page(present_cards.items(call.session, rows), cursor)

    @operation("open_card", body=card_drafts.CardDraft, returns=shapes.Card, creates=True)
    def post(self, call):
        """Gather files that you uploaded before into a card; spots are proposed by claimed time and place."""
        row, created = cards.open_(call.session, call.actor, call.body)
        return _whole(call.session, call.actor, row), created


@ns.route("/unsorted")
class Unsorted(Resource):
    @operation("list_unsorted_photos", query=queries.CardQuery, returns=shapes.UnsortedList)
    def get(self, call):
        """Files of your office's open cards that are evidence of nothing yet, in the order of their arrival."""
        rows, cursor = cards.unsorted(call.session, call.actor, cursor=call.query.cursor, limit=call.query.limit)
        return present.page(present_cards.unsorted(rows), cursor)


@ns.route("/<uuid:card_id>")
class Card(Resource):
    @operation("read_card", returns=shapes.Card)
    def get(self, call, card_id):
        """The spots with their files, what is near them, what is decided, and what was not taken and why."""
        return _whole(call.session, call.actor, cards.get(call.session, call.actor, card_id))


@ns.route("/<uuid:card_id>/acts")
class Acts(Resource):
    @operation("arrange_card", body=card_drafts.CardAct, returns=shapes.Card, current=_whole)
    def post(self, call, card_id):
        """Split, merge, move, assign, record or leave: what is said of a spot holds once it is applied."""
        return _whole(call.session, call.actor, card_acts.act(call.session, call.actor, card_id, call.body))


@ns.route("/<uuid:card_id>/apply")
class Application(Resource):
    @operation("apply_card", body=card_drafts.CardVersion, returns=shapes.Card, current=_whole)
    def post(self, call, card_id):
        """Record the hazards and attach the photos of all spots that are decided, in one go."""
        row = card_acts.apply(call.session, call.actor, card_id, call.body.version, call.maps)
        return _whole(call.session, call.actor, row)


@ns.route("/<uuid:card_id>/discard")
class Discarding(Resource):
    @operation("discard_card", body=card_drafts.CardVersion, returns=shapes.Card, current=_whole)
    def post(self, call, card_id):
        """Let go of a card taken by mistake; what became evidence stays."""
        row = card_acts.discard(call.session, call.actor, card_id, call.body.version)
        return _whole(call.session, call.actor, row)


@ns.route("/<uuid:card_id>/files/<uuid:file_id>/preview")
class Preview(Resource):
    @operation("read_card_preview", query=queries.PreviewQuery, media_type="image/jpeg")
    def get(self, call, card_id, file_id):
        """The oriented copy without metadata, for whoever sorts; made now if nobody made it yet."""
        found = cards.waiting(call.session, call.actor, card_id, file_id)
        if not sniff.is_decodable(found.media_type):
            return previews.none("not_an_image")
        size = int(call.query.size)
        path = call.store.derived(found.sha256, size)
        if path is None:
            database = current_app.extensions["database"]
            made = previews.make_now(database, call.store, found.sha256, found.media_type)
            if made is None:
                return previews.not_ready()
            if made.state != PreviewState.READY:
                return previews.none(made.reason)
            path = call.store.derived(found.sha256, size)
        response = send_file(path.resolve(), mimetype="image/jpeg")
        response.headers["Cache-Control"] = "private, no-cache"
        return response
