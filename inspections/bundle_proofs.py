"""The ledger's part of a bundle: its entries, each with the proof that it is under a signed checkpoint, and who else
vouches for that checkpoint or an earlier one."""

from functools import cache
from pathlib import Path

import orjson
from sqlalchemy import func, select

from . import bundles, checkpoints, proofs, timestamps, witnesses
from .models import Checkpoint, Cosignature, Entry, TimeStamp, Witness

BRINGS_PHOTOS = ("photo.added", "hazard.split")
HANDOUT = Path(__file__).parent / "handout"  # what goes along with every bundle


def files(session, prepared, exported: int, authority: bytes | None) -> dict[str, bytes]:
    """The files below ``data/ledger/``; *exported* is the entry of the export, *authority* the trusted PEM."""
    newest = checkpoints.newest(session)
    size = newest.size if newest else 0
    entries = session.scalars(select(Entry).where(Entry.seq.in_(prepared.seqs | {exported})).order_by(Entry.seq)).all()
    said = {event["seq"]: event["payload"] for events in prepared.told.timeline.values() for event in events}
    lines = [_line(session, entry, said, size) for entry in entries]
    found = {"entries.jsonl": b"".join(orjson.dumps(line) + b"\n" for line in lines)}
    if newest:
        cosigned = "".join(one.line for one in witnesses.cosignatures(session, size))
        found["checkpoint.note"] = (newest.note + cosigned).encode()
        found |= _anchors(session, entries, size)
    found["keys.json"] = _json(_keys(session))
    if authority:
        found["tsa.pem"] = authority
    return found


def _line(session, entry, said, size):
    """What lies beside an entry goes along only if all of it may leave: its digest is over the whole."""
    line = {"seq": entry.seq, "canonical": entry.canonical.decode(), "salt": None, "payload": None, "left_out": None}
    if entry.payload is None:
        line["left_out"] = "erased_by_law"
    elif _may_leave(orjson.loads(entry.payload), said.get(entry.seq)):
        line |= {"salt": entry.salt.hex(), "payload": entry.payload.decode()}
    else:
        line["left_out"] = "concerns_others"
    line["proof"] = [one.hex() for one in proofs.inclusion(session, entry.seq, size)] if entry.seq <= size else None
    return line


def _may_leave(payload, said):
    """Whether it is told whole in the timeline; custody and the export itself name nothing else."""
    return payload == (bundles.shown(payload) if said is None else said)


def _anchors(session, entries, size):
    """The earliest anchored checkpoint over each photo's entry, and the newest: each goes on to the one of *size*."""

    @cache
    def earliest(seq):
        found = [
            session.scalar(select(func.min(column)).where(column >= seq, column <= size))
            for column in (Cosignature.size, TimeStamp.checkpoint_size)
        ]
        return min(filter(None, found), default=None)

    newest = [
        session.scalar(select(func.max(column)).where(column <= size))
        for column in (Cosignature.size, TimeStamp.checkpoint_size)
    ]
    sizes = {earliest(entry.seq) for entry in entries if entry.type in BRINGS_PHOTOS} | {*newest}
    found, index = {}, []
    for anchored in sorted(filter(None, sizes)):
        row, stamps = session.get_one(Checkpoint, anchored), timestamps.of(session, anchored)
        cosigned = "".join(one.line for one in witnesses.cosignatures(session, anchored))
        hashes = [one.hex() for one in proofs.consistency(session, anchored, size)]
        carried = timestamps.renewals(session, stamps)
        index.append({"size": anchored, "consistency": hashes, "renewals": list(map(_renewal, carried))})
        found[f"anchors/{anchored}.note"] = row.note.encode()  # as it was stamped: openssl reads these bytes
        if cosigned:
            found[f"anchors/{anchored}.cosignatures"] = cosigned.encode()
        if stamps:
            found[f"anchors/{anchored}.tsr"] = stamps[0].token
        for number, renewal in enumerate(carried, 1):
            found[f"anchors/{anchored}.renewal-{number}.tsr"] = renewal.row.token
            found[f"anchors/{anchored}.renewal-{number}.root"] = renewal.root  # what openssl reads
    return found | {"anchors.json": _json(index)}


def _renewal(renewal):
    return {"index": renewal.index, "size": renewal.size, "proof": [one.hex() for one in renewal.hashes]}


def _keys(session):
    keys = [
        {"vkey": key.vkey, "since_size": key.since_size, "statement": key.statement}
        for key in checkpoints.all_keys(session)
    ]
    return {"log": keys, "witnesses": list(session.scalars(select(Witness.vkey).order_by(Witness.name)))}


def _json(value):
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)


def handout() -> dict[str, bytes]:
    """The verifier and the page on checking without it: tag files of the bag."""
    return {name: (HANDOUT / name).read_bytes() for name in ("verify.py", "说明.txt")}
