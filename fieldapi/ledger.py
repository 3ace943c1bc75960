"""/ledger: what the ledger signs, and proofs that anybody can check"""

from http import HTTPStatus

from flask import Response, current_app, request
from flask_restx import Namespace, Resource

from inspections import anchors, checkpoints, keys, notes, timestamps, witnesses
from inspections.witnesses import Verdict

from . import present_ledger, queries, shapes, wire
from .api import operation
from .outside.witnesses import SIZE_TYPE

ns = Namespace("ledger", description="Checkpoints of the ledger and proofs against them")

TEXT = "text/plain; charset=utf-8"
TOKEN = "application/timestamp-reply"
MOST_BYTES = 100_000  # of a checkpoint with its proof and cosignatures
STATUS = {
    Verdict.COSIGNED: HTTPStatus.OK,
    Verdict.UNKNOWN_LOG: HTTPStatus.NOT_FOUND,
    Verdict.NOT_SIGNED: HTTPStatus.FORBIDDEN,
    Verdict.OTHER_SIZE: HTTPStatus.CONFLICT,
    Verdict.FORKED: HTTPStatus.CONFLICT,
    Verdict.NO_PROOF: HTTPStatus.UNPROCESSABLE_ENTITY,
}


@ns.route("")
class Ledger(Resource):
    @operation("read_ledger", returns=shapes.Ledger)
    def get(self, call):
        """How many entries there are, how many are signed and anchored, and how long anchoring takes."""
        return present_ledger.ledger(anchors.state(call.session))


@ns.route("/timestamps/<uuid:timestamp_id>")
class TimeStamp(Resource):
    @operation("read_time_stamp", media_type=TOKEN)
    def get(self, call, timestamp_id):
        """The answer of the time-stamp authority as it came, for `openssl ts -verify`."""
        return Response(timestamps.get(call.session, timestamp_id).token, content_type=TOKEN)


@ns.route("/checkpoint")
class Checkpoint(Resource):
    @operation("read_checkpoint", query=queries.CheckpointQuery, returns=shapes.Checkpoint)
    def get(self, call):
        """The newest signed tree head, or the one of a size; with f=note as the signed note alone."""
        row = checkpoints.get(call.session, call.query.size)
        if call.query.f == "note":
            return Response(present_ledger.note(call.session, row), content_type=TEXT)
        return present_ledger.checkpoint(call.session, row)


@ns.route("/proof")
class Proof(Resource):
    @operation("read_proof", query=queries.ProofQuery, returns=shapes.Inclusion)
    def get(self, call):
        """That the ledger holds an entry (RFC 6962 §2.1.1); with f=tlog-proof as one text that is checked offline."""
        asked = call.query
        proof = checkpoints.prove(call.session, asked.seq, asked.size)
        if asked.f == "tlog-proof":
            return Response(present_ledger.tlog_proof(call.session, proof), content_type=TEXT)
        return present_ledger.inclusion(call.session, proof)


@ns.route("/consistency")
class Consistency(Resource):
    @operation("read_consistency", query=queries.ConsistencyQuery, returns=shapes.Consistency)
    def get(self, call):
        """That the ledger of a later size begins with that of an earlier one (RFC 6962 §2.1.2)."""
        asked = call.query
        return present_ledger.consistency(call.session, checkpoints.prove_growth(call.session, asked.first, asked.size))


def _submission(session, actor):
    return _read


def _read():
    try:
        return witnesses.Submission.parse(wire.text(request, MOST_BYTES))
    except notes.BadNote as error:
        raise wire.Unreadable("not_a_checkpoint", reason=str(error)) from None


@ns.route("/witness/add-checkpoint")
class WitnessedCheckpoint(Resource):
    @operation("cosign_checkpoint", takes="text/plain", media_type="text/plain", receive=_submission)
    def post(self, call):
        """Cosign the checkpoint of a log that we watch, if it goes on from the last one (C2SP tlog-witness)."""
        folder = keys.Folder(current_app.extensions["settings"].keys)
        verdict, text = witnesses.look(call.session, folder, call.body)
        type_ = SIZE_TYPE if verdict is Verdict.OTHER_SIZE else TEXT
        return Response(text or f"{verdict}\n", STATUS[verdict], content_type=type_)
