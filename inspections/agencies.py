"""Agencies change by succession: one row ends, another takes over, and old records keep the old name."""

from datetime import timedelta

from sqlalchemy import or_, select

from . import db, ledger, permissions, responsibility
from .errors import Conflict, FieldError, Invalid, NotFound
from .models import Agency, AgencyFunction

SAID = ("name", "kind", "area_code", "functions", "parent_id", "valid_from")


def every(session):
    return session.scalars(select(Agency).order_by(Agency.area_code, Agency.name, Agency.valid_from)).all()


def add(session, actor, draft) -> tuple[Agency, bool]:
    """Begin an agency: ``(agency, True)``; the same again under the same id is harmless."""
    known = draft.id and session.get(Agency, draft.id)
    if known:
        if any(getattr(known, name) != getattr(draft, name) for name in SAID):
            raise Conflict("id_taken")
        return known, False
    values = {name: getattr(draft, name) for name in SAID}
    office_id = permissions.office_over(actor, "add_agency", draft.area_code)
    agency = _begin(session, draft.id or db.new_id(), values)
    _record(session, actor, "agency.added", [agency], values, office_id)
    return agency, True


def amend(session, actor, agency_id, draft) -> Agency:
    """The same agency under a new name, with new functions or a new parent: a row that succeeds the present one."""
    agency = _standing(session, agency_id)
    office_id = permissions.office_over(actor, "amend_agency", agency.area_code)
    begins = draft.valid_from or db.today(session)
    _check_begin(agency, begins)
    values = {name: getattr(agency, name) for name in SAID} | draft.changes | {"valid_from": begins}
    successor = _begin(session, db.new_id(), values, besides=agency)
    _hand_over(session, agency, successor, begins)
    said = {**draft.changes, "valid_from": begins, "reason": draft.reason}
    _record(session, actor, "agency.amended", [agency, successor], said, office_id)
    return successor


def succeed(session, actor, agency_id, draft) -> Agency:
    """Merge an agency into another from a day on, or let a new one take its place. Returns the successor."""
    agency = _standing(session, agency_id)
    office_id = permissions.office_over(actor, "succeed_agency", agency.area_code)
    _check_begin(agency, draft.valid_from)
    successor = _successor(session, actor, agency, draft)
    _hand_over(session, agency, successor, draft.valid_from)
    said = {"successor_id": successor.id, "valid_from": draft.valid_from, "reason": draft.reason}
    _record(session, actor, "agency.succeeded", [agency, successor], said, office_id)
    return successor


def _standing(session, agency_id) -> Agency:
    """The agency, held for a write; nobody succeeds it yet."""
    agency = session.get(Agency, agency_id, with_for_update=True)
    if agency is None:
        raise NotFound
    if agency.successor_id:
        raise Conflict("agency_succeeded", extra={"successor_id": agency.successor_id}, name=agency.name)
    return agency


def _check_begin(agency, begins):
    if agency.valid_from and begins <= agency.valid_from:
        raise Invalid.at("valid_from", "before_present_version", first=agency.valid_from)


def _successor(session, actor, agency, draft):
    if draft.successor_id:
        found = session.get(Agency, draft.successor_id, with_for_update=True)  # it may be ending at this moment
        if found is None:
            raise Invalid.at("successor_id", "unknown_agency")
        _check_successor(session, agency, found, draft.valid_from)
        return found
    new = draft.successor
    permissions.office_over(actor, "succeed_agency", new.area_code)
    if new.id and session.get(Agency, new.id):
        raise Conflict("id_taken")
    values = {name: getattr(new, name) for name in SAID} | {"valid_from": draft.valid_from}
    return _begin(session, new.id or db.new_id(), values, besides=agency, at="successor.")


def _check_successor(session, agency, successor, begins):
    """It must be there when it takes over, and succession never comes back to where it began."""
    begun, ended = successor.valid_from, successor.valid_to
    if (begun and begun > begins) or (ended and ended < begins):
        raise Invalid.at("successor_id", "successor_not_in_force", day=begins)
    follows = successor
    while follows is not None:
        if follows.id == agency.id:
            raise Invalid.at("successor_id", "succeeds_itself")
        follows = follows.successor_id and session.get(Agency, follows.successor_id)


def _begin(session, id_, values, *, besides=None, at=""):
    """Add the row of an agency. Raises Invalid with every wrong field."""
    wrong = [
        FieldError(f"{at}functions.{place}", "unknown_code", {"value": code, "list": "/api/v1/kinds"})
        for place, code in enumerate(values["functions"])
        if session.get(AgencyFunction, code) is None
    ]
    if values["parent_id"] and session.get(Agency, values["parent_id"]) is None:
        wrong.append(FieldError(f"{at}parent_id", "unknown_agency"))
    if _namesake(session, values, besides):
        wrong.append(FieldError(f"{at}name", "agency_exists"))
    if wrong:
        raise Invalid(*wrong)
    agency = Agency(id=id_, key=str(id_), **values)
    session.add(agency)
    session.flush()
    return agency


def _namesake(session, values, besides):
    """Whether an agency of that name in that area is still there when this one begins."""
    same = Agency.name == values["name"], Agency.area_code == values["area_code"]
    lasting = Agency.valid_to.is_(None)
    if values["valid_from"]:
        lasting = or_(lasting, Agency.valid_to >= values["valid_from"])
    query = select(Agency.id).where(*same, lasting, Agency.id != (besides.id if besides else None))
    return session.scalar(query.limit(1)) is not None


def _hand_over(session, agency, successor, begins):
    last_day = begins - timedelta(days=1)
    agency.successor_id = successor.id
    agency.valid_to = min(agency.valid_to or last_day, last_day)
    session.flush()


def _record(session, actor, type_, agencies, said, office_id):
    responsibility.changed(session)
    ledger.append(session, actor, type_, [("agency", row.id) for row in agencies], said, office_id=office_id)
