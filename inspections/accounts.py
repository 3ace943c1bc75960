"""Accounts, kept by administrators who see no case: who there is, which roles for how long, and new passwords."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from geo import area_codes

from . import conflicts, db, ledger, people, second_factors, visibility
from .errors import Conflict, Invalid, NotAllowed, NotFound
from .models import Agency, Grant, Person, Photo, Role, Token
from .permissions import CHIEFS, STAFF

ADMIN = frozenset({Role.ADMIN})
ONE_TIME_LIFE = timedelta(hours=24)
DEPUTISED = timedelta(days=90)


def every(session, actor) -> list[Person]:
    """The accounts that the actor keeps, by name."""
    people_ = session.scalars(select(Person).order_by(Person.username)).all()
    offices = _offices(session, actor)
    return [person for person in people_ if _is_kept(session, actor, offices, person)]


def _offices(session, actor):
    return frozenset(session.scalars(visibility.whole_offices(actor, ADMIN)))


def _is_kept(session, actor, offices, person):
    """Whether every role of the account, also those that ended, lies in the administrator's offices and their area."""
    return all(
        row.office_id in offices if row.office_id else _covers(session, actor, row.agency_id) for row in person.grants
    )


def _covers(session, actor, agency_id):
    agency = session.get(Agency, agency_id)
    areas = [held.area_code for held in actor.held if held.role is Role.ADMIN and held.area_code]
    return agency is not None and any(area_codes.covers(area, agency.area_code) for area in areas)


def get(session, actor, person_id, *, lock=False) -> Person:
    """An account that the actor keeps."""
    query = select(Person).where(Person.id == person_id)
    person = session.scalar(query.with_for_update() if lock else query)
    if person is None or not _is_kept(session, actor, _offices(session, actor), person):
        raise NotFound
    return person


def create(session, actor, draft) -> tuple[Person, str]:
    """A new account with its first role, and the one-time password for the first sign-in."""
    username = people.fold(draft.username)
    if session.scalar(select(Person.id).where(Person.username == username)) is not None:
        raise Invalid.at("username", "username_taken")
    _known_agency(session, draft.home_agency_id)
    person = Person(id=db.new_id(), username=username, name=draft.name, home_agency_id=draft.home_agency_id)
    password = _one_time(session, person)
    person.grants.append(_grant(session, actor, person, draft.grant, "grant."))
    session.add(person)
    session.flush()
    said = draft.grant.model_dump(mode="json", exclude_none=True)
    ledger.append(session, actor, "person.created", [("person", person.id)], {"grant": said})
    return person, password


def _known_agency(session, agency_id):
    if agency_id is not None and session.get(Agency, agency_id) is None:
        raise Invalid.at("home_agency_id", "unknown_agency")


def _one_time(session, person):
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    people.set_password(person, password)
    person.password_expires_at = db.now(session) + ONE_TIME_LIFE
    return password


def amend(session, actor, person_id, draft) -> Person:
    """Another name or home agency; or take the account out of use at once, or into use again."""
    person = get(session, actor, person_id, lock=True)
    said = draft.model_fields_set
    if draft.disabled and person.id == actor.person_id:
        raise Conflict("own_account")
    if draft.name:
        person.name = draft.name
    if draft.disabled is not None:
        person.disabled_at = db.now(session) if draft.disabled else None
        session.execute(delete(Token).where(Token.person_id == person.id))
    if "home_agency_id" in said:
        _known_agency(session, draft.home_agency_id)
        person.home_agency_id = draft.home_agency_id
    session.flush()
    if "home_agency_id" in said:
        sent = select(Photo.hazard_id).where(Photo.uploaded_by_id == person.id)
        conflicts.review(session, actor, list(session.scalars(sent)))
    payload = draft.model_dump(mode="json", exclude={"name"}, exclude_unset=True)
    ledger.append(session, actor, "person.amended", [("person", person.id)], payload)
    return person


def reset(session, actor, person_id, draft) -> tuple[Person, str]:
    """A one-time password that has to be replaced at the next sign-in; every session ends."""
    person = get(session, actor, person_id, lock=True)
    if person.id == actor.person_id:
        raise Conflict("own_account")
    password = _one_time(session, person)
    if draft.second_factor:
        second_factors.take_away(session, person)
    session.execute(delete(Token).where(Token.person_id == person.id))
    session.flush()
    ledger.append(session, actor, "person.password_reset", [("person", person.id)], draft.model_dump(mode="json"))
    return person, password


def grant(session, actor, person_id, draft) -> Person:
    """Give a role for a period. What an administrator gives to himself waits for a second one."""
    person = get(session, actor, person_id, lock=True)
    row = _grant(session, actor, person, draft)
    person.grants.append(row)
    session.flush()
    said = draft.model_dump(mode="json", exclude_none=True) | {"pending": row.is_pending}
    ledger.append(session, actor, "person.granted", [("person", person.id), ("grant", row.id)], said)
    return person


def _grant(session, actor, person, draft, path=""):
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        raise Invalid.at(f"{path}valid_to", "empty_period", first=draft.valid_from.isoformat())
    if draft.office_id and draft.office_id not in _offices(session, actor):
        raise Invalid.at(f"{path}office_id", "office_not_yours")
    if draft.agency_id and not _covers(session, actor, draft.agency_id):
        raise Invalid.at(f"{path}agency_id", "unknown_agency")
    return Grant(
        id=db.new_id(),
        granted_by_id=actor.person_id,
        is_pending=person.id == actor.person_id,
        **draft.model_dump(),
    )


def confirm(session, actor, person_id, grant_id) -> Person:
    """A second administrator lets a role take effect that the first gave to himself."""
    person, row = _granted(session, actor, person_id, grant_id)
    if row.is_pending:
        if actor.person_id in (person.id, row.granted_by_id):
            raise NotAllowed("second_admin_needed")
        row.is_pending = False
        session.flush()
        ledger.append(session, actor, "person.grant_confirmed", [("person", person.id), ("grant", row.id)])
    return person


def end(session, actor, person_id, grant_id, reason) -> Person:
    """End a role with the next request; the row stays and says until when it was held."""
    person, row = _granted(session, actor, person_id, grant_id)
    _end(session, row)
    said = {"reason": reason, "role": row.role}
    ledger.append(session, actor, "person.grant_ended", [("person", person.id), ("grant", row.id)], said)
    return person


def _granted(session, actor, person_id, grant_id):
    person = get(session, actor, person_id, lock=True)
    row = next((row for row in person.grants if row.id == grant_id), None)
    if row is None:
        raise NotFound
    return person, row


def _end(session, row):
    row.valid_to = db.today(session) - timedelta(days=1)
    session.flush()


def deputise(session, actor, draft) -> Grant:
    """A chief has a colleague of the same office act in the chief's role for a period; a deputy can't pass it on."""
    own = session.scalars(
        select(Grant).where(
            Grant.person_id == actor.person_id,
            Grant.role.in_(CHIEFS),
            Grant.deputises_id.is_(None),
            people.held_on(db.today(session)),
        )
    ).first()
    if own is None:
        raise NotAllowed("deputy_may_not_deputise")
    first = draft.valid_from or db.today(session)
    if not db.today(session) <= draft.valid_to or not first <= draft.valid_to <= first + DEPUTISED:
        raise Invalid.at("valid_to", "period_too_long", days=DEPUTISED.days)
    person = session.get(Person, draft.person_id)
    usable = person and not person.disabled_at and person.id != actor.person_id
    if not usable or not people.actor(session, person).roles_in(own.office_id) & STAFF:
        raise Invalid.at("person_id", "not_of_the_office")
    row = Grant(
        id=db.new_id(),
        role=own.role,
        office_id=own.office_id,
        valid_from=first,
        valid_to=draft.valid_to,
        deputises_id=actor.person_id,
        granted_by_id=actor.person_id,
    )
    person.grants.append(row)
    session.flush()
    subjects, said = [("person", person.id), ("grant", row.id)], draft.model_dump(mode="json", exclude={"person_id"})
    ledger.append(session, actor, "person.deputised", subjects, said, office_id=own.office_id)
    return row


def deputies(session, actor) -> list[Grant]:
    """Who deputises whom in the actor's own offices, also those that ended."""
    offices = {held.office_id for held in actor.held if held.office_id}
    return session.scalars(
        select(Grant).where(Grant.deputises_id.is_not(None), Grant.office_id.in_(offices)).order_by(Grant.id)
    ).all()


def end_deputy(session, actor, grant_id, reason) -> Grant:
    """The chief who was deputised takes the role back."""
    row = session.scalar(
        select(Grant).where(Grant.id == grant_id, Grant.deputises_id == actor.person_id).with_for_update()
    )
    if row is None:
        raise NotFound
    _end(session, row)
    subjects = [("person", row.person_id), ("grant", row.id)]
    ledger.append(session, actor, "person.deputy_ended", subjects, {"reason": reason}, office_id=row.office_id)
    return row
