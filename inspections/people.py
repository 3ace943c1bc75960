"""Who is acting: sign-in, tokens, and the roles a person holds today."""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import and_, delete, func, or_, select, update

from . import db, ledger, second_factors
from .errors import Invalid, NotAllowed, NotFound, NotSignedIn, TooMany
from .models import Grant, LedgerHead, Office, Person, Role, SignInAttempt, Token
from .permissions import SECOND_FACTOR, STAFF

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's floor for argon2id
NOBODY = HASHER.hash(secrets.token_hex())  # verified for unknown names, so that they take as long as known ones

PASSWORD_LENGTHS = (12, 128)
TOKEN_PREFIX = "ses_"
TOKEN_LIFE = timedelta(days=30)
TOKEN_IDLE = timedelta(hours=12)
TOKEN_TOUCH = timedelta(minutes=10)

ATTEMPT_WINDOW = timedelta(minutes=15)
ATTEMPT_JUDGED = timedelta(minutes=1)  # an older one that nobody judged counts as failed
#                 what is counted           most failures in the window
ATTEMPT_LIMITS = (("name and address", 5), ("address", 60), ("name", 200))


@dataclass(frozen=True, slots=True)
class Held:
    """One role that the actor holds today, in an office or for an agency."""

    role: Role
    office_id: UUID | None = None
    office_path: str | None = None
    agency_id: UUID | None = None
    area_code: str | None = None  # of the office
    inspection_id: UUID | None = None  # the one outing to which the role was invited


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the roles held today. A plain value: jobs and the command line build it as requests do."""

    person_id: UUID
    username: str
    name: str
    held: tuple[Held, ...]
    owes: str | None = None  # what has to be done before anything else: why everything but the own account is refused

    @property
    def roles(self):
        return frozenset(held.role for held in self.held)

    @property
    def agencies(self):
        """Agencies for which the actor is the liaison."""
        return frozenset(held.agency_id for held in self.held if held.agency_id)

    def roles_in(self, office_id):
        """Roles held in that very office; an agency's roles are held in none."""
        return frozenset(held.role for held in self.held if held.office_id == office_id)


def fold(username: str) -> str:
    """One spelling per account: NFKC, lower case, no space around."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def held_on(day):
    """The condition that a grant is valid on the legal date *day*; both its days are inclusive, none is open."""
    return and_(
        or_(Grant.valid_from.is_(None), Grant.valid_from <= day),
        or_(Grant.valid_to.is_(None), Grant.valid_to >= day),
        Grant.is_pending.is_(False),
    )


def actor(session, person, grant_id=None) -> Actor:
    """The actor for *person* with the roles that are valid today; of an invitation's session that one role only."""
    which = Grant.inspection_id.is_(None) if grant_id is None else Grant.id == grant_id
    rows = session.execute(
        select(Grant.role, Grant.office_id, Office.path, Grant.agency_id, Office.area_code, Grant.inspection_id)
        .outerjoin(Office, Office.id == Grant.office_id)
        .where(Grant.person_id == person.id, held_on(db.today(session)), which)
        .order_by(Grant.id)
    )
    return Actor(person.id, person.username, person.name, tuple(Held(*row) for row in rows))


def named(session, username: str) -> Actor | None:
    """The actor with that account name, None when there is no such account in use: for the command line."""
    in_use = (Person.username == fold(username), Person.disabled_at.is_(None))
    person = session.scalar(select(Person).where(*in_use))
    return person and actor(session, person)


def set_password(person, password: str):
    """Hash *password*; lengths only, no composition rules (NIST SP 800-63B)."""
    shortest, longest = PASSWORD_LENGTHS
    if not shortest <= len(password) <= longest:
        raise Invalid.at("password", "length_out_of_range", min=shortest, max=longest)
    person.password_hash = HASHER.hash(password)


def reset_password(session, username: str, password: str):
    """Set a new password from the command line and end every session of the account."""
    person = session.scalar(select(Person).where(Person.username == fold(username)))
    if person is None:
        raise NotFound
    set_password(person, password)
    session.execute(delete(Token).where(Token.person_id == person.id))
    ledger.append(session, None, "person.password_reset", [("person", person.id)])


def home_office(session, actor_, roles=STAFF) -> Office:
    """The office in which the actor records and opens things: the first staff role's, or that of one of *roles*."""
    office_id = next((held.office_id for held in actor_.held if held.role in roles and held.office_id), None)
    if office_id is None:
        raise NotAllowed("no_office")
    return session.get_one(Office, office_id)


def _subjects(username, address, limits):
    parts = {"name and address": f"{username}|{address}", "address": address, "name": username}
    return {what: (hashlib.sha256(f"{what}|{parts[what]}".encode()).hexdigest(), most) for what, most in limits}


def begin_attempt(session, username: str, address: str, limits=ATTEMPT_LIMITS) -> list[UUID]:
    """Count an attempt before it is judged, so that guesses at the same moment count too.

    ``sign_in`` takes it back, ``fail_attempt`` makes it a failure. Raises TooMany when the failures of this name from
    this address, of the address, or of the name reach a limit; for a second only when others are still being judged.
    """
    now = db.now(session)
    since = now - ATTEMPT_WINDOW
    session.execute(select(LedgerHead).with_for_update())  # one attempt is counted after the other
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < since))
    subjects = _subjects(fold(username), address, limits).values()
    failed = or_(SignInAttempt.failed, SignInAttempt.at <= now - ATTEMPT_JUDGED)
    for subject, most in subjects:
        tried, failures, oldest = session.execute(
            select(func.count(), func.count().filter(failed), func.min(SignInAttempt.at)).where(
                SignInAttempt.subject == subject, SignInAttempt.at > since
            )
        ).one()
        if failures >= most:
            raise TooMany(max(1, round((oldest + ATTEMPT_WINDOW - now).total_seconds())))
        if tried >= most:
            raise TooMany(1)
    rows = [SignInAttempt(id=db.new_id(), subject=subject, at=now, failed=False) for subject, _ in subjects]
    session.add_all(rows)
    return [row.id for row in rows]


def fail_attempt(session, attempt: Sequence[UUID]):
    """What was tried was wrong."""
    session.execute(update(SignInAttempt).where(SignInAttempt.id.in_(attempt)).values(failed=True))


def forget_attempt(session, attempt: Sequence[UUID]):
    """It was no failure."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(attempt)))


def check_password(session, username: str, password: str, totp: str | None) -> tuple[UUID, int | str | None]:
    """The person's id and the second factor shown, or NotSignedIn with one answer for a wrong name, password or code.

    A one-time password of an administrator is good until it expires.
    """
    person = session.scalar(select(Person).where(Person.username == fold(username)))
    longest = PASSWORD_LENGTHS[1]
    try:
        HASHER.verify(person.password_hash if person else NOBODY, password[: longest + 1])
    except (VerifyMismatchError, InvalidHashError):
        raise NotSignedIn("wrong_credentials") from None
    expired = person and person.password_expires_at and person.password_expires_at <= db.now(session)
    if person is None or person.disabled_at or len(password) > longest or expired:
        raise NotSignedIn("wrong_credentials")
    return person.id, second_factors.shown(session, person, totp)


def sign_in(
    session, person_id: UUID, factor: int | str | None, attempt: Sequence[UUID] = (), *, grant_id=None, until=None
):
    """A new session: ``(token, expires_at)``. Only the hash of its 256 random bits is kept; a TOTP code is used up.

    With *grant_id* it is good for that one role, and ends with the instant *until*.
    """
    person = session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    second_factors.use_up(session, person, factor)
    forget_attempt(session, attempt)
    token, now = TOKEN_PREFIX + secrets.token_urlsafe(32), db.now(session)
    session.execute(delete(Token).where(Token.person_id == person_id, Token.expires_at <= now))
    ends = min(now + TOKEN_LIFE, until or now + TOKEN_LIFE)
    row = Token(
        hash=hashed(token), person_id=person.id, created_at=now, used_at=now, expires_at=ends, grant_id=grant_id
    )
    session.add(row)
    session.flush()
    ledger.append(session, actor(session, person, grant_id), "person.signed_in", [("person", person.id)])
    return token, row.expires_at


def who(session, token: str, require_totp=True) -> tuple[Actor, bool]:
    """The actor whose token this is, and whether its last use should be noted. NotSignedIn for any other token."""
    now = db.now(session)
    found = session.execute(
        select(Token, Person).join(Person, Person.id == Token.person_id).where(Token.hash == hashed(token))
    ).one_or_none()
    if found is None:
        raise NotSignedIn
    row, person = found
    if row.expires_at <= now or row.used_at + TOKEN_IDLE <= now or person.disabled_at:
        raise NotSignedIn
    found = actor(session, person, row.grant_id)
    return replace(found, owes=_owes(person, found, require_totp)), row.used_at + TOKEN_TOUCH <= now


def _owes(person, actor_, require_totp):
    """What somebody has to do before anything else: replace a one-time password, then enrol a second factor."""
    if person.password_expires_at:
        return "password_change_required"
    needs = require_totp and actor_.roles & SECOND_FACTOR and not person.totp_exempt
    return "totp_required" if needs and person.totp_secret is None else None


def touch_token(session, token: str):
    """Note that the token is in use, unless it was signed out meanwhile."""
    session.execute(update(Token).where(Token.hash == hashed(token)).values(used_at=db.now(session)))


def sign_out(session, actor_, token: str):
    """End this session at once."""
    session.execute(delete(Token).where(Token.hash == hashed(token)))
    ledger.append(session, actor_, "person.signed_out", [("person", actor_.person_id)])


def hashed(token: str) -> str:
    """As which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
