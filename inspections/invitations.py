"""Invite one named person to one outing by a link: made, redeemed once, approved, revoked, issued again (DESIGN §7)."""

import hmac
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from . import db, inspections, invitation_codes, ledger, participants, people, permissions
from .errors import Conflict, Invalid, NotFound, NotSignedIn
from .models import Agency, Grant, Inspection, InspectionStatus, Invitation, Person, Role, Token

LETTER = "2026-1"  # of the commitment letter in fieldapi/texts_invitations.py
CODE_LIFE = timedelta(days=7)
LONGEST = timedelta(days=90)
MOST_FAILURES = 5  # wrong digits, then the code is dead until it is issued again


def of(session, actor, inspection_id) -> list[Invitation]:
    """The invitations to an outing that the actor's own office leads, oldest first."""
    outing = inspections.get(session, actor, inspection_id)
    permissions.in_office(actor, "list_invitations", outing.office_id)
    return session.scalars(
        select(Invitation).where(Invitation.inspection_id == inspection_id).order_by(Invitation.id)
    ).all()


def state(session, row) -> str:
    """``open, asked, approved, redeemed, expired, locked, revoked``: what the host needs to know of it."""
    today, now = db.today(session), db.now(session)
    ways = (
        ("revoked", row.revoked_at),
        ("expired", row.valid_to < today or (not row.redeemed_at and row.code_expires_at <= now)),
        ("redeemed", row.redeemed_at),
        ("locked", row.failures >= MOST_FAILURES),
        ("approved", row.approved_by_id),
        ("asked", row.asked_at),
    )
    return next((name for name, holds in ways if holds), "open")


def create(session, actor, inspection_id, draft) -> tuple[Invitation, str]:
    """The invitation and its code, which is told this once. Raises Invalid for a period or a person that won't do."""
    inspection = inspections.to_write(session, actor, "invite", inspection_id)
    first = draft.valid_from or db.today(session)
    if not first <= draft.valid_to <= first + LONGEST or draft.valid_to < db.today(session):
        raise Invalid.at("valid_to", "period_too_long", days=LONGEST.days)
    person = _account(session, draft)
    if draft.home_agency_id and session.get(Agency, draft.home_agency_id) is None:
        raise Invalid.at("home_agency_id", "unknown_agency")
    code = invitation_codes.new()
    row = Invitation(
        id=db.new_id(),
        inspection_id=inspection.id,
        name=draft.name,
        phone_tail=draft.phone_tail,
        home_agency_id=draft.home_agency_id or (person and person.home_agency_id),
        person_id=draft.person_id,
        valid_from=first,
        valid_to=draft.valid_to,
        created_by_id=actor.person_id,
        created_at=db.now(session),
        failures=0,
        **_issued(session, code),
    )
    session.add(row)
    session.flush()
    _enter(session, actor, row, "invitation.created", inspection.office_id, {"valid_to": row.valid_to.isoformat()})
    return row, code


def _account(session, draft):
    """The invited assistant's account that the draft names: it must hold that role already, and be in use."""
    if draft.person_id is None:
        return None
    person = session.get(Person, draft.person_id)
    known = person and not person.disabled_at and any(row.role is Role.INVITED_ASSISTANT for row in person.grants)
    if not known:
        raise Invalid.at("person_id", "unknown_person")
    return person


def _issued(session, code):
    return {
        "code_hash": invitation_codes.hashed(code),
        "code_expires_at": db.now(session) + CODE_LIFE,
    }


def _enter(session, actor, row, type_, office_id, payload=None):
    subjects = [("invitation", row.id), ("inspection", row.inspection_id)]
    ledger.append(session, actor, type_, subjects, payload, office_id=office_id)


def to_write(session, actor, action, inspection_id, invitation_id):
    """The invitation, locked, and the office that issued it."""
    inspection = inspections.to_write(session, actor, action, inspection_id, statuses=set(InspectionStatus))
    row = session.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id, Invitation.inspection_id == inspection_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound
    return row, inspection.office_id


def approve(session, actor, inspection_id, invitation_id) -> Invitation:
    """The host says that whoever asked is the person named; the same again is a repeat."""
    row, office_id = to_write(session, actor, "approve_invitation", inspection_id, invitation_id)
    if row.approved_by_id:
        return row
    _in_state(session, row, {"open", "asked", "locked"})
    row.approved_by_id, row.failures = actor.person_id, 0
    session.flush()
    _enter(session, actor, row, "invitation.approved", office_id)
    return row


def _in_state(session, row, states):
    now = state(session, row)
    if now not in states:
        raise Conflict("invitation_state", extra={"invitation_state": now}, invitation_state=now)


def reissue(session, actor, inspection_id, invitation_id) -> tuple[Invitation, str]:
    """A new code in place of the old one, which is dead from now on; so is a session that was opened with it."""
    row, office_id = to_write(session, actor, "reissue_invitation", inspection_id, invitation_id)
    _in_state(session, row, {"open", "asked", "approved", "locked", "expired", "redeemed"})
    if row.valid_to < db.today(session):
        raise Conflict("invitation_state", extra={"invitation_state": "expired"}, invitation_state="expired")
    _end_session(session, row)
    code = invitation_codes.new()
    row.failures, row.asked_at, row.approved_by_id, row.redeemed_at = 0, None, None, None
    for name, value in _issued(session, code).items():
        setattr(row, name, value)
    session.flush()
    _enter(session, actor, row, "invitation.reissued", office_id)
    return row, code


def revoke(session, actor, inspection_id, invitation_id, reason) -> Invitation:
    """End the invitation and its session at once. What was uploaded stays."""
    row, office_id = to_write(session, actor, "revoke_invitation", inspection_id, invitation_id)
    if row.revoked_at:
        return row
    row.revoked_at = db.now(session)
    _end_session(session, row)
    session.flush()
    _enter(session, actor, row, "invitation.revoked", office_id, {"reason": reason})
    return row


def _end_session(session, row):
    """No request passes with this grant any more."""
    if row.grant_id:
        session.execute(delete(Token).where(Token.grant_id == row.grant_id))
        session.get_one(Grant, row.grant_id).valid_to = db.today(session) - timedelta(days=1)


def begin(session, draft, address):
    """Count an attempt on this code from *address* before it is judged. Raises TooMany."""
    code = invitation_codes.find(draft.code)
    return people.begin_attempt(session, f"invitation {invitation_codes.hashed(code or '')}", address)


def check(session, draft) -> Invitation:
    """The invitation that *draft* may redeem now, or ask the host for.

    NotSignedIn with one answer for a code that is unknown, used, expired or revoked, and for wrong digits.
    """
    if draft.letter_version != LETTER:
        raise Invalid.at("letter_version", "other_letter", letter=LETTER)
    row = _found(session, draft.code)
    if row is None or state(session, row) not in ("open", "asked", "approved") or row.valid_from > db.today(session):
        raise NotSignedIn("wrong_invitation")
    if row.phone_tail and not row.approved_by_id and not hmac.compare_digest(row.phone_tail, draft.phone_tail or ""):
        raise NotSignedIn("wrong_invitation")
    return row


def redeem(session, draft, attempt):
    """``(token, expires_at)``; or None when there are no digits to compare: then the host is asked to approve."""
    row = check(session, draft)
    session.refresh(row, with_for_update=True)
    check(session, draft)  # as it is now that nobody else can redeem it
    if row.phone_tail or row.approved_by_id:
        return _open(session, row, attempt)
    people.forget_attempt(session, attempt)
    if row.asked_at is None:
        row.asked_at = db.now(session)
        session.flush()
        _enter(session, None, row, "invitation.asked", _office_id(session, row))
    return None


def _office_id(session, row):
    return session.scalar(select(Inspection.office_id).where(Inspection.id == row.inspection_id))


def _found(session, said):
    code = invitation_codes.find(said)
    query = select(Invitation).where(Invitation.code_hash == invitation_codes.hashed(code or ""))
    return session.scalar(query) if code else None


def _open(session, row, attempt):
    office_id = _office_id(session, row)
    person = session.get(Person, row.person_id) if row.person_id else _newcomer(session, row)
    grant = Grant(
        id=db.new_id(),
        role=Role.INVITED_ASSISTANT,
        office_id=office_id,
        inspection_id=row.inspection_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        granted_by_id=row.created_by_id,
    )
    person.grants.append(grant)
    session.flush()
    row.person_id, row.grant_id = person.id, grant.id
    row.redeemed_at, row.letter_version = db.now(session), LETTER
    session.flush()
    participants.came(session, row)
    subject = people.actor(session, person)
    _enter(session, subject, row, "invitation.redeemed", office_id, {"letter_version": LETTER})
    until = db.begin_of(row.valid_to + timedelta(days=1))
    return people.sign_in(session, person.id, None, attempt, grant_id=grant.id, until=until)


def _newcomer(session, row):
    """An account that no password opens: only invitations do."""
    person = Person(
        id=db.new_id(),
        username=f"invited.{secrets.token_hex(6)}",
        name=row.name,
        password_hash="none",
        home_agency_id=row.home_agency_id,
    )
    session.add(person)
    return person


def fail(session, draft, attempt):
    """Count a wrong guess, in a transaction of its own: against the address, and against the invitation it aimed at."""
    people.fail_attempt(session, attempt)
    row = _found(session, draft.code)
    if row and draft.phone_tail:
        row.failures += 1
