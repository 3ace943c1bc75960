"""The second factor: an authenticator's codes (TOTP, RFC 6238), and printed codes that stand in for it once each."""

import hashlib
import hmac
import secrets

import pyotp
from sqlalchemy import delete, select, update

from . import db, ledger
from .errors import Conflict, Invalid, NotSignedIn
from .models import OneTimeCode, Person

ISSUER = "Lanjian"
PRINTED = 8
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def offer(session, actor) -> tuple[str, str]:
    """A new secret and its otpauth address. It counts once a code of it was shown; a secret in use stays till then."""
    person = _own(session, actor)
    person.totp_offered = pyotp.random_base32()
    session.flush()
    ledger.append(session, actor, "person.totp_offered", [("person", person.id)])
    return person.totp_offered, pyotp.TOTP(person.totp_offered).provisioning_uri(
        name=person.username, issuer_name=ISSUER
    )


def confirm(session, actor, code) -> list[str]:
    """Take the offered secret into use with a code of it: the printed codes, told this once; older ones are void."""
    person = _own(session, actor)
    if person.totp_offered is None:
        raise Conflict("no_totp_offered")
    step = _step(session, person.totp_offered, None, code)
    if step is None:
        raise Invalid.at("code", "wrong_code")
    person.totp_secret, person.totp_offered, person.totp_last_step = person.totp_offered, None, step
    codes = ["".join(secrets.choice(SIGNS) for _ in range(10)) for _ in range(PRINTED)]
    session.execute(delete(OneTimeCode).where(OneTimeCode.person_id == person.id))
    session.add_all(OneTimeCode(id=db.new_id(), person_id=person.id, hash=_hash(code)) for code in codes)
    session.flush()
    ledger.append(session, actor, "person.totp_enrolled", [("person", person.id)])
    return codes


def take_away(session, person):
    """Forget the second factor of somebody who lost it."""
    person.totp_secret = person.totp_offered = person.totp_last_step = None
    session.execute(delete(OneTimeCode).where(OneTimeCode.person_id == person.id))


def _own(session, actor):
    return session.scalar(select(Person).where(Person.id == actor.person_id).with_for_update())


def shown(session, person, said: str | None) -> int | str | None:
    """What *said* is: the time step of a good code that was not used before (RFC 6238 §5.2), or a printed code's hash.

    None for a person without a second factor. NotSignedIn for anything else.
    """
    if person.totp_secret is None:
        return None
    step = _step(session, person.totp_secret, person.totp_last_step, said or "")
    if step is not None:
        return step
    hashed = _hash(said or "")
    unused = (OneTimeCode.person_id == person.id, OneTimeCode.hash == hashed, OneTimeCode.used_at.is_(None))
    if session.scalar(select(OneTimeCode.id).where(*unused)) is None:
        raise NotSignedIn("wrong_credentials")
    return hashed


def use_up(session, person, factor: int | str | None):
    """What was shown is good no more. NotSignedIn when somebody used it in between; *person* is locked."""
    if isinstance(factor, int):
        if person.totp_last_step is not None and person.totp_last_step >= factor:
            raise NotSignedIn("wrong_credentials")
        person.totp_last_step = factor
    elif factor:
        unused = (OneTimeCode.person_id == person.id, OneTimeCode.hash == factor, OneTimeCode.used_at.is_(None))
        if session.execute(update(OneTimeCode).where(*unused).values(used_at=db.now(session))).rowcount != 1:
            raise NotSignedIn("wrong_credentials")


def _step(session, secret, last, said):
    code, step = pyotp.TOTP(secret), int(db.now(session).timestamp()) // 30
    for candidate in (step - 1, step, step + 1):
        fresh = last is None or candidate > last
        if fresh and hmac.compare_digest(code.generate_otp(candidate).encode(), said.encode()):
            return candidate
    return None


def _hash(code):
    return hashlib.sha256(code.strip().casefold().encode()).hexdigest()
