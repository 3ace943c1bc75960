"""What may leave the office: prepared by the policy, released or discarded by a person, sent by a job.

Nothing goes out by itself, unless the setting for routine says so of the digests to our own people.
"""

from uuid import UUID

from sqlalchemy import select

from . import (
    case_clocks,
    db,
    jobs,
    ledger,
    notice_settings,
    notices,
    outgoing_services,
    pages,
    people,
    permissions,
    visibility,
)
from .errors import Conflict, Invalid, NotFound, Stale
from .models import (
    Clock,
    ClockState,
    Notice,
    OutgoingKind,
    OutgoingNotice,
    OutgoingState,
    Person,
)
from .notice_drafts import ReleaseWay

JOB = "notice.send"
S = OutgoingState


def get(session, actor, id_, *, lock=False) -> OutgoingNotice:
    query = visibility.outgoing_notices(actor).where(OutgoingNotice.id == id_)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound
    return row


def page(session, actor, *, state=None, cursor=None, limit=50):
    """A page of what waits or went out, the newest first, and the next cursor or None."""
    told = f"outgoing {state}"
    query = visibility.outgoing_notices(actor).order_by(OutgoingNotice.id.desc()).limit(limit + 1)
    if state:
        query = query.where(OutgoingNotice.state == state)
    if cursor:
        query = query.where(OutgoingNotice.id < pages.read(cursor, told, UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], told)


def carried(session, row, reader=None) -> list[tuple[Notice, str]]:
    """The notices that a digest carries, each with the number of its record: what its recipient may see now, and
    *reader* too, if somebody else looks at it."""
    mine = people.actor(session, session.get_one(Person, row.person_id))
    found = session.scalars(visibility.notices(mine).where(Notice.outgoing_id == row.id).order_by(Notice.id)).all()
    seen = [notices.about(session, actor, found) for actor in (mine, reader) if actor]
    return [(notice, numbers[0]) for notice, *numbers in zip(found, *seen, strict=True) if all(numbers)]


def release(session, actor, id_, draft, means: frozenset[str]) -> OutgoingNotice:
    """Let it leave by e-mail or text message, or note that the actor carried the text over.

    *means* are what the settings give: ``mail``, ``sms``, and ``address``: where others reach this server. Raises
    Conflict when it has become needless or the means are lacking, and Invalid without an address.
    """
    row = _to_write(session, actor, "release_outgoing_notice", id_, draft.version)
    if row.kind is OutgoingKind.REMINDER and not _still_runs(session, row):
        raise Conflict("reminder_needless")
    if row.kind is OutgoingKind.SERVICE:
        outgoing_services.check(session, row)
    if draft.way is ReleaseWay.COPIED:
        row.state, row.sent_at, row.note = S.COPIED, db.now(session), draft.note
        if row.kind is OutgoingKind.SERVICE:
            outgoing_services.sent(session, actor, row)
    else:
        if draft.way not in means:
            raise Conflict("no_mail_server" if draft.way is ReleaseWay.MAIL else "no_sms_gateway")
        row.address = _address(session, row, draft, means)
        _send(session, row)
    row.released_at, row.released_by_id = db.now(session), actor.person_id
    return _changed(session, actor, row, "notice.released", {"way": draft.way, "note": draft.note})


def _address(session, row, draft, means):
    if row.kind is OutgoingKind.SERVICE:
        return outgoing_services.address(session, row, draft, means)
    if draft.way is ReleaseWay.SMS:
        raise Invalid.at("way", "by_mail_only")
    if row.person_id is None and draft.address is None:
        raise Invalid.at("address", "required")
    if row.person_id is not None and draft.address is not None:
        raise Invalid.at("address", "own_address_only")
    own = row.person_id and notice_settings.of(session, row.person_id).email
    if row.person_id is not None and own is None:
        raise Conflict("no_address_any_more")
    return draft.address or own


def _still_runs(session, row):
    runs = (Clock.state == ClockState.RUNNING, Clock.kind.in_(case_clocks.REPLY), Clock.due_on == row.due_on)
    return session.scalar(select(Clock.id).where(Clock.subject_id == row.case_id, *runs)) is not None


def _send(session, row):
    row.state = S.RELEASED
    jobs.enqueue(session, JOB, {"notice_id": str(row.id)})


def release_routine(session, ids):
    """Release digests by the setting for routine: they go to our own people, to the address that each has chosen."""
    for id_ in ids:
        row = _in_state(session, id_, S.PREPARED)
        row.address, row.released_at = notice_settings.of(session, row.person_id).email, db.now(session)
        _send(session, row)
        _changed(session, None, row, "notice.released", {"way": "routine"})


def discard(session, actor, id_, draft) -> OutgoingNotice:
    row = _to_write(session, actor, "discard_outgoing_notice", id_, draft.version)
    row.state, row.note = S.DISCARDED, draft.reason
    return _changed(session, actor, row, "notice.discarded", {"reason": draft.reason})


def to_send(session, id_) -> OutgoingNotice | None:
    """What a job is to send; None when it was sent already, or nothing is left of it that its recipient may see."""
    row = _in_state(session, id_, S.RELEASED)
    return row if row and (row.kind is not OutgoingKind.DIGEST or carried(session, row)) else None


def settle(session, id_, *, sent: bool):
    """Note that it was sent, or that nothing was left to send. A second time changes nothing."""
    row = _in_state(session, id_, S.RELEASED)
    if row is None:
        return
    row.state, row.sent_at = (S.SENT, db.now(session)) if sent else (S.DISCARDED, None)
    if sent and row.kind is OutgoingKind.SERVICE:
        outgoing_services.sent(session, None, row)
    _changed(
        session, None, row, "notice.sent" if sent else "notice.discarded", {} if sent else {"reason": "nothing left"}
    )


def bounce(session, id_, why: str):
    """The mail server refused the address of a letter about a service for good."""
    row = _in_state(session, id_, S.RELEASED)
    if row is not None:
        row.state, row.note = S.DISCARDED, why
        outgoing_services.bounced(session, row, why)
        _changed(session, None, row, "notice.discarded", {"reason": why})


def _in_state(session, id_, state):
    return session.scalar(select(OutgoingNotice).where(OutgoingNotice.id == id_, OutgoingNotice.state == state))


def _to_write(session, actor, action, id_, version):
    row = get(session, actor, id_, lock=True)
    permissions.in_office(actor, action, row.office_id)
    if row.version != version:
        raise Stale(row)
    if row.state is not S.PREPARED:
        raise Conflict("not_waiting_any_more")
    return row


def _changed(session, actor, row, type_, payload):
    db.touch(session, row)
    session.flush()
    subjects = [("outgoing", row.id), *([("case", row.case_id)] if row.case_id else [])]
    ledger.append(session, actor, type_, subjects, payload, office_id=row.office_id, version=row.version)
    return row
