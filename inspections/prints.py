"""Records on paper: printed with a code that says which record it is, signed in ink, scanned and bound by the code."""

from uuid import UUID

from . import inspections, ledger, records, signatures
from .errors import Conflict, FieldError, Invalid
from .inspection_moves import DONE
from .models import SignatureWay

PREFIX = "lanjian"


def code(inspection_id, digest: str) -> str:
    """What the code on a print says."""
    return f"{PREFIX}:{inspection_id}:{digest}"


def printed(session, actor, inspection_id, digest):
    """Note that the record was printed as it was at *digest*."""
    statuses = signatures.SIGNING | DONE
    inspection = inspections.to_write(session, actor, "print_inspection", inspection_id, statuses=statuses)
    said = {"office_id": inspection.office_id, "version": inspection.version}
    ledger.append(session, actor, "inspection.printed", [("inspection", inspection.id)], {"digest": digest}, **said)
    return inspection


def scanned(session, actor, inspection_id, draft, sha256, texts):
    """Enter signatures in ink, for those named, from a scan on which the codes *texts* were read."""
    inspection = inspections.to_write(session, actor, "scan_inspection", inspection_id, statuses=signatures.SIGNING)
    digest = _digest(texts, inspection.id)
    now = records.digest(session, inspection)
    if digest != now:
        raise Conflict("record_changed", extra={"digest": now})
    people = {row.id: row for row in inspection.participants}
    wrong = [index for index, id_ in enumerate(draft.participant_ids) if id_ not in people]
    if wrong:
        raise Invalid(*(FieldError(f"options.participant_ids.{index}", "unknown_participant") for index in wrong))
    for id_ in dict.fromkeys(draft.participant_ids):
        signatures.add(session, actor, inspection, people[id_], SignatureWay.INK, digest, sha256=sha256)
    return inspection


def _digest(texts, inspection_id: UUID) -> str:
    """The digest that the code on the scan names. Raises Invalid without a code, or with that of another record."""
    ours = [text.split(":") for text in texts if text.startswith(f"{PREFIX}:") and text.count(":") == 2]
    if not ours:
        raise Invalid.at("file", "no_code_on_scan")
    if any(said[1] != str(inspection_id) for said in ours) or len({said[2] for said in ours}) > 1:
        raise Invalid.at("file", "scan_of_other_record")
    return ours[0][2]
