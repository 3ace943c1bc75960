"""Disagreements with their assessments as dicts for the wire."""

from inspections import devices, disagreements, errors

from . import problems
from .present import Names, fields


def open_(session, hazards) -> list[dict]:
    """What is open about these hazards."""
    return many(session, disagreements.of(session, [row.id for row in hazards]))


def of_hazard(session, hazard) -> dict:
    """All about one hazard, settled or not."""
    late = disagreements.not_applied(session, hazard.id)
    names = Names(session, people=[person_id for _, _, person_id in late])
    return {
        "items": many(session, disagreements.every(session, hazard.id)),
        "not_applied": [
            {
                **fields(item, "id", "kind", "said", "made_at", "received_at"),
                "device": {"id": item.device_id, "name": device},
                "person": names.person(person_id),
                "problem": problems.of(errors.again(item.fault)),
            }
            for item, device, person_id in late
        ],
    }


def many(session, rows) -> list[dict]:
    said = disagreements.assessments(session, rows)
    everyone = [one for ones in said.values() for one in ones]
    names = Names(session, people=[row.settled_by_id for row in rows] + [one.person_id for one in everyone])
    phones = devices.names(session, [one.device_id for one in everyone])
    return [
        {
            **fields(row, "id", "hazard_id", "field", "opened_at", "settled_at", "assessment_id", "reason"),
            "settled_by": names.person(row.settled_by_id),
            "assessments": [_assessment(one, names, phones) for one in said[row.id]],
        }
        for row in rows
    ]


def _assessment(row, names, phones):
    return {
        **fields(row, "id", "base", "value", "reason", "said_at"),
        "device": row.device_id and {"id": row.device_id, "name": phones[row.device_id]},
        "person": names.person(row.person_id),
    }
