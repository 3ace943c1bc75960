"""/ledger: what the ledger signs, and proofs that anybody can check"""

from flask import Response
from flask_restx import Namespace, Resource

from inspections import checkpoints

from . import present_ledger, queries, shapes
from .api import operation

ns = Namespace("ledger", description="Checkpoints of the ledger and proofs against them")

TEXT = "text/plain; charset=utf-8"


@ns.route("/checkpoint")
class Checkpoint(Resource):
    @operation("read_checkpoint", query=queries.CheckpointQuery, returns=shapes.Checkpoint)
    def get(self, call):
        """The newest signed tree head, or the one of a size; with f=note as the signed note alone."""
        row = checkpoints.get(call.session, call.query.size)
        if call.query.f == "note":
            return Response(row.note, content_type=TEXT)
        return present_ledger.checkpoint(call.session, row)


@ns.route("/proof")
class Proof(Resource):
    @operation("read_proof", query=queries.ProofQuery, returns=shapes.Inclusion)
    def get(self, call):
        """That the ledger holds an entry (RFC 6962 §2.1.1); with f=tlog-proof as one text that is checked offline."""
        asked = call.query
        proof = checkpoints.prove(call.session, asked.seq, asked.size)
        if asked.f == "tlog-proof":
            return Response(present_ledger.tlog_proof(proof), content_type=TEXT)
        return present_ledger.inclusion(call.session, proof)


@ns.route("/consistency")
class Consistency(Resource):
    @operation("read_consistency", query=queries.ConsistencyQuery, returns=shapes.Consistency)
    def get(self, call):
        """That the ledger of a later size begins with that of an earlier one (RFC 6962 §2.1.2)."""
        asked = call.query
        return present_ledger.consistency(call.session, checkpoints.prove_growth(call.session, asked.first, asked.size))
