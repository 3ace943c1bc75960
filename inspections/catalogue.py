"""Reference data: kinds, hazard types, rules, agencies and offices as they are today, and the starter set."""

import json
from pathlib import Path

from sqlalchemy import select

from . import checklists, db, people, responsibility
from .models import (
    AgencyFunction,
    AssetKind,
    Grant,
    HazardType,
    Office,
    Person,
    PlaceKind,
    Rule,
)

STARTER = Path(__file__).parent / "reference"
#           file                     table
CODED = (
    ("agency_functions.json", AgencyFunction),
    ("asset_kinds.json", AssetKind),
    ("place_kinds.json", PlaceKind),
    ("hazard_types.json", HazardType),
)


def load_starter(session):
    """Add the bundled kinds, hazard types and rules that are not there yet; what is there stays as it is."""
    for name, model in CODED:
        known = set(session.scalars(select(model.code)))
        session.add_all(model(**row) for row in _read(name) if row["code"] not in known)
    known = set(session.scalars(select(Rule.code)))
    for row in _read("rules.json"):
        if row["code"] not in known:
            session.add(Rule(**{"agency_function": row.pop("function"), "valid_from": None, "valid_to": None} | row))
    session.flush()
    checklists.load_starter(session)
    responsibility.changed(session)


def _read(name):
    return json.loads((STARTER / name).read_text("utf-8"))


def name_of(session, model, code: str | None) -> str | None:
    """What a code of reference data is called in Chinese."""
    return code and session.get_one(model, code).name_zh


def coded(session, model):
    return session.scalars(select(model).order_by(model.code)).all()


def names(session, model, ids) -> dict:
    """The names of the people, offices or agencies with these ids, nulls left out."""
    wanted = {id_ for id_ in ids if id_ is not None}
    return dict(session.execute(select(model.id, model.name).where(model.id.in_(wanted))).all()) if wanted else {}


def offices(session):
    return session.scalars(select(Office).order_by(Office.path)).all()


def colleagues(session, actor):
    """People with an account in the actor's offices and those above, below and beside: who can take part."""
    held = [role.office_id for role in actor.held if role.office_id]
    parents = select(Office.parent_id).where(Office.id.in_(held))
    near = select(Office.id).where(Office.id.in_(held) | Office.parent_id.in_(held) | Office.parent_id.in_(parents))
    upper = select(Office.id).where(Office.id.in_(parents))
    scope = Grant.office_id.in_(near) | Grant.office_id.in_(upper)
    query = (
        select(Person, Grant)
        .join(Grant, Grant.person_id == Person.id)
        .where(scope, people.held_on(db.today(session)), Person.disabled_at.is_(None))
    )
    found = {}
    for person, grant in session.execute(query.order_by(Person.name, Grant.id)):
        found.setdefault(person, []).append(grant)
    return found
