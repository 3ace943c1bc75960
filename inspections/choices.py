"""Whom a person may choose for a role: a body that is there today, of a kind and an area that fit the role.

Anybody may own a thing. Whoever has to see to it that the owner acts is an authority over the place (domain §4: a
company or a unit is no respondent), and only a government answers for a territory.
"""

from geo import area_codes
from geo.agencies import in_force
from geo.answers import Role

from . import db, designations
from .errors import FieldError, Invalid
from .models import Agency
from .models.offices import AgencyKind

#                  kinds that fit                                       said of others
KINDS = {
    Role.OWNER: (frozenset(AgencyKind), ""),
    Role.REGULATOR: (frozenset({AgencyKind.AGENCY, AgencyKind.GOVERNMENT}), "not_an_authority"),
    Role.TERRITORIAL: (frozenset({AgencyKind.GOVERNMENT}), "not_a_territorial_government"),
}


def check(session, areas, hazard, role: Role, agency_id):
    """Raise Invalid with all that speaks against choosing the agency for *hazard*; *areas* is the present map."""
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise Invalid.at("agency_id", "unknown_agency")
    wrong = [*not_in_force(session, agency), *_of_another_kind(agency, role)]
    if role is not Role.OWNER:
        wrong += _elsewhere(session, areas, hazard, agency)
    if wrong:
        raise Invalid(*wrong)


def not_in_force(session, agency, path="agency_id"):
    """A successor is named, never chosen silently: a person decides for whom the reason holds."""
    today = db.today(session)
    if in_force(agency.valid_from, agency.valid_to, today):
        return
    if agency.valid_from and today < agency.valid_from:
        yield FieldError(path, "agency_not_begun", {"first": agency.valid_from})
        return
    successor = agency
    while successor and not in_force(successor.valid_from, successor.valid_to, today):
        successor = successor.successor_id and session.get(Agency, successor.successor_id)
    if successor:
        details = {"name": agency.name, "last": agency.valid_to, "successor": successor.name}
        yield FieldError(path, "agency_succeeded_by", details)
    else:
        yield FieldError(path, "agency_ended", {"last": agency.valid_to})


def _of_another_kind(agency, role):
    kinds, code = KINDS[role]
    if agency.kind not in kinds:
        yield FieldError("agency_id", code, {"name": agency.name})


def _elsewhere(session, areas, hazard, agency):
    """It governs a place that the hazard's disc touches; where only the county is known, its towns fit too."""
    codes = designations.touched(session, areas, hazard)
    own = area_codes.significant(agency.area_code)
    if not any(area_codes.covers(own, code) or area_codes.covers(code, own) for code in codes):
        yield FieldError("agency_id", "governs_elsewhere", {"name": agency.name, "area": "、".join(codes)})
