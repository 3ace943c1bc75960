"""Every letter is answered (件件有回复): what the reporter was told, and the periods of the answers (domain §8).

Seven days for the answer on procedure, three months for progress or result, then monthly until the result was told.
The lengths are those of the regime. The periods run from the day of receipt, however late a clue was registered.
"""

from collections import Counter

from sqlalchemy import func, select

from . import clock_lists, clocks, clues, db, permissions, regimes, visibility
from .errors import Conflict, Invalid
from .models import Clock, ClockOutcome, ClockState, Clue, ClueReply, ClueState, Office, ReplyKind

FIRST = ("petition_reply", "petition_result")
MONTHLY = "petition_progress"
ENDS = {
    ReplyKind.ATTEMPT: (),
    ReplyKind.PROCEDURAL: ("petition_reply",),
    ReplyKind.PROGRESS: (*FIRST, MONTHLY),
    ReplyKind.RESULT: (*FIRST, MONTHLY),
}


def begin(session, actor, clue):
    """Start the periods of a clue that was registered and whose reporter can be answered."""
    if clue.no_reply_reason is None:
        for kind in FIRST:
            _start(session, actor, clue, kind, "clue.registered", clue.received_on)


def _start(session, actor, clue, kind, event, on):
    area_code = session.get_one(Office, clue.office_id).area_code
    if regimes.rule(kind, on, area_code):
        clocks.start(session, actor, kind, clue, office_id=clue.office_id, event=event, on=on)


def reply(session, actor, clue_id, draft) -> Clue:
    """Enter what the reporter was told; the periods that it answers end by its day."""
    clue = clues.get(session, actor, clue_id, lock=True)
    permissions.in_office(actor, "reply_clue", clue.office_id)
    _check(session, clue, draft)
    for kind in ENDS[draft.kind]:
        clock = clocks.running(session, clue, kind)
        if clock is not None:
            clocks.end(session, actor, clock, on=draft.on)
    if draft.kind is ReplyKind.PROGRESS and clue.no_reply_reason is None:
        _start(session, actor, clue, MONTHLY, "clue.progress_answered", draft.on)
    if draft.kind is ReplyKind.RESULT:
        clue.concluded_on = draft.on
    said = draft.model_dump()
    clue.replies.append(ClueReply(id=db.new_id(), recorded_at=db.now(session), recorded_by_id=actor.person_id, **said))
    db.touch(session, clue)
    session.flush()
    told = {"kind": draft.kind, "channel": draft.channel, "on": draft.on}
    clues.note(session, actor, clue, "clue.replied", told, version=clue.version)
    return clue


def _check(session, clue, draft):
    if clue.state is ClueState.RECEIVED:
        raise Conflict("clue_unregistered")
    if clue.concluded_on is not None:
        raise Conflict("clue_concluded")
    if draft.on > db.today(session):
        raise Invalid.at("on", "in_the_future")
    last = max((row.on for row in clue.replies), default=clue.received_on)
    if draft.on < last:
        raise Invalid.at("on", "before_it_started", first=last)


def excuse(session, actor, clue, reason, note):
    """Nobody is to be answered any more, for *reason*; what was owed falls away."""
    clue.no_reply_reason = reason
    for clock in clocks.of(session, clue):
        if clock.state is not ClockState.ENDED:
            clocks.cancel(session, actor, clock, reason=note)


def figures(session, actor, *, first=None, last=None, office=None) -> dict:
    """How clues received between two days, inclusive, were answered, of those that the actor sees.

    By kind of period: ``on_time``, ``late`` (told too late, or over and not told) and ``running``; what fell away is
    none of these. ``unanswered`` counts clues whose reporter is still to be told the result.
    """
    asked = [Clue.received_on >= first] if first else []
    asked += [Clue.received_on <= last] if last else []
    asked += [Clue.office_id == office] if office else []
    seen = visibility.clues(actor).where(*asked)
    ids = seen.with_only_columns(Clue.id)
    owed = (Clue.no_reply_reason.is_(None), Clue.concluded_on.is_(None))
    counts = {
        "received": session.scalar(select(func.count()).select_from(ids.subquery())),
        "unanswered": session.scalar(select(func.count()).select_from(ids.where(*owed).subquery())),
    }
    return counts | {"periods": _periods(session, ids)}


def _periods(session, ids):
    late = clock_lists.overdue(session)
    columns = (Clock.kind, Clock.state, Clock.outcome, late, func.count())
    mine = (Clock.subject_kind == Clue.KIND, Clock.subject_id.in_(ids), Clock.kind.in_((*FIRST, MONTHLY)))
    found = {kind: Counter(on_time=0, late=0, running=0) for kind in (*FIRST, MONTHLY)}
    for kind, state, outcome, is_late, count in session.execute(select(*columns).where(*mine).group_by(*columns[:4])):
        if state is not ClockState.ENDED:
            found[kind]["late" if is_late else "running"] += count
        elif outcome in (ClockOutcome.MET, ClockOutcome.MET_LATE, ClockOutcome.MISSED):
            found[kind]["on_time" if outcome is ClockOutcome.MET else "late"] += count
    return [{"kind": kind, **counted} for kind, counted in found.items()]
