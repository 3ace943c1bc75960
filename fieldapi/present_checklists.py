"""Checklists and answers for the wire."""

from inspections import checklists
from inspections.models import Checklist

from .present import Names, fields

ITEM = {"unit": None, "choices": None, "limit": None, "asset_kinds": None}
LIMIT = {"min": None, "max": None, "value": None, "source": ""}


def checklist(row, items=None) -> dict:
    shown = [_item(item) for item in (row.items if items is None else items)]
    return {**fields(row, "hazard_type", "version", "shots", "stops"), "items": shown}


def _item(item):
    limit = item.get("limit")
    return ITEM | item | {"limit": limit and LIMIT | limit}


def of_hazard(session, hazard) -> dict:
    newest, rows = checklists.get(session, hazard.type), checklists.answers(session, hazard.id)
    names = Names(session, people=[row.answered_by_id for row in rows])
    return {
        "checklist": checklist(newest, checklists.asked(newest, hazard.asset_kind)),
        "missing_shots": checklists.missing_shots(newest, hazard),
        "answers": [_answer(session, row, names) for row in rows],
    }


def _answer(session, row, names):
    by = session.get_one(Checklist, row.checklist_id)
    return {
        **fields(row, "id", "inspection_id", "answers", "answered_at"),
        "judged": [one | {"limit": LIMIT | one["limit"]} for one in row.judged],
        "hazard_type": by.hazard_type,
        "checklist_version": by.version,
        "answered_by": names.person(row.answered_by_id),
    }
