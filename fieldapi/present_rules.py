"""Rules and their previews for the wire."""

from itertools import islice

from inspections import db, rules

from . import shapes
from .present import Names, fields
from .problems import language
from .texts import say

EXAMPLES = 50
BESIDE = {"agency", "verified_by", "recorded_by", "office", "overrides"}
PLAIN = [name for name in shapes.Rule.model_fields if name not in BESIDE]


def many(session, rows) -> list[dict]:
    """Rules with the names that they mention and the rules of upper areas that they beat."""
    names = Names(
        session,
        people=[id_ for row in rows for id_ in (row.verified_by_id, row.recorded_by_id)],
        offices=[row.office_id for row in rows],
        agencies=[row.agency_id for row in rows],
    )
    overridden = rules.overridden(rows, rules.current(session, db.today(session)))
    return [
        fields(row, *PLAIN)
        | {
            "agency": names.agency(row.agency_id),
            "verified_by": names.person(row.verified_by_id),
            "recorded_by": names.person(row.recorded_by_id),
            "office": names.office(row.office_id),
            "overrides": [fields(other, "code", "version", "area_code") for other in overridden[row.id]],
        }
        for row in rows
    ]


def one(session, actor, row) -> dict:
    return many(session, [row])[0]


def preview(found) -> dict:
    spoken = language()
    counts = sorted(found.counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1:]))
    return {
        "on": found.on,
        "asked": found.asked,
        "changed": len(found.differences),
        "shifts": [
            {"role": role, "before": _named(before), "after": _named(after), "count": count}
            for (role, before, after), count in counts
        ],
        "hazards": [
            {"id": row.hazard_id, "number": row.number, "roles": [_role(shift) for shift in row.shifts]}
            for row in islice(found.differences, EXAMPLES)
        ],
        "warnings": [_warning(rule, other, spoken) for rule, other in found.doubles],
    }


def _named(agencies):
    return [{"id": id_, "name": name} for id_, name in agencies]


def _role(shift):
    return {
        "role": shift.role,
        "before": [_candidate(row) for row in shift.before],
        "after": [_candidate(row) for row in shift.after],
    }


def _candidate(row):
    agency = row.agency and {"id": row.agency.id, "name": row.agency.name}
    return fields(row, "rule", "reason", "confidence") | {"agency": agency}


def _warning(rule, other, spoken):
    details = {"rule": rule, "other": other}
    return {"code": "same_conditions", **details, "message": say("same_conditions", spoken, details)}
