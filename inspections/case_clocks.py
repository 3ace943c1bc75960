"""Which periods of a case the moves start and end: a table of kinds and events. How long they are is the regime's."""

from dataclasses import dataclass

from sqlalchemy import func, select

from . import clocks, db, followups, regimes, visibility
from .models import Case, CaseHazard, CaseState, CaseVerb, Clock, ClockOutcome, ClockState, Hazard, Office, ReportAbout
from .models.followups import FollowUpReason
from .models.hazards import ENDED

REPLY = ("reply", "urgent_reply")
ANSWER = (*REPLY, "public_notice")  # before their last day nobody goes to court
REVIEW = {False: "review", True: "civil_review"}


@dataclass(frozen=True, slots=True)
class Start:
    """A clock that a move starts. ``decided``: it counts from the day of the decision, else from the day it names."""

    kind: str
    event: str
    decided: bool = False


V = CaseVerb
STARTS = {
    V.FILE: (Start("serve_filing_decision", "case.filed", decided=True),),
    V.RECOMMEND: (Start("serve_recommendation", "case.recommendation_decided", decided=True),),
    V.ANNOUNCE: (Start("public_notice", "notice.published"),),
    V.RECEIVE: (Start("file_recommendation", "recommendation.served"), Start("reply", "recommendation.received")),
    V.SUE: (Start("file_complaint", "case.complaint_delivered"),),
    V.WITHDRAW_SUIT: (Start("withdraw_papers", "case.withdrawal_decided", decided=True),),
    V.CHANGE_CLAIM: (Start("withdraw_papers", "case.claim_change_decided", decided=True),),
}
ENDS = {
    V.NOTIFY_FILING: ("serve_filing_decision",),
    V.RECEIVE: ("serve_recommendation",),  # served is what arrived: what was posted in time may be late (art. 76)
    V.NOTE_REPLY: REPLY,
}
REPORTED = {ReportAbout.RECOMMENDATION: "file_recommendation", ReportAbout.SUIT: "file_complaint"}
OVER = {V.CLOSE, V.TRANSFER}


def regime(on, office) -> str:
    """The code of the regime under which a case of *office* begins on that day."""
    found = regimes.rule("serve_recommendation", on, office.area_code)
    return found[0].code if found else ""


def run(session, actor, case, draft, decision):
    """Start, end, suspend and resume what the move that was just made asks for."""
    today, verb = db.today(session), draft.move
    for kind in (*ENDS.get(verb, ()), *((REPORTED[draft.about],) if draft.about in REPORTED else ())):
        _end(session, actor, case, kind, draft.on or today)
    for row in STARTS.get(verb, ()):
        _start(session, actor, case, row, decision.decided_on if row.decided else draft.on)
    _review(session, actor, case, draft, decision)
    if verb in OVER:
        for clock in clocks.of(session, case):
            if clock.state is not ClockState.ENDED:
                clocks.cancel(session, actor, clock, reason=draft.note)


def _start(session, actor, case, row, on):
    if case.respondent_id is None and row.kind == "serve_filing_decision":
        return  # over an incident: there is nobody yet to be served
    kind, said = row.kind, {"office_id": case.office_id, "event": row.event, "on": on}
    if row.kind == "reply" and case.urgent:
        kind = "urgent_reply"
        said |= {"urgent_reason": case.urgent_reason, "decided_by": case.urgent_by_id}
    area_code = session.get_one(Office, case.office_id).area_code
    if regimes.rule(kind, on, area_code):  # where no law in force knows the period, the act counts all the same
        clock = clocks.start(session, actor, kind, case, **said)
        if kind in REPLY:
            _ask_for_visits(session, actor, case, clock.due_on)


def _ask_for_visits(session, actor, case, due_on):
    """When the agency's time is over somebody looks, whatever was answered until then."""
    ids = [row.hazard_id for row in case.hazards if row.removed_at is None]
    seen = visibility.hazards(session, actor).where(Hazard.id.in_(ids), Hazard.status.not_in(ENDED))
    for hazard in session.scalars(seen.order_by(Hazard.id)):
        followups.plan(session, hazard, FollowUpReason.PERIOD_OVER, after=due_on)


def recounted(session, clock, before):
    """The visits that were planned from the clock's last day, *before*, follow it to the present one."""
    if clock.kind in REPLY and clock.subject_kind == Case.KIND:
        inside = (CaseHazard.case_id == clock.subject_id, CaseHazard.removed_at.is_(None))
        ids = select(CaseHazard.hazard_id).where(*inside)
        followups.postpone(session, ids, FollowUpReason.PERIOD_OVER, before, clock.due_on)


def _end(session, actor, case, kind, on, **how):
    clock = clocks.running(session, case, kind)
    if clock is not None:
        clocks.end(session, actor, clock, on=max(on, clock.started_on), **how)


def _review(session, actor, case, draft, decision):
    """The review whether to sue: it begins when the agency's time is over, and rests while it is suspended."""
    kind, today = REVIEW[case.effective_on is None], db.today(session)
    if case.state is CaseState.FOLLOW_UP and draft.move is not V.RESUME:
        _begin_review(session, actor, case, kind, today)
    clock = clocks.running(session, case, kind)
    if draft.move is V.SUSPEND and clock is not None:
        on = max(decision.decided_on, clock.started_on)
        if on <= clock.due_on:  # else it ran out before, and stays so
            clocks.suspend(session, actor, clock, on=on, reason=draft.note, ground="review_suspended")
    elif draft.move is V.RESUME and clock is not None and clock.state is ClockState.SUSPENDED:
        clocks.resume(session, actor, clock, on=today, reason=draft.note)
    elif draft.move is V.CONCLUDE_REVIEW:
        _end(session, actor, case, kind, today)
        for clock in clocks.of(session, case):
            if clock.kind in REPLY and clock.state is ClockState.RUNNING and clock.due_on < today:
                clocks.end(session, actor, clock, on=today, outcome=ClockOutcome.MISSED)


def _begin_review(session, actor, case, kind, today):
    ended = answer_due_on(session, case)
    ended = max(ended, case.rectify_due_on) if ended and case.rectify_due_on else ended
    if ended is None or ended >= today or any(clock.kind == kind for clock in clocks.of(session, case)):
        return
    event = "notice.ended" if kind == "civil_review" else "case.rectification_ended"
    clocks.start(session, actor, kind, case, office_id=case.office_id, event=event, on=ended)


def answer_due_on(session, case):
    """The last day of the reply, or of the public notice; None while neither has begun."""
    return max((clock.due_on for clock in clocks.of(session, case) if clock.kind in ANSWER), default=None)


def due_of(session, case_id):
    """The same of the case with that id; None without one."""
    due = select(func.max(Clock.due_on)).where(Clock.subject_kind == Case.KIND, Clock.subject_id == case_id)
    return session.scalar(due.where(Clock.kind.in_(ANSWER)))


def overdue(today):
    """The condition that a period of a case is over and what it waits for was not done."""
    late = (Clock.subject_kind == Case.KIND, Clock.subject_id == Case.id, Clock.state == ClockState.RUNNING)
    return select(Clock.id).where(*late, Clock.due_on < today).exists()


def told(session, case_ids, kind=Case.KIND) -> dict:
    """By case, or other subject of that *kind*: its clocks, the oldest first.

    Each as ``(id, kind, state, due_on, provisional, outcome)``.
    """
    columns = (Clock.id, Clock.kind, Clock.state, Clock.due_on, Clock.provisional, Clock.outcome)
    query = select(Clock.subject_id, *columns).where(Clock.subject_kind == kind, Clock.subject_id.in_(case_ids))
    found = {id_: [] for id_ in case_ids}
    for case_id, *row in session.execute(query.order_by(Clock.created_at, Clock.id)):
        found[case_id].append(row)
    return found
