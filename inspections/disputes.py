"""Disputed or unknown ownership: open a dispute, move it along, list what is late. The table is ``dispute_moves``."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, distinct, func, or_, select
from sqlalchemy.orm import selectinload

from geo.answers import Role as ResponsibilityRole

from . import conflicts, db, designations, dispute_moves, hazards, ledger, pages, permissions, visibility
from .dispute_moves import OPEN, Facts
from .errors import Conflict, Invalid, NotFound
from .models import Agency, Hazard
from .models.disputes import DisputeState, DisputeStep, DisputeVerb, OwnershipDispute
from .models.hazards import ENDED

FLAG = "ownership_disputed"


def of(session, actor, hazard_id) -> tuple[Hazard, OwnershipDispute]:
    """A hazard that the actor sees, and its latest dispute; NotFound when it never had one."""
    hazard = hazards.get(session, actor, hazard_id)
    return hazard, _latest(session, actor, hazard)


def _latest(session, actor, hazard):
    query = visibility.disputes(session, actor).where(OwnershipDispute.hazard_id == hazard.id)
    dispute = session.scalar(query.order_by(OwnershipDispute.opened_at.desc(), OwnershipDispute.id.desc()).limit(1))
    if dispute is None:
        raise NotFound
    return dispute


def open_(session, actor, hazard_id, draft) -> tuple[Hazard, OwnershipDispute, bool]:
    """Open a dispute and set its guard's clock going; ``(hazard, dispute, True)``, or False at the end for a repeat."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "open_dispute", hazard.office_id)
    known = (
        draft.id
        and session.execute(
            select(OwnershipDispute.hazard_id, OwnershipDispute.draft_digest).where(OwnershipDispute.id == draft.id)
        ).one_or_none()
    )
    if known:
        if known != (hazard.id, draft.digest):
            raise Conflict("id_taken")
        return hazard, session.scalar(visibility.disputes(session, actor).where(OwnershipDispute.id == draft.id)), False
    hazards.check_version(hazard, draft.version)
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    if FLAG in hazard.flags:
        raise Conflict("dispute_open")
    dispute = _begin(session, actor, hazard, draft)
    _flag(session, hazard, dispute)
    session.flush()
    _write(session, actor, hazard, dispute, "dispute.opened", draft, {"guard_due_at": dispute.guard_due_at})
    return hazard, dispute, True


def _begin(session, actor, hazard, draft):
    now, today, policy = db.now(session), db.today(session), designations.guard(session, hazard)
    dispute = OwnershipDispute(
        id=draft.id or db.new_id(),
        hazard_id=hazard.id,
        state=DisputeState.CLAIMED,
        due_on=designations.due_on(DisputeState.CLAIMED, today, today),
        note=draft.note,
        extends_to=list(draft.extends_to),
        opened_at=now,
        opened_by_id=actor.person_id,
        changed_at=now,
        guard_id=_guard(session, hazard, draft),
        guard_due_at=now + timedelta(hours=policy["hours"]),
        guard_legal_basis=policy["legal_basis"],
        guard_verified=policy["verified"],
        draft_digest=draft.digest,
    )
    session.add(dispute)
    return dispute


def _guard(session, hazard, draft):
    """Who stands guard: the one named, else the chosen territorial government, else the only candidate."""
    if draft.guard_id is not None:
        if session.get(Agency, draft.guard_id) is None:
            raise Invalid.at("guard_id", "unknown_agency")
        return draft.guard_id
    candidates = {
        row.agency_id for row in hazard.responsibilities if row.role is ResponsibilityRole.TERRITORIAL and row.agency_id
    }
    if hazard.territorial_id is None and len(candidates) != 1:
        raise Invalid.at("guard_id", "guard_unknown")
    return hazard.territorial_id or candidates.pop()


def move(session, actor, hazard_id, draft, maps) -> tuple[Hazard, OwnershipDispute]:
    """Move the latest dispute of a hazard by the table. The same id and content again changes nothing."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "move_dispute", hazard.office_id)
    dispute = _latest(session, actor, hazard)
    if _is_repeat(session, dispute, draft):
        return hazard, dispute
    before, owner = dispute.state, hazard.owner_id
    done = dispute_moves.advance(Facts(session, hazard, dispute, actor, draft, maps.current(session)))
    if done.target is not None:
        begins = draft.on if done.target is DisputeState.CONFERENCE_SCHEDULED else db.today(session)
        dispute.due_on = designations.due_on(dispute.state, begins, db.today(session))
    dispute.steps.append(_step(session, actor, dispute, draft))
    db.touch(session, dispute)
    if (before in OPEN) != (dispute.state in OPEN) or owner != hazard.owner_id:
        _flag(session, hazard, dispute)
    session.flush()
    conflicts.review(session, actor, [hazard.id])
    _write(session, actor, hazard, dispute, f"dispute.{draft.move}", draft, {})
    return hazard, dispute


def _is_repeat(session, dispute, draft):
    columns = (DisputeStep.dispute_id, DisputeStep.draft_digest)
    known = draft.id and session.execute(select(*columns).where(DisputeStep.id == draft.id)).one_or_none()
    if known and known != (dispute.id, draft.digest):
        raise Conflict("id_taken")
    return bool(known)


def _step(session, actor, dispute, draft):
    said = draft.model_dump(exclude={"move", "id", "version"})
    return DisputeStep(
        id=draft.id or db.new_id(),
        position=len(dispute.steps),
        verb=draft.move,
        state=dispute.state,
        recorded_at=db.now(session),
        recorded_by_id=actor.person_id,
        draft_digest=draft.digest,
        **said,
    )


def _flag(session, hazard, dispute):
    """The hazard says while its ownership is disputed; that, and a new owner, is a new version of it."""
    flags = [flag for flag in hazard.flags if flag != FLAG]
    hazard.flags = [*flags, FLAG] if dispute.state in OPEN else flags
    hazards.save(session, hazard)


def _write(session, actor, hazard, dispute, type_, draft, more):
    photo_id = getattr(draft, "photo_id", None)
    photos = [photo for photo in hazard.photos if photo.id == photo_id]
    said = draft.model_dump(mode="json", exclude={"move", "version", "id"}, exclude_unset=True)
    ledger.append(
        session,
        actor,
        type_,
        [("hazard", hazard.id), ("dispute", dispute.id), *(("photo", photo.id) for photo in photos)],
        said | {"state": dispute.state, "due_on": dispute.due_on} | more,
        office_id=hazard.office_id,
        version=dispute.version,
        blobs=[photo.sha256 for photo in photos],
    )


def page(session, actor, *, state=None, overdue=None, agency=None, cursor=None, limit=50):
    """A page of ``(OwnershipDispute, Hazard)``, the most pressing first, and the next cursor or None.

    While its hazard is ended a dispute rests and is not listed. *agency* is any that stands guard or is named in a
    step; *overdue* asks whether the present state has outlasted its last day.
    """
    about = f"disputes {state} {overdue} {agency}"
    seen = visibility.hazards(session, actor).with_only_columns(Hazard.id)
    query = (
        select(OwnershipDispute, Hazard)
        .join(Hazard, Hazard.id == OwnershipDispute.hazard_id)
        .where(Hazard.id.in_(seen), Hazard.status.not_in(ENDED))
        .order_by(OwnershipDispute.due_on, OwnershipDispute.id)
        .limit(limit + 1)
        .options(selectinload(OwnershipDispute.steps))
    )
    if state:
        query = query.where(OwnershipDispute.state == state)
    if overdue is not None:
        late = and_(OwnershipDispute.state.in_(OPEN), OwnershipDispute.due_on < db.today(session))
        query = query.where(late if overdue else ~late)
    if agency:
        query = query.where(_concerns(agency))
    if cursor:
        due_on, last = pages.read(cursor, about, date.fromisoformat, UUID)
        after = and_(OwnershipDispute.due_on == due_on, OwnershipDispute.id > last)
        query = query.where(or_(OwnershipDispute.due_on > due_on, after))
    rows = session.execute(query).all()
    return pages.cut(rows, limit, lambda row: [row[0].due_on.isoformat(), str(row[0].id)], about)


def _concerns(agency_id):
    named = or_(DisputeStep.agency_id == agency_id, DisputeStep.by_agency_id == agency_id)
    steps = select(DisputeStep.dispute_id).where(named)
    return or_(OwnershipDispute.guard_id == agency_id, OwnershipDispute.id.in_(steps))


def denials(session, actor):
    """How often each agency denied: rows of ``(Agency, denials, disputes)`` by area and name, never by number."""
    seen = visibility.hazards(session, actor).with_only_columns(Hazard.id)
    query = (
        select(Agency, func.count(DisputeStep.id), func.count(distinct(DisputeStep.dispute_id)))
        .join(DisputeStep, DisputeStep.agency_id == Agency.id)
        .join(OwnershipDispute, OwnershipDispute.id == DisputeStep.dispute_id)
        .where(DisputeStep.verb == DisputeVerb.DENY, OwnershipDispute.hazard_id.in_(seen))
        .group_by(Agency.id)
        .order_by(Agency.area_code, Agency.name)
    )
    return session.execute(query).all()
