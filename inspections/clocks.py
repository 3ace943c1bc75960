"""Clocks: start, end, suspend, extend, cancel. Which periods there are is data: ``regimes``.

A clock starts from an event that its rule names, such as an effective receipt, never from a sending. Callers that have
checked who may act call these functions in the transaction of their own act, with the subject's row locked; what a
person does to a clock by hand is in ``clock_moves``.
"""

from datetime import date, datetime

from sqlalchemy import select

from . import calendars, clock_counts, db, ledger, regimes, visibility
from .errors import Conflict, Invalid, NotFound
from .models import Clock, ClockOutcome, ClockState, Office
from .periods import Unit

OPEN = (ClockState.RUNNING, ClockState.SUSPENDED)


def start(
    session,
    actor,
    kind: str,
    subject,
    *,
    office_id,
    event: str,
    on: date | None = None,
    at: datetime | None = None,
    urgent_reason: str | None = None,
    decided_by=None,
    regime: str | None = None,
    act: tuple[str, dict] | None = None,
) -> Clock:
    """Start a clock of *kind* on *subject* (a row: a hazard, a case …) by an *event* of that day or instant.

    Periods of hours need *at*. *regime* is the code of the one under which a document was issued; else the one in force
    that counts for the smallest area. *decided_by* is the id of who decided that it is urgent. *act* is the type and
    the payload of the ledger entry where starting the clock is the whole act. Raises Conflict when a clock of that kind
    runs on the subject, or when no law in force has such a period, and Invalid for an event that does not start it, a
    day to come or a missing reason.
    """
    office, on = session.get_one(Office, office_id), on or db.legal_date(at)
    found = regimes.rule(kind, on, _area_of(subject, office), code=regime)
    if found is None:
        raise Conflict("no_such_period", clock_kind=kind)
    if running(session, subject, kind):
        raise Conflict("clock_runs", clock_kind=kind)
    _check_start(session, found[1], event, on, at, urgent_reason, decided_by)
    clock = _drawn_up(session, actor, subject, office, *found)
    clock.event, clock.started_on, clock.started_at = event, on, at
    clock.urgent_reason, clock.decided_by_id = urgent_reason, decided_by
    clock_counts.count(clock, calendars.of(session, office))
    clock.started_seq = _note_start(session, actor, clock, act)
    session.add(clock)
    session.flush()
    return clock


def _drawn_up(session, actor, subject, office, regime, rule):
    return Clock(
        id=db.new_id(),
        office_id=office.id,
        subject_kind=_kind(subject),
        subject_id=subject.id,
        kind=rule.kind,
        regime=regime.edition,
        rule=rule.as_json(),
        state=ClockState.RUNNING,
        suspensions=[],
        extensions=[],
        created_at=db.now(session),
        created_by_id=actor and actor.person_id,
        changed_at=db.now(session),
    )


def _note_start(session, actor, clock, act):
    told = {name: getattr(clock, name) for name in ("event", "started_on", "started_at", "urgent_reason")}
    told |= clock_counts.due(clock)
    if act is None:
        return _note(session, actor, clock, "clock.started", told, version=1)
    subjects = [(clock.subject_kind, clock.subject_id), ("clock", clock.id)]
    told |= _named(clock) | act[1]
    return ledger.append(session, actor, act[0], subjects, told, office_id=clock.office_id)


def _kind(subject):
    return getattr(subject, "KIND", subject.__tablename__)  # as the ledger calls it


def _area_of(subject, office):
    return getattr(subject, "area_code", None) or office.area_code


def _check_start(session, rule, event, on, at, urgent_reason, decided_by):
    if event not in rule.started_by:
        raise Invalid.at("event", "does_not_start_it", event=event, allowed=", ".join(rule.started_by))
    if rule.unit is Unit.HOUR and at is None:
        raise Invalid.at("at", "required")
    if on > db.today(session):
        raise Invalid.at("on" if at is None else "at", "in_the_future")
    if rule.urgent and not (urgent_reason or "").strip():
        raise Invalid.at("urgent_reason", "required")
    if rule.urgent and decided_by is None:
        raise Invalid.at("decided_by", "required")


def of(session, subject) -> list[Clock]:
    """Every clock of a subject that the caller has already, the oldest first."""
    return list(session.scalars(_of(subject).order_by(Clock.created_at, Clock.id)))


def running(session, subject, kind: str) -> Clock | None:
    """The clock of *kind* on *subject* that has not ended, locked for a write."""
    return session.scalar(
        _of(subject).where(Clock.kind == kind, Clock.state != ClockState.ENDED).with_for_update().limit(1)
    )


def _of(subject):
    return select(Clock).where(Clock.subject_kind == _kind(subject), Clock.subject_id == subject.id)


def get(session, actor, clock_id, *, lock=False) -> Clock:
    query = visibility.clocks(session, actor).where(Clock.id == clock_id)
    clock = session.scalar(query.with_for_update() if lock else query)
    if clock is None:
        raise NotFound
    return clock


def end(session, actor, clock, *, on=None, at=None, outcome=None, posted_on=None, note="") -> Clock:
    """What the clock waited for was done on that day (of hours: at that instant), or will not be: *outcome* missed.

    Without *outcome* it follows from the dates; where the rule says so, by the day of posting.
    """
    _check_state(clock, *OPEN)
    on = on or db.legal_date(at or db.now(session))
    if clock.due_at is not None and at is None:
        at = db.now(session)
    _check_end(session, clock, on, at, posted_on)
    done_on = posted_on if posted_on and clock.rule["by_posting"] else on
    clock.outcome = outcome or _outcome(clock, done_on, at)
    clock.state, clock.ended_on, clock.ended_at, clock.posted_on = ClockState.ENDED, on, at, posted_on
    told = {"clock_outcome": clock.outcome, "ended_on": on, "ended_at": at, "posted_on": posted_on, "note": note}
    return changed(session, actor, clock, "clock.ended", told)


def _check_end(session, clock, on, at, posted_on):
    path, late = ("on", on > db.today(session)) if at is None else ("at", at > db.now(session) + db.CLOCK_TOLERANCE)
    if late:
        raise Invalid.at(path, "in_the_future")
    if on < clock.started_on or (at and clock.started_at and at < clock.started_at):
        raise Invalid.at(path, "before_it_started", first=clock.started_on)
    if posted_on is not None and not clock.started_on <= posted_on <= on:
        raise Invalid.at("posted_on", "not_while_it_ran", first=clock.started_on, last=on)


def _outcome(clock, on, at):
    if clock.state is ClockState.SUSPENDED:  # the days since do not count
        return ClockOutcome.MET
    late = at > clock.due_at if clock.due_at is not None else on > clock.due_on
    return ClockOutcome.MET_LATE if late else ClockOutcome.MET


def cancel(session, actor, clock, *, reason, outcome=ClockOutcome.CANCELLED) -> Clock:
    """What the clock was about fell away, or (*outcome* superseded) another clock takes its place."""
    _check_state(clock, *OPEN)
    clock.state, clock.outcome, clock.ended_on = ClockState.ENDED, outcome, db.today(session)
    return changed(session, actor, clock, f"clock.{outcome}", {"reason": reason})


def suspend(session, actor, clock, *, on, reason, ground=None) -> Clock:
    """Days from *on* do not count until ``resume``, on a *ground* of the clock's rule (the first one by default).

    Raises Conflict where the rule excludes nothing: an agency's request never moves the reply date.
    """
    grounds = [row["ground"] for row in clock.rule["exclusions"]]
    _check_state(clock, ClockState.RUNNING)
    if not grounds:
        raise Conflict("not_suspendable", clock_kind=clock.kind)
    if ground not in (None, *grounds):
        raise Invalid.at("ground", "not_one_of", allowed=", ".join(grounds))
    first = max([clock.started_on, *(date.fromisoformat(span["to"]) for span in clock.suspensions)])
    if not first <= on <= min(clock.due_on, db.today(session)):
        raise Invalid.at("on", "not_while_it_ran", first=first, last=clock.due_on)
    span = {
        "from": on.isoformat(),
        "to": None,
        "ground": ground or grounds[0],
        "reason": reason,
        "by": actor and str(actor.person_id),
    }
    clock.suspensions, clock.state = [*clock.suspensions, span], ClockState.SUSPENDED
    return changed(session, actor, clock, "clock.suspended", {"on": on, "ground": span["ground"], "reason": reason})


def resume(session, actor, clock, *, on, reason) -> Clock:
    """Days count again from *on*: the last day moves by those in between."""
    _check_state(clock, ClockState.SUSPENDED)
    *before, span = clock.suspensions
    if not date.fromisoformat(span["from"]) <= on <= db.today(session):
        raise Invalid.at("on", "not_while_suspended", first=span["from"])
    clock.suspensions, clock.state = [*before, span | {"to": on.isoformat()}], ClockState.RUNNING
    clock_counts.count(clock, clock_counts.calendar_of(session, clock))
    return changed(session, actor, clock, "clock.resumed", {"on": on, "reason": reason} | clock_counts.due(clock))


def extend(session, actor, clock, *, reason, by=None, days=None) -> Clock:
    """Extend by the next step of the rule. A step whose length the law leaves to the approval takes it as *days*.

    *by* says who approved, in words, where that was not the actor. Raises Conflict where the rule knows no (further)
    step, and Invalid.
    """
    _check_state(clock, ClockState.RUNNING)
    step = clock_counts.next_extension(clock)
    if step is None:
        raise Conflict("not_extendable", clock_kind=clock.kind)
    if (step["count"] is None) != (days is not None):
        raise Invalid.at("days", "required" if days is None else "fixed_by_law")
    if step["level"] == "superior" and not (by or "").strip():
        raise Invalid.at("by", "required")
    length = {"count": days, "unit": Unit.DAY.value} if days else {name: step[name] for name in ("count", "unit")}
    said = length | {"level": step["level"], "reason": reason, "approved_by": by}
    clock.extensions = [*clock.extensions, said | {"by": actor and str(actor.person_id)}]
    clock_counts.count(clock, clock_counts.calendar_of(session, clock))
    return changed(session, actor, clock, "clock.extended", said | clock_counts.due(clock))


def _check_state(clock, *states):
    if clock.state not in states:
        raise Conflict("clock_state", clock_state=clock.state)


def changed(session, actor, clock, type_, told):
    """Keep a change of *clock*, and write it down."""
    db.touch(session, clock)
    session.flush()
    _note(session, actor, clock, type_, told, version=clock.version)
    return clock


def _named(clock):
    return {"clock_kind": clock.kind, "regime": clock.regime}


def _note(session, actor, clock, type_, told, *, version):
    return ledger.append(
        session,
        actor,
        type_,
        [("clock", clock.id), (clock.subject_kind, clock.subject_id)],
        _named(clock) | told,
        office_id=clock.office_id,
        version=version,
    )
