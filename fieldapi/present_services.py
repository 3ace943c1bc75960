"""Services, confirmations and replies as dicts for the wire, and what is written to an agency about a service."""

import io

import segno

from inspections import replies, service_moves, service_papers, service_policy

from . import problems
from .present import Names, fields
from .texts import say

PLAIN = (
    *("id", "number", "version", "state", "way", "recipient", "case_id", "confirmation_id", "round", "dispatched_on"),
    *("sent_on", "effective_on", "effective_basis", "receipts_disagree", "locked_until", "drafted_at"),
)
EVENT = (
    *("id", "kind", "round", "way", "at", "on", "basis", "number", "signer", "post", "phone", "note", "sha256"),
    "officers",
)
CONFIRMED = (
    *("id", "credit_code", "recipient_unit", "contact_name", "contact_phone", "email", "document_kinds"),
    *("consented_on", "valid_from", "valid_to", "signatory", "sha256", "withdrawn_on", "withdrawn_reason"),
    "created_at",
)
BOTH = ("zh", "en")


def services(session, actor, rows) -> list[dict]:
    names = Names(
        session,
        people=[id_ for row in rows for id_ in _people(row)],
        offices=[row.office_id for row in rows],
        agencies=[row.agency_id for row in rows],
    )
    told = service_papers.documents(session, rows)
    submitted = {row.service_id: row for row in replies.submitted(session, rows)}
    return [
        {
            **fields(row, *PLAIN),
            "ways": service_policy.ways(session, row.office_id, told[row.id]["kind"]),
            "office": names.office(row.office_id),
            "agency": names.agency(row.agency_id),
            "document": told[row.id],
            "hazard_ids": [one["hazard_id"] for one in row.shown],
            "dispatched_by": names.person(row.dispatched_by_id),
            "has_access": row.code_hash is not None,
            "drafted_by": names.person(row.drafted_by_id),
            "events": [fields(one, *EVENT) | {"recorded_by": names.person(one.recorded_by_id)} for one in row.events],
            "reply": _reply(submitted.get(row.id)),
            "moves": service_moves.moves_for(row, actor),
        }
        for row in rows
    ]


def service(session, actor, row) -> dict:
    return services(session, actor, [row])[0]


def _people(row):
    yield from (row.dispatched_by_id, row.drafted_by_id)
    yield from (event.recorded_by_id for event in row.events)


def served(session, row) -> dict:
    """What the agency is told of a service: which document, by which office, on whom."""
    names = Names(session, offices=[row.office_id], agencies=[row.agency_id])
    return {
        "document": service_papers.documents(session, [row])[row.id],
        "office": names.office(row.office_id),
        "agency": names.agency(row.agency_id),
    }


def _paper(sha256, media_type):
    return sha256 and {"sha256": sha256, "media_type": media_type}


def _reply(row):
    return row and {
        **fields(row, "submitted_at", "late", "name", "post", "phone", "note", "digest"),
        "letter": _paper(row.letter_sha256, row.letter_media_type),
        "items": [
            fields(one, "hazard_id", "answer", "done_on", "note", "photo_ids")
            | {"paper": _paper(one.paper_sha256, one.paper_media_type)}
            for one in row.items
        ],
    }


def access(session, actor, row, issued, base) -> dict:
    """The code and the link of a service, told this once, with what is written to the agency."""
    link, drawn = f"{base}s#{issued.link}", io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", scale=6, xmldecl=False)
    code = issued.code[:5] + "-" + issued.code[5:]
    return {
        "service": service(session, actor, row),
        "code": code,
        "link": link,
        "qr_svg": drawn.getvalue().decode(),
        "text": {language: "\n\n".join(letter(session, row, base, language)) for language in BOTH},
        "code_text": {
            language: say("service_code", language, {"number": row.number, "code": code}) for language in BOTH
        },
    }


def letter(session, row, base, language) -> tuple[str, str]:
    """Subject and text of what tells an agency where its document lies. The code is not in it."""
    told = served(session, row)
    said = {
        "office": told["office"]["name"],
        "agency": told["agency"]["name"],
        "title": told["document"]["title"],
        "number": told["document"]["number"] or row.number,
        "service": row.number,
        "address": f"{base}s",
    }
    return say("service_subject", language, said), say("service_body", language, said)


def rules(session, rows) -> dict:
    names = Names(session, people=[row.set_by_id for row in rows], offices=[row.office_id for row in rows])
    return {
        "items": [
            fields(row, "kind", "electronic", "set_at")
            | {"office": names.office(row.office_id), "set_by": names.person(row.set_by_id)}
            for row in rows
        ],
        "next_cursor": None,
        "bundled": {kind: row.electronic for kind, row in service_policy.KINDS.items()},
    }


def confirmations(session, rows) -> list[dict]:
    names = Names(
        session,
        people=[row.created_by_id for row in rows],
        offices=[row.office_id for row in rows],
        agencies=[row.agency_id for row in rows],
    )
    return [
        {
            **fields(row, *CONFIRMED),
            "office": names.office(row.office_id),
            "agency": names.agency(row.agency_id),
            "created_by": names.person(row.created_by_id),
        }
        for row in rows
    ]


def batch(session, row) -> dict:
    names = Names(session, people=[row.created_by_id], offices=[row.office_id])
    return {
        **fields(row, "id", "created_at", "finished_at"),
        "office": names.office(row.office_id),
        "created_by": names.person(row.created_by_id),
        "total": len(row.items),
        "done": sum(item.done_at is not None for item in row.items),
        "failed": sum(item.problem is not None for item in row.items),
        "items": [
            fields(item, "said", "done_at", "service_id") | {"problem": _problem(item.problem)} for item in row.items
        ],
    }


def _problem(said):
    return said and {"code": said["code"], "message": say(said["code"], problems.language(), said["details"])}
