"""Who may open the agency's page: an access code that travels by another way than the number or the link.

Of codes and tokens only hashes are kept. Five wrong codes lock the page for half an hour, and the sender is told.
"""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from argon2.exceptions import VerifyMismatchError
from sqlalchemy import or_, select

from . import db, people, permissions, service_events, services
from .errors import Conflict, NotFound, NotSignedIn
from .invitation_codes import ALPHABET, LOOKALIKES
from .models import DocumentVersion, Service, ServiceEventKind, ServiceKey, ServiceState

CODE_LENGTH = 10  # 50 bits, behind a lock
CAMERA = "cam_"
LINK = "doc_"
MOST_FAILURES = 5
LOCK = timedelta(minutes=30)
SESSION = timedelta(hours=12)
CAMERA_LIFE = timedelta(days=30)
CLOSED = frozenset({ServiceState.DRAFTED, ServiceState.SIGNED, ServiceState.FAILED})


@dataclass(frozen=True, slots=True)
class Access:
    """What is told this once: the code, and the token of the link."""

    code: str
    link: str


def token() -> str:
    return secrets.token_urlsafe(24)  # 192 bits


def hashed(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def issue(session, actor, service_id) -> tuple[Service, Access]:
    """A new code and link for the page of a service that was sent; what was issued before opens nothing any more."""
    service = services.get(session, actor, service_id, lock=True)
    permissions.in_office(actor, "issue_access", service.office_id)
    if service.state in CLOSED:
        raise Conflict("service_not_sent", extra={"service_state": service.state})
    code, link = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)), LINK + token()
    service.code_hash, service.link_hash = people.HASHER.hash(code), hashed(link)
    service.failures, service.locked_until = 0, None
    for key in session.scalars(select(ServiceKey).where(ServiceKey.service_id == service.id)):
        key.expires_at = db.now(session)
    service_events.save(session, service)
    service_events.write(session, actor, service, "access_issued")
    return service, Access(code, link)


def folded(number: str) -> str:
    """A document's number as people type it: width, case, brackets and blanks make no difference."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", number)).casefold()


def _code(said):
    return folded(said).translate(LOOKALIKES)


def _named(session, said: str) -> list[Service]:
    """The open services that the number of the document or of the service, or the link's token, means."""
    if said.startswith(LINK):
        found = select(Service).where(Service.link_hash == hashed(said))
    else:
        wanted = folded(said)
        rows = session.execute(
            select(Service.id, Service.number, DocumentVersion.number)
            .join(DocumentVersion, DocumentVersion.id == Service.version_id)
            .where(Service.code_hash.is_not(None), or_(*_alike(said)))
        )
        ids = [id_ for id_, *numbers in rows if wanted in {folded(number or "") for number in numbers}]
        found = select(Service).where(Service.id.in_(ids))
    return [row for row in session.scalars(found.order_by(Service.id)) if row.state not in CLOSED and row.code_hash]


def _alike(said):
    """Digits stand in every number: they narrow what is compared as people type it."""
    digits = max(re.findall(r"\d+", unicodedata.normalize("NFKC", said)), key=len, default="")
    return Service.number.contains(digits), DocumentVersion.number.contains(digits)


def begin(session, number: str, address: str):
    """Count an attempt on this number from *address* before it is judged. Raises TooMany."""
    return people.begin_attempt(session, f"service {hashed(folded(number))}", address)


def check(session, number: str, code: str) -> Service:
    """The service that number and code open. NotSignedIn with one answer for whatever is wrong, and while locked."""
    found = _named(session, number)
    now = db.now(session)
    for service in found:
        locked = service.locked_until and service.locked_until > now
        if _fits(service, code) and not locked:
            return service
    if not found:
        _fits(None, code)  # as long as with a code to compare
    raise NotSignedIn("wrong_access_code")


def _fits(service, code):
    try:
        return people.HASHER.verify(service.code_hash if service else people.NOBODY, _code(code))
    except VerifyMismatchError:
        return False


def fail(session, number: str, attempt):
    """Count a wrong code, in a transaction of its own: against the address, and against what it aimed at."""
    people.fail_attempt(session, attempt)
    for named in _named(session, number):
        service = session.get(Service, named.id, with_for_update=True)
        service.failures += 1
        if service.failures >= MOST_FAILURES:
            service.failures, service.locked_until = 0, db.now(session) + LOCK
            service_events.add(session, None, service, ServiceEventKind.LOCKED)
            service_events.save(session, service)
            service_events.write(session, None, service, "locked")


def open_(session, number: str, code: str, attempt) -> str:
    """Open the page: its token, for a cookie. That it was opened is an event, and no receipt."""
    service = session.get(Service, check(session, number, code).id, with_for_update=True)
    people.forget_attempt(session, attempt)
    service.failures = 0
    service_events.add(session, None, service, ServiceEventKind.OPENED)
    service_events.save(session, service)
    service_events.write(session, None, service, "opened")
    return _key(session, service, SESSION)


def _key(session, service, life, hazard_id=None, prefix=""):
    said = prefix + token()
    row = ServiceKey(
        id=db.new_id(),
        service_id=service.id,
        token_hash=hashed(said),
        hazard_id=hazard_id,
        expires_at=db.now(session) + life,
    )
    session.add(row)
    session.flush()
    return said


def camera(session, service, hazard_id) -> str:
    """A token that lets a crew add photos of one hazard, and see nothing else."""
    return _key(session, service, CAMERA_LIFE, hazard_id, CAMERA)


def holder(session, said: str | None, *, lock=False) -> tuple[Service, ServiceKey]:
    """The service and the key that a cookie's token opens. NotSignedIn when it opens nothing any more."""
    key = session.scalar(select(ServiceKey).where(ServiceKey.token_hash == hashed(said or "")))
    if key is None or key.expires_at <= db.now(session):
        raise NotSignedIn("wrong_access_code")
    query = select(Service).where(Service.id == key.service_id)
    service = session.scalar(query.with_for_update() if lock else query)
    if service.state in CLOSED:
        raise NotSignedIn("wrong_access_code")
    return service, key


def leave(session, key: ServiceKey):
    """The key opens nothing any more."""
    key.expires_at = db.now(session)


def shown(service, hazard_id) -> dict:
    """What the page tells of one hazard; NotFound for one that the document is not about."""
    found = next((one for one in service.shown if one["hazard_id"] == str(hazard_id)), None)
    if found is None:
        raise NotFound
    return found
