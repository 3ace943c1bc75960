"""Who works on a case, who may not because of a home agency, and who therefore reads the originals (DESIGN §7)."""

from sqlalchemy import select

from . import db, people
from .errors import FieldError, Invalid, NotAllowed
from .models import CaseHazard, CasePerson, Choice, Hazard, KeptAnswer, Person
from .permissions import CHIEFS

BLOCKING = frozenset({"respondent", "regulator"})


def conflicts(session, person, case) -> list[str]:
    """Why *person* should keep away from *case*: ``respondent`` and ``regulator`` block, ``candidate`` warns.

    The person's agencies are the home agency and those whose liaison the person is today.
    """
    own = {person.home_agency_id, *people.actor(session, person).agencies} - {None}
    if not own:
        return []
    inside = [row.hazard_id for row in case.hazards if row.removed_at is None]
    chosen = select(Hazard.id).where(Hazard.id.in_(inside), Hazard.regulator_id.in_(own))
    found = {
        "respondent": case.respondent_id in own,
        "regulator": bool(inside) and session.scalar(chosen.limit(1)) is not None,
        "candidate": bool(inside) and named(session, inside, own),
    }
    return [code for code, holds in found.items() if holds]


def named(session, hazard_ids, agencies):
    """Whether one of the agencies is a candidate for one of the hazards, or was chosen there."""
    answers = select(KeptAnswer).where(
        KeptAnswer.digest.in_(select(Hazard.answer_digest).where(Hazard.id.in_(hazard_ids)))
    )
    if any(one.agency_id in agencies for answer in session.scalars(answers) for one in answer.candidates):
        return True
    chosen = (Choice.hazard_id.in_(hazard_ids), Choice.agency_id.in_(agencies), Choice.superseded_at.is_(None))
    return session.scalar(select(Choice.id).where(*chosen).limit(1)) is not None


def check(session, case, path):
    """Raise Invalid at *path* when the case as it is now would keep somebody on its team away."""
    team = [session.get_one(Person, row.person_id) for row in case.people if row.until is None]
    names = [person.name for person in team if BLOCKING.intersection(conflicts(session, person, case))]
    if names:
        raise Invalid.at(path, "team_in_conflict", names="、".join(names))


def change(session, case, lead_id, member_ids):
    """Let the team be just these people, errors first: a list of what speaks against it, empty when it is done."""
    wanted = {id_: False for id_ in member_ids} | ({lead_id: True} if lead_id else {})
    wrong = [
        FieldError("lead_id" if is_lead else f"member_ids.{member_ids.index(id_)}", code)
        for id_, is_lead in wanted.items()
        if (code := _unfit(session, case, id_))
    ]
    if not wrong:
        _replace(session, case, wanted)
    return wrong


def _unfit(session, case, person_id):
    person = session.get(Person, person_id)
    usable = person is not None and person.disabled_at is None
    if not usable or not people.actor(session, person).roles_in(case.office_id):
        return "not_of_the_office"
    return "in_conflict" if BLOCKING.intersection(conflicts(session, person, case)) else None


def _replace(session, case, wanted):
    now = db.now(session)
    for row in case.people:
        if row.until is None and wanted.get(row.person_id) is not row.is_lead:
            row.until = now
    there = {row.person_id for row in case.people if row.until is None}
    case.people += [
        CasePerson(person_id=id_, is_lead=is_lead, since=now) for id_, is_lead in wanted.items() if id_ not in there
    ]


def check_reader(session, actor, hazard):
    """Raise NotAllowed unless *actor* may read originals of *hazard*: in a case only its team and the chief may."""
    cases = select(CaseHazard.case_id).where(CaseHazard.hazard_id == hazard.id, CaseHazard.removed_at.is_(None))
    if actor.roles_in(hazard.office_id) & CHIEFS or session.scalar(cases.limit(1)) is None:
        return
    mine = (CasePerson.person_id == actor.person_id, CasePerson.until.is_(None))
    if session.scalar(select(CasePerson.id).where(CasePerson.case_id.in_(cases), *mine).limit(1)) is None:
        raise NotAllowed("not_on_case_team")
