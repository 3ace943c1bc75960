"""Devices, results of items and what changed, as dicts for the wire."""

from base64 import b64encode

from inspections import changes, sync
from inspections import devices as kept

from . import present_disagreements, present_followups, problems
from .present import Names, fields, hazards, inspections


def synced(call, device, results, page) -> dict:
    session, actor = call.session, call.actor
    return {
        "results": [result(one) for one in results],
        "gaps": gaps(session, device),
        "changes": page and _changes(session, actor, call.maps, page),
    }


def result(one) -> dict:
    row = one.row
    return {
        **fields(one, "id", "seq", "status"),
        "receipt": row and row.entry_seq and {"seq": row.entry_seq, "leaf": b64encode(row.leaf).decode()},
        "problem": one.fault and problems.of(one.fault),
    }


def gaps(session, device) -> list[dict]:
    return [{"first": first, "last": last} for first, last in kept.gaps(session, device)]


def _changes(session, actor, maps, page):
    rows = page.rows["hazard"]
    return {
        "hazards": hazards(session, actor, rows),
        "inspections": inspections(session, page.rows["inspection"]),
        "follow_ups": present_followups.many(session, actor, changes.due(session, actor, rows)),
        "disagreements": present_disagreements.open_(session, rows),
        "gone": {"hazard_ids": page.gone["hazard"], "inspection_ids": page.gone["inspection"]},
        "versions": changes.versions(session, actor, maps),
        "next_cursor": page.cursor,
        "more": page.more,
    }


def devices(session, rows) -> list[dict]:
    names = Names(session, people=[id_ for row in rows for id_ in (row.person_id, row.lost_by_id)])
    return [
        {
            **fields(row, "id", "name", "last_seq", "first_seen_at", "seen_at", "lost_at", "lost_reason"),
            "person": names.person(row.person_id),
            "lost_by": names.person(row.lost_by_id),
        }
        for row in rows
    ]


def state(session, row) -> dict:
    return {
        **devices(session, [row])[0],
        "gaps": gaps(session, row),
        "unsettled": [_item(item) for item in kept.unsettled(session, row)],
        "missing_photos": [
            {"hazard_id": hazard_id, "sha256": sha256} for hazard_id, sha256 in kept.missing_photos(session, row)
        ],
    }


def _item(row):
    return {**result(sync.result_of(row)), **fields(row, "kind", "about_id", "made_at", "received_at")}
