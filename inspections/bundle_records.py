"""The records of outings in a bundle: what was signed, word for word, what was drawn or scanned, and who entered it."""

from uploads import sniff
from uploads.errors import Damaged

from . import inspections, ledger
from .models import Inspection, SignatureWay

ACTS = frozenset({"inspection.printed", "inspection.signed", "inspection.remarked", "inspection.annexed"})
FOLDER = "records"
HEAD_BYTES = 64


def leaving(session, visits, hazard_ids) -> list[Inspection]:
    """Those of the outings *visits* whose record leaves: a part of what was signed would prove nothing, so it leaves
    whole; one that nobody signed leaves if it is finalised and tells of these hazards only."""
    recorded = inspections.recorded_in(session, [row.id for row in visits])
    return [row for row in visits if row.signatures or (row.sealed and _of(row, recorded) <= set(hazard_ids))]


def _of(inspection, recorded):
    named = {row.hazard_id for row in (*inspection.agenda, *inspection.findings)}
    return named | set(recorded.get(inspection.id, ()))


def timeline(session, inspection) -> list[dict]:
    """The acts by which it was printed, signed and added to, oldest first."""
    return [event for event in ledger.timeline(session, "inspection", inspection.id) if event["type"] in ACTS]


def files(store, records) -> tuple[dict, dict]:
    """The files of *records* (dicts, whose paths and states are filled in), and the digests that are known of them."""
    found, digests = {}, {}
    for record in records:
        record["path"] = f"{FOLDER}/{record['number']}.json"
        found[record["path"]] = record.pop("record").encode()
        drawn = {}
        for number, signature in enumerate(record["signatures"], 1):
            sha256 = signature["sha256"]
            if sha256 and sha256 not in drawn:
                drawn[sha256] = _stored(store, signature, f"{FOLDER}/{record['number']}-signature-{number}")
            signature["path"] = drawn.get(sha256)
            if signature["path"]:
                found[signature["path"]], digests[signature["path"]] = store.path(sha256), sha256
    return found, digests


def _stored(store, signature, stem):
    """The path of a drawing or a scan in the bundle; None when its bytes are lost."""
    try:
        store.verify(signature["sha256"])
    except Damaged:
        return None
    if signature["way"] == SignatureWay.DRAWN:
        return f"{stem}.svg"
    with store.path(signature["sha256"]).open("rb") as file:
        return stem + sniff.extension(sniff.media_type(file.read(HEAD_BYTES)))
