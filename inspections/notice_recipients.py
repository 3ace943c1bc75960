"""Whom the policy means: each word of the table, for many matters at once, and who may see what it is about."""

from collections import defaultdict

from sqlalchemy import select

from . import db, people, visibility
from .models import (
    Case,
    CaseHazard,
    CasePerson,
    Clue,
    Follower,
    Grant,
    Hazard,
    Inspection,
    Participant,
    Person,
    Role,
    Service,
)
from .permissions import CHIEFS, PROSECUTORS

AT_A_TIME = 1000  # ids in one question
IN_OFFICE = {"prosecutors": PROSECUTORS, "heads": frozenset({Role.DEPARTMENT_HEAD}), "chiefs": CHIEFS}


def of(session, matters) -> dict:
    """By matter: the ids of the people that the policy names, without whoever did it and closed accounts."""
    found = {"followers": _followers(session, _ids(matters, "hazard"))}
    found["team"] = _team(session, _ids(matters, "hazard", "case", "service"))
    found["team"].update(_on_clues(session, _ids(matters, "clue")))
    found["sender"] = _senders(session, _ids(matters, "service"))
    found["participants"] = _participants(session, _ids(matters, "inspection"))
    staff, in_use = _staff(session), set(session.scalars(select(Person.id).where(Person.disabled_at.is_(None))))
    told = {}
    for matter in matters:
        named = set()
        for word in matter.recipients:
            named |= staff[word, matter.office_id] if word in IN_OFFICE else found[word][matter.about_id]
        told[matter] = named & in_use - {matter.by}
    return told


def _ids(matters, *kinds):
    return sorted({matter.about_id for matter in matters if matter.about_kind in kinds})


def _gathered(session, query, column, ids):
    """Pairs of the *query*, where *column* is one of the *ids*, as sets by the first of each."""
    found = defaultdict(set)
    for begin in range(0, len(ids), AT_A_TIME):
        for key, person_id in session.execute(query.where(column.in_(ids[begin : begin + AT_A_TIME]))):
            found[key].add(person_id)
    return found


def _followers(session, ids):
    return _gathered(session, select(Follower.hazard_id, Follower.person_id), Follower.hazard_id, ids)


def _team(session, ids):
    """The team of the case, or of the cases that the hazard is in."""
    at_work = select(CasePerson.case_id, CasePerson.person_id).where(CasePerson.until.is_(None))
    found = _gathered(session, at_work, CasePerson.case_id, ids)
    inside = select(CaseHazard.hazard_id, CasePerson.person_id).join(
        CasePerson, CasePerson.case_id == CaseHazard.case_id
    )
    inside = inside.where(CaseHazard.removed_at.is_(None), CasePerson.until.is_(None))
    found.update(_gathered(session, inside, CaseHazard.hazard_id, ids))
    served = select(Service.id, CasePerson.person_id).join(CasePerson, CasePerson.case_id == Service.case_id)
    found.update(_gathered(session, served.where(CasePerson.until.is_(None)), Service.id, ids))
    return found


def _on_clues(session, ids):
    """Who handles the clue, and the leader who takes it."""
    handled = (Clue.handler_id, Clue.sponsor_id)
    columns = [select(Clue.id, column).where(column.is_not(None)) for column in handled]
    found = [_gathered(session, query, Clue.id, ids) for query in columns]
    return {id_: found[0][id_] | found[1][id_] for id_ in ids}


def _senders(session, ids):
    sent = select(Service.id, Service.dispatched_by_id).where(Service.dispatched_by_id.is_not(None))
    return _gathered(session, sent, Service.id, ids)


def _participants(session, ids):
    query = select(Participant.inspection_id, Participant.person_id).where(Participant.person_id.is_not(None))
    return _gathered(session, query, Participant.inspection_id, ids)


def _staff(session):
    held = people.held_on(db.today(session))
    found = defaultdict(set)
    query = select(Grant.office_id, Grant.role, Grant.person_id).where(held, Grant.office_id.is_not(None))
    for office_id, role, person_id in session.execute(query):
        for word, roles in IN_OFFICE.items():
            if role in roles:
                found[word, office_id].add(person_id)
    return found


def numbers(session, actor, kind: str, ids) -> dict:
    """By id: the numbers of those records of the *kind* that *actor* sees now."""
    query, model = {
        "hazard": lambda: (visibility.hazards(session, actor), Hazard),
        "case": lambda: (visibility.cases(session, actor), Case),
        "inspection": lambda: (visibility.inspections(session, actor), Inspection),
        "clue": lambda: (visibility.clues(actor), Clue),
        "service": lambda: (visibility.services(actor), Service),
    }[kind]()
    found, ids = {}, sorted(set(ids))
    for begin in range(0, len(ids), AT_A_TIME):
        some = query.where(model.id.in_(ids[begin : begin + AT_A_TIME])).with_only_columns(model.id, model.number)
        found |= dict(session.execute(some).all())
    return found
