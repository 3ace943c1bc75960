"""Checkpoints and proofs as dicts for the wire, and as the texts of C2SP."""

from base64 import b64encode

from inspections import checkpoints, notes, timestamps, witnesses
from inspections.errors import NotFound

from .present import fields


def ledger(state) -> dict:
    took = state.time_to_anchor
    return {
        **fields(state, "size", "signed_size", "anchored_size", "waiting_since"),
        "waiting_s": state.waiting.total_seconds(),
        "time_to_anchor_s": took.total_seconds() if took is not None else None,
    }


def checkpoint(session, row) -> dict:
    head = notes.Head.parse(notes.Note.parse(row.note).text)
    return {
        "origin": head.origin,
        "size": head.size,
        "root": head.root.hex(),
        "at": row.at,
        "note": note(session, row),
        "cosigned": [fields(one, "witness", "at") for one in witnesses.cosignatures(session, row.size)],
        "stamped": [fields(one, "id", "at", "ends_at") for one in timestamps.of(session, row.size)],
        "keys": [fields(key, "vkey", "since_size", "at", "statement") for key in checkpoints.all_keys(session)],
    }


def note(session, row) -> str:
    """The signed note with the lines of its witnesses."""
    return row.note + "".join(one.line for one in witnesses.cosignatures(session, row.size))


def inclusion(session, proof) -> dict:
    return {"seq": proof.first, "index": proof.first - 1, "leaf": proof.leaf.hex(), **_proof(session, proof)}


def consistency(session, proof) -> dict:
    return {"first": proof.first, "first_root": proof.leaf.hex(), **_proof(session, proof)}


def _proof(session, proof):
    return {
        "size": proof.size,
        "root": proof.root.hex(),
        "hashes": [one.hex() for one in proof.hashes],
        "checkpoint": proof.checkpoint and checkpoint(session, proof.checkpoint),
    }


def tlog_proof(session, proof) -> str:
    """C2SP tlog-proof: one text with the index, the hashes and the checkpoint, to be checked without us.

    NotFound when nothing of that size was signed.
    """
    if proof.checkpoint is None:
        raise NotFound
    hashes = "".join(f"{b64encode(one).decode()}\n" for one in proof.hashes)
    return f"c2sp.org/tlog-proof@v1\nindex {proof.first - 1}\n{hashes}\n{note(session, proof.checkpoint)}"
