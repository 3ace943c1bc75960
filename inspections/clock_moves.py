"""THE table of what a person does to a clock by hand: verb, from, by whom, what it takes, and where the rule lets it.

Clocks of cases end, rest and go on by the moves of their case; here stands what is left to a hand. Which periods can
be extended or rest at all is data (``regimes``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import clock_counts, clocks, permissions
from .errors import Conflict, FieldError, Invalid, NotAllowed, Stale
from .lifecycle import CHIEFS
from .models import Clock, ClockState, ClockVerb, Role
from .permissions import HEADS, PROSECUTORS, STAFF

COMMON = frozenset({"move", "version", "note"})


@dataclass(frozen=True, slots=True)
class Move:
    verb: ClockVerb
    sources: frozenset[ClockState]
    roles: Callable[[Clock], frozenset[Role]]
    takes: frozenset[str]
    needs: frozenset[str]
    allowed: Callable[[Clock], bool]  # by the rule of the clock
    effect: Callable[[Any, Any, Clock, Any], Clock]


def _level(clock):
    """Who extends: the chief where the law says so; what a superior approved is recorded by any prosecutor."""
    step = clock_counts.next_extension(clock)
    return CHIEFS if step and step["level"] == "chief" else PROSECUTORS


def _by_hand(clock):
    return [row["ground"] for row in clock.rule["exclusions"] if row["by_hand"]]


def _extend(session, actor, clock, draft):
    return clocks.extend(session, actor, clock, reason=draft.note, by=draft.by, days=draft.days)


def _suspend(session, actor, clock, draft):
    if draft.ground not in _by_hand(clock):
        raise Invalid.at("ground", "not_one_of", allowed=", ".join(_by_hand(clock)))
    return clocks.suspend(session, actor, clock, on=draft.on, reason=draft.note, ground=draft.ground)


def _resume(session, actor, clock, draft):
    return clocks.resume(session, actor, clock, on=draft.on, reason=draft.note)


def _end(session, actor, clock, draft):
    return clocks.end(session, actor, clock, on=draft.on, at=draft.at, posted_on=draft.posted_on, note=draft.note)


def _cancel(session, actor, clock, draft):
    return clocks.cancel(session, actor, clock, reason=draft.note)


def _rests_by_hand(clock):
    """Whether the pause that lasts was made by hand: one that a case made ends with a move of the case."""
    return bool(clock.suspensions) and clock.suspensions[-1]["ground"] in _by_hand(clock)


def _ended_by_hand(clock):
    return clock.rule["ended_by_hand"]


def _move(verb, sources, roles, takes, needs, allowed, effect):
    holders = roles if callable(roles) else lambda clock: roles
    return Move(verb, frozenset(sources), holders, frozenset(takes.split()), frozenset(needs.split()), allowed, effect)


S, V = ClockState, ClockVerb
# fmt: off
MOVES = {move.verb: move for move in (
    #     verb       from                      by           takes              needs        where the rule lets it
    _move(V.EXTEND,  {S.RUNNING},              _level,      "days by",         "",          clock_counts.next_extension,
          _extend),
    _move(V.SUSPEND, {S.RUNNING},              PROSECUTORS, "on ground",       "on ground", _by_hand,
          _suspend),
    _move(V.RESUME,  {S.SUSPENDED},            PROSECUTORS, "on",              "on",        _rests_by_hand,
          _resume),
    _move(V.END,     {S.RUNNING},              STAFF,       "on at posted_on", "",          _ended_by_hand,
          _end),
    _move(V.CANCEL,  {S.RUNNING, S.SUSPENDED}, HEADS,       "",                "",          lambda clock: True,
          _cancel),
)}
# fmt: on


def moves_for(clock, actor) -> list[str]:
    """The verbs *actor* may use on *clock* now."""
    held = actor.roles_in(clock.office_id)
    return [
        move.verb
        for move in MOVES.values()
        if clock.state in move.sources and move.allowed(clock) and held & move.roles(clock)
    ]


def move(session, actor, clock_id, draft) -> Clock:
    """Do to a clock what the table lets *actor* do: first who, then when, then what is missing."""
    clock = clocks.get(session, actor, clock_id, lock=True)
    permissions.in_office(actor, "move_clock", clock.office_id)
    row = MOVES[draft.move]
    if not actor.roles_in(clock.office_id) & row.roles(clock):
        raise NotAllowed("role_may_not", action=f"clock.{draft.move}")
    if draft.version not in (None, clock.version):
        raise Stale(clock)
    if clock.state not in row.sources or not row.allowed(clock):
        extra = {"moves": moves_for(clock, actor), "clock_state": clock.state}
        raise Conflict("illegal_clock_move", extra=extra, clock_move=draft.move, clock_state=clock.state)
    strange = draft.model_fields_set - row.takes - COMMON
    wrong = [FieldError(name, "not_for_this_move") for name in sorted(strange)]
    wrong += [FieldError(name, "required") for name in sorted(row.needs) if getattr(draft, name) is None]
    if wrong:
        raise Invalid(*wrong)
    return row.effect(session, actor, clock, draft)
