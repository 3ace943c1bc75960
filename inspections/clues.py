"""Clues: sent in without an account, by volunteers, or entered by the office; found, listed, and told of by code.

Moves are in ``clue_moves``, answers in ``clue_replies``, the link to a hazard in ``clue_links``; who sent a clue stands
apart from it, in ``reporters``.
"""

from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from . import (
    clock_lists,
    db,
    invitation_codes,
    ledger,
    numbers,
    pages,
    people,
    permissions,
    photos,
    reporters,
    responsibility,
    visibility,
)
from .clue_drafts import ReporterDraft
from .errors import Conflict, FieldError, Invalid, NotAllowed, NotFound
from .models import Clock, Clue, CluePhoto, ClueSource, ClueState, Hazard, NoReplyReason, Office, Status

PREFIX = "clue_"
MOST_PHOTOS = 6  # of one clue
OLDEST = {"seen_on": timedelta(days=3653), "received_on": timedelta(days=366)}
FILED = "clue filed"
#               what is counted           most in fifteen minutes
FILING_LIMITS = (("name and address", 20), ("name", 500))
ENDED = frozenset({ClueState.IN_CASE, ClueState.TRANSFERRED, ClueState.NOT_FILED, ClueState.NOT_ACCEPTED})


def count_filing(session, address: str):
    """Count a clue from *address* before it is taken. Raises TooMany: nobody may flood an office."""
    people.fail_attempt(session, people.begin_attempt(session, FILED, address, FILING_LIMITS))


def file(session, draft, maps, folder, actor=None) -> tuple[Clue, str]:
    """Take a clue that came from outside: the clue and its tracking code, which is told this once.

    *actor* is the volunteer who files it in the own name, None for whoever has no account; *folder* is a
    ``keys.Folder``.
    """
    office, area_code = _where(session, draft, maps)
    _check(session, draft)
    reporter, source = draft.reporter, ClueSource.ONLINE
    if actor is not None:
        reporter, source = reporter or ReporterDraft(name=actor.name), ClueSource.VOLUNTEER
    clue, code = _new(session, office, draft, source, area_code=area_code, entered_by_id=actor and actor.person_id)
    if actor is None:
        clue.no_reply_reason = _unanswerable(reporter)
    _keep(session, actor, clue, folder, reporter)
    return clue, code


def receive(session, actor, draft, maps, folder) -> tuple[Clue, str]:
    """Enter a letter, visit or call: the clue and its tracking code, for whoever brought it."""
    office = people.home_office(session, actor, permissions.PERMISSIONS["receive_clue"].roles)
    _check(session, draft)
    area_code = draft.area_code or (_area_at(session, draft, maps) if draft.location else None) or office.area_code
    clue, code = _new(session, office, draft, draft.source, area_code=area_code, entered_by_id=actor.person_id)
    clue.received_on, clue.first_visit = draft.received_on or clue.received_on, draft.first_visit
    clue.no_reply_reason = _unanswerable(draft.reporter)
    _keep(session, actor, clue, folder, draft.reporter)
    return clue, code


def _unanswerable(reporter):
    if reporter is None or not (reporter.name or reporter.contact):
        return NoReplyReason.ANONYMOUS
    return None if reporter.contact else NoReplyReason.NO_CONTACT


def _check(session, draft):
    today = db.today(session)
    wrong = [] if draft.location or draft.place.strip() else [FieldError("place", "place_or_position")]
    for name, longest in OLDEST.items():
        day, first = getattr(draft, name, None) or today, today - longest
        wrong += [FieldError(name, "in_the_future")] if day > today else []
        wrong += [FieldError(name, "too_long_ago", {"first": first})] if day < first else []
    if wrong:
        raise Invalid(*wrong)


def _where(session, draft, maps) -> tuple[Office, str]:
    """The office that the clue is for, and the code of the county."""
    if draft.location is None and draft.area_code is None:
        raise Invalid.at("area_code" if draft.place.strip() else "place", "place_or_position")
    path, area_code = "area_code", draft.area_code
    if draft.location:
        path, area_code = "location", _area_at(session, draft, maps)
    office = area_code and responsibility.office_of(session, area_code)
    if not office:
        raise Invalid.at(path, "no_office_there")
    return office, area_code


def _area_at(session, draft, maps):
    found = responsibility.answer(session, maps, draft.location, "", None, None, db.today(session)).area
    return found and found.code


def _new(session, office, draft, source, **more):
    now, code = db.now(session), invitation_codes.new(PREFIX)
    clue = Clue(
        id=db.new_id(),
        number=numbers.next_number(session, office, "X"),
        state=ClueState.RECEIVED,
        source=source,
        office_id=office.id,
        code_hash=invitation_codes.hashed(code),
        said=draft.said,
        place=draft.place,
        location=draft.location and draft.location.model_dump(mode="json"),
        seen_on=draft.seen_on,
        received_at=now,
        received_on=db.legal_date(now),
        first_visit=False,
        changed_at=now,
        **more,
    )
    return clue, code


def _keep(session, actor, clue, folder, reporter):
    session.add(clue)
    session.flush()
    if reporter is not None and (reporter.name or reporter.contact):
        reporters.keep(session, folder, clue, reporter)
        session.flush()
    note(session, actor, clue, "clue.received", {"number": clue.number, "source": clue.source}, version=1)


def note(session, actor, clue, type_, payload=None, *, version=None, blobs=()):
    """Enter an act on the clue. Neither the reporter nor the reporter's words ever stand in the ledger."""
    subjects = [("clue", clue.id)]
    ledger.append(session, actor, type_, subjects, payload, office_id=clue.office_id, version=version, blobs=blobs)


def get(session, actor, clue_id, *, lock=False) -> Clue:
    """The clue, or NotFound when there is none or it is not the actor's to see. *lock* holds its row for a write."""
    query = visibility.clues(actor).where(Clue.id == clue_id)
    clue = session.scalar(query.with_for_update() if lock else query)
    if clue is None:
        raise NotFound
    return clue


def begin_guess(session, said: str, address: str):
    """Count a look at the code *said* before it is judged, as a sign-in is counted. Raises TooMany."""
    code = invitation_codes.find(said, PREFIX)
    return people.begin_attempt(session, f"clue {invitation_codes.hashed(code or '')}", address)


def coded(session, said: str, *, lock=False) -> Clue:
    """The clue of a tracking code, as a link or as typed. One answer, NotFound, for every code that is none."""
    code = invitation_codes.find(said, PREFIX)
    query = select(Clue).where(Clue.code_hash == invitation_codes.hashed(code or ""))
    clue = session.scalar(query.with_for_update() if lock else query)
    if clue is None:
        raise NotFound
    return clue


def add_photo(session, said: str, evidence) -> bool:
    """Add a picture, whose bytes are durable, to the clue of that code; False for one that is there already."""
    clue = coded(session, said, lock=True)
    photos.may_keep(session, evidence.sha256)
    if any(photo.sha256 == evidence.sha256 for photo in clue.photos):
        return False
    if clue.state in ENDED:
        raise Conflict("clue_ended")
    if len(clue.photos) >= MOST_PHOTOS:
        raise Conflict("too_many_clue_photos", limit=MOST_PHOTOS)
    row = CluePhoto(
        id=db.new_id(),
        sha256=evidence.sha256,
        sm3=evidence.sm3,
        size_bytes=evidence.size_bytes,
        media_type=evidence.media_type,
        claimed=asdict(evidence.claimed),
        received_at=db.now(session),
    )
    clue.photos.append(row)
    db.touch(session, clue)
    session.flush()
    note(session, None, clue, "clue.photo_received", {"size_bytes": row.size_bytes}, blobs=[row.sha256])
    return True


def is_fixed(session, clue) -> bool:
    """Whether a visit found fixed what the clue is about, also by another record of the same spot."""
    master = select(Hazard.duplicate_of_id).where(Hazard.id == clue.hazard_id).scalar_subquery()
    fixed = (Hazard.id.in_((clue.hazard_id, master)), Hazard.status.in_((Status.VERIFIED_FIXED, Status.CLOSED)))
    return clue.hazard_id is not None and session.scalar(select(Hazard.id).where(*fixed).limit(1)) is not None


def redirect(session, actor, clue_id, draft) -> Clue:
    """Move a clue that nobody registered to the right office below; only a superior does, so none is bounced back."""
    clue = get(session, actor, clue_id, lock=True)
    path, roles = session.get_one(Office, clue.office_id).path, permissions.PERMISSIONS["redirect_clue"].roles
    above = [held.office_path for held in actor.held if held.role in roles and held.office_id]
    above = [over for over in above if path.startswith(over) and path != over]
    if not above:
        raise NotAllowed("only_superior")
    if clue.state is not ClueState.RECEIVED:
        raise Conflict("clue_registered")
    office = session.get(Office, draft.office_id)
    if office is None or office.path == path or not any(map(office.path.startswith, above)):
        raise Invalid.at("office_id", "unknown_office")
    told = {"from": str(clue.office_id), "to": str(office.id), "reason": draft.reason}
    clue.office_id = office.id
    db.touch(session, clue)
    session.flush()
    note(session, actor, clue, "clue.redirected", told, version=clue.version)
    return clue


def own(session, actor) -> list[Clue]:
    """The clues that a volunteer filed, newest first."""
    return list(session.scalars(visibility.own_clues(actor).order_by(Clue.id.desc()).limit(100)))


def page(session, actor, *, state=(), office=None, source=None, hazard=None, case=None, unanswered=None, late=None,
         cursor=None, limit=50):  # fmt: skip
    """A page of the clues that the actor sees, newest first, and the next cursor or None.

    *unanswered*: somebody is still to be told the result. *late*: a period of an answer is over. *hazard* is the id of
    one whose duplicates count too.
    """
    about = f"clues {sorted(state)} {office} {source} {hazard} {case} {unanswered} {late}"
    query = visibility.clues(actor).order_by(Clue.id.desc()).limit(limit + 1)
    equal = {"office_id": office, "source": source, "case_id": case}
    query = query.filter_by(**{name: value for name, value in equal.items() if value is not None})
    if state:
        query = query.where(Clue.state.in_(state))
    if hazard:
        spot = select(Hazard.id).where(or_(Hazard.id == hazard, Hazard.duplicate_of_id == hazard))
        query = query.where(Clue.hazard_id.in_(spot))
    if unanswered is not None:
        answered = or_(Clue.no_reply_reason.is_not(None), Clue.concluded_on.is_not(None))
        query = query.where(~answered if unanswered else answered)
    if late is not None:
        mine = (Clock.subject_kind == Clue.KIND, Clock.subject_id == Clue.id)
        over = select(Clock.id).where(*mine, clock_lists.overdue(session))
        query = query.where(over.exists() if late else ~over.exists())
    if cursor:
        query = query.where(Clue.id < pages.read(cursor, about, UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], about)
