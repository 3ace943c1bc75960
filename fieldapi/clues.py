"""/clues: what citizens report without an account, what the office does with it, and what they are answered"""

from flask import current_app, request
from flask_restx import Namespace, Resource

from inspections import clue_drafts as drafts
from inspections import clue_links, clue_moves, clue_replies, clues, people, reporter_acts, timelines
from inspections.errors import Invalid, NotFound
from uploads import sniff
from uploads.evidence import examine

from . import present, present_clues, queries_clues, reception, shapes, wire
from .api import operation

ns = Namespace("clues", path="/", description="Clues of citizens and others, and their answers")

PICTURE_BYTES = sniff.LIMITS["image/jpeg"]


def issued(code) -> dict:
    """The code, and the address of its page: the fragment never reaches a server's log."""
    return {"code": code, "link": f"{request.host_url}clue#{code}"}


def counted():
    """Count a clue from this address; too many from one address or from all together are refused."""
    database, address = current_app.extensions["database"], request.remote_addr or ""
    database.write(lambda session: clues.count_filing(session, address))


def known(code):
    """Raise NotFound for a code of no clue; wrong ones are counted as wrong passwords are."""
    database, address = current_app.extensions["database"], request.remote_addr or ""
    attempt = database.write(lambda session: clues.begin_guess(session, code, address))
    try:
        with database.read() as session:
            clues.coded(session, code)
    except NotFound:
        database.write(lambda session: people.fail_attempt(session, attempt))
        raise
    database.write(lambda session: people.forget_attempt(session, attempt))


def _filing(session, actor):
    def read():
        draft = wire.body(request, drafts.ClueDraft)
        counted()
        return draft

    return read


@ns.route("/clues")
class Clues(Resource):
    @operation("list_clues", query=queries_clues.ClueQuery, returns=shapes.ClueList)
    def get(self, call):
        """List the clues that you may see, newest first; `unanswered`, or `overdue` for those answered too late."""
        said = call.query.model_dump(exclude={"overdue"})
        rows, cursor = clues.page(call.session, call.actor, late=call.query.overdue, **said)
        return present.page(present_clues.many(call.session, call.actor, rows), cursor)

    @operation(
        "file_clue", body=drafts.ClueDraft, returns=shapes.IssuedClue, creates=True, secret=True, receive=_filing
    )
    def post(self, call):
        """Send a clue without an account, by name or anonymously; the code under which it is answered is told once."""
        _, code = clues.file(call.session, call.body, call.maps, call.keys)
        return issued(code), True


@ns.route("/me/clues")
class OwnClues(Resource):
    @operation("list_own_clues", returns=shapes.OwnClueList)
    def get(self, call):
        """What became of the clues that you filed as a volunteer."""
        return present.page(present_clues.own(call.session, clues.own(call.session, call.actor)))

    @operation("file_own_clue", body=drafts.ClueDraft, returns=shapes.IssuedClue, creates=True, secret=True)
    def post(self, call):
        """File a clue as a volunteer."""
        _, code = clues.file(call.session, call.body, call.maps, call.keys, call.actor)
        return issued(code), True


@ns.route("/clues/received")
class Received(Resource):
    @operation("receive_clue", body=drafts.ReceivedClueDraft, returns=shapes.IssuedClue, creates=True, secret=True)
    def post(self, call):
        """Enter a letter, visit or call for whoever brought it; hand out the code."""
        _, code = clues.receive(call.session, call.actor, call.body, call.maps, call.keys)
        return issued(code), True


@ns.route("/clues/figures")
class Figures(Resource):
    @operation("count_clues", query=queries_clues.ClueFiguresQuery, returns=shapes.ClueFigures)
    def get(self, call):
        """How many clues came and how many were answered in time, of those received between two days."""
        return clue_replies.figures(call.session, call.actor, **call.query.model_dump())


@ns.route("/clues/<code>")
class Answer(Resource):
    @operation("read_clue_answer", returns=shapes.ClueAnswer, receive=lambda session, actor, code: known(code))
    def get(self, call, code):
        """What became of the clue of this code, in plain sentences."""
        return present_clues.answer(call.session, clues.coded(call.session, code))


def _sending(session, actor, code):
    known(code)
    return picture


def picture():
    """The one picture of this request's form, kept."""
    with reception.form(PICTURE_BYTES) as (_, file, _):
        received = file.finish()
        evidence = examine(received, None)
        if not evidence.media_type.startswith("image/"):
            raise Invalid.at("file", "picture_expected")
        reception.keep(received)
        return evidence


@ns.route("/clues/<code>/photos")
class Photos(Resource):
    @operation("add_clue_photo", returns=shapes.ClueAnswer, creates=True, uploads=drafts.NoFields, receive=_sending)
    def post(self, call, code):
        """Add a picture to the clue of this code; it is shown to nobody outside the office."""
        created = clues.add_photo(call.session, code, call.body)
        return present_clues.answer(call.session, clues.coded(call.session, code)), created


@ns.route("/clues/register/<uuid:clue_id>")
class Clue(Resource):
    @operation("read_clue", returns=shapes.Clue)
    def get(self, call, clue_id):
        """One clue with its pictures, answers, periods, and the moves you may make; not who sent it."""
        return present_clues.one(call.session, call.actor, clues.get(call.session, call.actor, clue_id))


@ns.route("/clues/register/<uuid:clue_id>/timeline")
class Timeline(Resource):
    @operation("read_clue_timeline", returns=shapes.EventList)
    def get(self, call, clue_id):
        """What happened with a clue, oldest first, from the ledger."""
        return present.page(timelines.of_clue(call.session, call.actor, clue_id))


@ns.route("/clues/register/<uuid:clue_id>/moves")
class Moves(Resource):
    @operation("move_clue", body=drafts.ClueMoveDraft, returns=shapes.Clue, current=present_clues.one)
    def post(self, call, clue_id):
        """Register, assess, take up in a case, transfer or end a clue; or say why nobody is answered."""
        clue = clue_moves.move(call.session, call.actor, clue_id, call.body)
        return present_clues.one(call.session, call.actor, clue)


@ns.route("/clues/register/<uuid:clue_id>/hazard")
class Link(Resource):
    @operation("link_clue", body=drafts.ClueLinkDraft, returns=shapes.Clue, current=present_clues.one)
    def put(self, call, clue_id):
        """Link the clue to a hazard of the office, or to a new one made from it; its pictures wait there."""
        clue = clue_links.link(call.session, call.actor, clue_id, call.body, call.maps)
        return present_clues.one(call.session, call.actor, clue)


@ns.route("/clues/register/<uuid:clue_id>/office")
class Redirect(Resource):
    @operation("redirect_clue", body=drafts.RedirectionDraft, returns=shapes.Clue)
    def put(self, call, clue_id):
        """As the superior office, move a clue that nobody registered to the right office."""
        clue = clues.redirect(call.session, call.actor, clue_id, call.body)
        return present_clues.one(call.session, call.actor, clue)


@ns.route("/clues/register/<uuid:clue_id>/replies")
class Replies(Resource):
    @operation("reply_clue", body=drafts.ClueReplyDraft, returns=shapes.Clue)
    def post(self, call, clue_id):
        """Enter what the reporter was told, by which channel, or that nobody was reached."""
        clue = clue_replies.reply(call.session, call.actor, clue_id, call.body)
        return present_clues.one(call.session, call.actor, clue)


@ns.route("/clues/register/<uuid:clue_id>/reporter")
class Reporter(Resource):
    @operation("read_reporter", returns=shapes.Reporter)
    def get(self, call, clue_id):
        """Who sent the clue; the reading is written to the ledger."""
        return reporter_acts.read(call.session, call.actor, call.keys, clue_id).model_dump()


@ns.route("/clues/register/<uuid:clue_id>/reporter/erase")
class EraseReporter(Resource):
    @operation("erase_reporter", body=drafts.ErasureDraft, returns=shapes.Clue)
    def post(self, call, clue_id):
        """Forget who sent the clue, as the law demands."""
        clue = reporter_acts.erase(call.session, call.actor, clue_id, call.body)
        return present_clues.one(call.session, call.actor, clue)
