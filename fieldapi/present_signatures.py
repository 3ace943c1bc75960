"""The record of an outing for the wire, with its signatures as they stand now."""

from inspections import records, signatures

from .present import Names, fields


def record(session, row) -> dict:
    text, digests = records.text(session, row), {remark.id: remark.digest for remark in row.remarks}
    digests[None] = records.of(text)
    parts = (*row.signatures, *row.remarks, *row.annexes)
    names = Names(session, people=[part.entered_by_id for part in parts])
    lacks = [] if row.sealed else signatures.missing(session, row)
    return {
        **fields(row, "id", "number", "version", "status", "clue_only", "plan", "tasking", "minutes"),
        "record": text,
        "digest": digests[None],
        "missing": [{"path": one.path, "code": one.code, "name": one.details.get("name")} for one in lacks],
        "signatures": [
            {
                **_entered(one, names, "participant_id", "remark_id", "way", "digest", "said", "sha256"),
                "valid": signatures.valid(one, digests[one.remark_id]),
            }
            for one in row.signatures
        ],
        "remarks": [_entered(one, names, "participant_id", "text", "digest") for one in row.remarks],
        "annexes": [_entered(one, names, "text", "reason") for one in row.annexes],
    }


def _entered(row, names, *told):
    return {**fields(row, "id", *told, "entered_at"), "entered_by": names.person(row.entered_by_id)}
