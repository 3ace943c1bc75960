"""THE table of a clue's moves: verb, from, to, by whom, what it takes and needs (domain §1.3, §8).

From the register to a case, another office, or the end. Answering goes on beside it: a clue that ended still owes its
answer, until the result was told or an excuse is on record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import clue_replies, clues, db, people, visibility
from .case_needs import LEADERS, NOTE, said
from .errors import Conflict, FieldError, Invalid, NotAllowed, Stale
from .lifecycle import Need
from .models import Case, Clue, ClueState, ClueVerb, NoReplyReason, Person, ReplyKind, Role
from .permissions import CHIEFS, HEADS, PROSECUTORS, STAFF

ATTEMPTS = 3  # in vain, before somebody counts as unreachable


@dataclass(frozen=True, slots=True)
class Facts:
    session: Any
    clue: Clue
    actor: Any
    draft: Any


@dataclass(frozen=True, slots=True)
class Move:
    """``target`` None: the state stays."""

    verb: ClueVerb
    sources: frozenset[ClueState]
    target: ClueState | None
    roles: frozenset[Role]
    takes: frozenset[str]
    needs: tuple[Need, ...]
    effect: Callable[[Facts], None]


def _held_by(path, roles, code):
    """Nobody is named there, or somebody in use who holds one of *roles* in the office of the clue."""

    def holds(facts):
        id_ = getattr(facts.draft, path)
        person = id_ and facts.session.get(Person, id_)
        in_use = person and person.disabled_at is None
        return id_ is None or bool(
            in_use and people.actor(facts.session, person).roles_in(facts.clue.office_id) & roles
        )

    return Need(code, path, holds)


def _known_case(facts):
    id_ = facts.draft.case_id
    seen = visibility.cases(facts.session, facts.actor).where(Case.id == id_, Case.office_id == facts.clue.office_id)
    return id_ is None or facts.session.scalar(seen.with_only_columns(Case.id)) is not None


def _tried(facts):
    tried = sum(row.kind is ReplyKind.ATTEMPT for row in facts.clue.replies)
    return facts.draft.no_reply_reason is not NoReplyReason.UNREACHABLE or tried >= ATTEMPTS


BY_HAND = {None, NoReplyReason.NO_CONTACT, NoReplyReason.WRONG_CONTACT, NoReplyReason.UNREACHABLE}
LEADER = _held_by("sponsor_id", CHIEFS, "not_a_chief")
HANDLER = _held_by("handler_id", PROSECUTORS, "not_of_the_office")
SPONSORED = Need("no_sponsor", None, lambda facts: not facts.clue.first_visit or facts.clue.sponsor_id is not None)
KNOWN_CASE = Need("unknown_case", "case_id", _known_case)
OWED = Need("nothing_owed", None, lambda f: f.clue.no_reply_reason is None and f.clue.concluded_on is None)
TOLD_BY_HAND = Need("not_by_hand", "no_reply_reason", lambda facts: facts.draft.no_reply_reason in BY_HAND)
TRIED = Need("too_few_attempts", "no_reply_reason", _tried, lambda facts: {"count": ATTEMPTS})


def _nothing(facts):
    """The state says it all."""


def _registered(facts):
    clue, draft = facts.clue, facts.draft
    clue.registered_at, clue.registered_by_id = db.now(facts.session), facts.actor.person_id
    clue.source = draft.source or clue.source
    clue.first_visit = clue.first_visit if draft.first_visit is None else draft.first_visit
    clue.sponsor_id, clue.handler_id = draft.sponsor_id, draft.handler_id or facts.actor.person_id
    clue_replies.begin(facts.session, facts.actor, clue)


def _named(facts):
    for path in ("sponsor_id", "handler_id"):
        setattr(facts.clue, path, getattr(facts.draft, path) or getattr(facts.clue, path))


def _ended(facts):
    facts.clue.ended_at = db.now(facts.session)
    for path in ("case_id", "receiving_body"):
        setattr(facts.clue, path, getattr(facts.draft, path))


def _excused(facts):
    clue_replies.excuse(facts.session, facts.actor, facts.clue, facts.draft.no_reply_reason, facts.draft.note)


def _move(verb, sources, target, roles, takes, *needs, effect=_nothing):
    return Move(verb, frozenset(sources), target, roles, frozenset(takes.split()), needs, effect)


S, V = ClueState, ClueVerb
STAYS = None
ASSESSED = {S.ASSESSING, S.PRELIMINARY}
REGISTERED = set(S) - {S.RECEIVED}
# fmt: off
MOVES = {move.verb: move for move in (
    #     verb, from, to, by whom; what it takes; what it needs
    _move(V.REGISTER,          {S.RECEIVED},   S.REGISTERED,  PROSECUTORS,
          "source first_visit sponsor_id handler_id", LEADER, HANDLER, effect=_registered),
    _move(V.NOT_ACCEPT,        {S.REGISTERED}, S.NOT_ACCEPTED, LEADERS, "", NOTE, effect=_ended),
    _move(V.SPONSOR,           REGISTERED,     STAYS,         PROSECUTORS, "sponsor_id",
          said("sponsor_id"), LEADER, effect=_named),
    _move(V.ASSIGN,            REGISTERED,     STAYS,         HEADS, "handler_id",
          said("handler_id"), HANDLER, effect=_named),
    _move(V.ASSESS,            {S.REGISTERED}, S.ASSESSING,   LEADERS, "", SPONSORED, NOTE),
    _move(V.INVESTIGATE_FIRST, {S.ASSESSING},  S.PRELIMINARY, LEADERS, "", NOTE),
    _move(V.TAKE_UP,           ASSESSED,       S.IN_CASE,     LEADERS, "case_id",
          said("case_id"), KNOWN_CASE, effect=_ended),
    _move(V.TRANSFER_CLUE,     ASSESSED,       S.TRANSFERRED, CHIEFS, "receiving_body",
          said("receiving_body"), NOTE, effect=_ended),
    _move(V.REFUSE_FILING,     ASSESSED,       S.NOT_FILED,   CHIEFS, "", NOTE, effect=_ended),
    _move(V.EXCUSE,            REGISTERED,     STAYS,         PROSECUTORS, "no_reply_reason",
          OWED, said("no_reply_reason"), TOLD_BY_HAND, TRIED, NOTE, effect=_excused),
)}
# fmt: on
COMMON = frozenset({"move", "version", "note"})


def moves_for(session, clue, actor) -> list[str]:
    """The verbs *actor* may use now: what the fields of the form can still supply is not asked for yet."""
    held, facts = actor.roles_in(clue.office_id), Facts(session, clue, actor, None)
    return [
        move.verb
        for move in MOVES.values()
        if clue.state in move.sources
        and held & move.roles
        and all(need.holds(facts) for need in move.needs if need.path is None)
    ]


def move(session, actor, clue_id, draft) -> Clue:
    """Make a move of the table. Raises NotAllowed, then Conflict, then Invalid with all that is missing."""
    clue = clues.get(session, actor, clue_id, lock=True)
    facts = Facts(session, clue, actor, draft)
    chosen = _check(facts)
    chosen.effect(facts)
    clue.state = chosen.target or clue.state
    db.touch(session, clue)
    session.flush()
    told = draft.model_dump(mode="json", exclude={"version"}, exclude_unset=True)
    clues.note(session, actor, clue, f"clue.{draft.move}", told | {"state": clue.state}, version=clue.version)
    return clue


def _check(facts):
    clue, draft = facts.clue, facts.draft
    chosen, held = MOVES[draft.move], facts.actor.roles_in(clue.office_id)
    if not held & chosen.roles:
        raise NotAllowed("role_may_not" if held & STAFF else "not_handling_office", action=f"clue.{chosen.verb}")
    if draft.version not in (None, clue.version):
        raise Stale(clue)
    if clue.state not in chosen.sources:
        possible = moves_for(facts.session, clue, facts.actor)
        extra = {"moves": possible, "clue_state": clue.state}
        raise Conflict("illegal_clue_move", extra=extra, clue_move=chosen.verb, clue_state=clue.state)
    missing = [FieldError(name, "not_for_this_move") for name in sorted(draft.model_fields_set - chosen.takes - COMMON)]
    missing += [need.error(facts) for need in chosen.needs if not need.holds(facts)]
    if missing:
        raise Invalid(*missing)
    return chosen
