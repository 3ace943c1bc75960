"""Ledgers of hazards (台账) that leave: which hazards, and that they were taken."""

import hashlib

from . import ledger, people, permissions, search
from .errors import Invalid

MOST = 5000


def rows(session, actor, filters) -> list:
    """The hazards that the actor sees and the filters let pass, in their order. Raises Invalid for too many."""
    query, said = search.ordered(session, actor, filters)
    found = list(session.scalars(query, said | {"limit": MOST + 1}))
    if len(found) > MOST:
        raise Invalid.at("status", "too_many_hazards", of="bad_parameter", limit=MOST)
    return found


def office(session, actor):
    """The office in whose name the actor takes a ledger along."""
    return people.home_office(session, actor, permissions.PERMISSIONS["read_hazard_ledger"].roles)


def taken(session, actor, office_, content: bytes, count: int, purpose: str):
    """Enter who took how many hazards along, and for what."""
    payload = {"purpose": purpose, "hazards": count, "sha256": hashlib.sha256(content).hexdigest()}
    ledger.append(session, actor, "hazards.exported", [("office", office_.id)], payload, office_id=office_.id)
