"""THE table of a case's moves: verb, from, to, who or whose decision, what it takes and needs (domain §1.3).

Read by ``check``, by ``moves_for`` (the buttons), by the drawing in docs/cases.md (a test compares) and by the
exhaustive test. A move that the chief decides is made by the chief or a deputy; or by staff, who record what was
decided in the official system.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from . import case_effects as effects
from . import case_needs as needs
from . import decisions
from .case_needs import LEADERS, NOTE, ON, Facts, said
from .errors import Conflict, FieldError, Invalid, NotAllowed, Stale
from .lifecycle import Need
from .models import CaseState, CaseVerb, DecisionKind, Role
from .permissions import CHIEFS, HEADS, PROSECUTORS, STAFF


@dataclass(frozen=True, slots=True)
class Move:
    """``target`` None: the state stays. With ``decision`` the roles are those of who may give it."""

    verb: CaseVerb
    sources: frozenset[CaseState]
    target: CaseState | None
    roles: frozenset[Role]
    decision: DecisionKind | None
    takes: frozenset[str]
    needs: tuple[Need, ...]
    effect: Callable[[Facts], None]


def _move(verb, sources, target, by, takes, *wanted, effect=effects.nothing):
    """*by* is a set of roles, or the kind of decision that the move carries out."""
    if isinstance(by, DecisionKind):
        more = decisions.needs_of(by)
        return Move(
            verb, frozenset(sources), target, CHIEFS, by, frozenset((takes + " recorded").split()),
            (*wanted, *more), effect,
        )  # fmt: skip
    return Move(verb, frozenset(sources), target, by, None, frozenset(takes.split()), wanted, effect)


S, V, D = CaseState, CaseVerb, DecisionKind
STAYS = None
ENDED = frozenset({S.CLUE_TRANSFERRED, S.NOT_FILED, S.TRANSFERRED_OFFICE, S.CLOSED})  # never edited again
ASSESSED = {S.CLUE_ASSESSING, S.PRELIMINARY_INVESTIGATION}
INVESTIGATED = {S.FILED, S.INVESTIGATING}
BEFORE_RECOMMENDATION = frozenset(
    {S.CLUE_REGISTERED, *ASSESSED, S.FILING_REVIEW, *INVESTIGATED, S.INVESTIGATION_CONCLUDED}
)
IN_COURT = {S.SUIT_FILED, S.CLAIM_CHANGED}
AFTER_SERVICE = {S.REPLY_PERIOD, S.FOLLOW_UP, S.SUSPENDED, S.REVIEW_CONCLUDED, *IN_COURT, S.JUDGED, S.APPEALED}
# fmt: off
MOVES = {move.verb: move for move in (
    #     verb, from, to, by whom or by which decision; what it takes; what it needs
    _move(V.ASSESS,              {S.CLUE_REGISTERED},           S.CLUE_ASSESSING,            LEADERS, "", NOTE),
    _move(V.INVESTIGATE_FIRST,   {S.CLUE_ASSESSING},            S.PRELIMINARY_INVESTIGATION, LEADERS, "", NOTE),
    _move(V.TRANSFER_CLUE,       ASSESSED,                      S.CLUE_TRANSFERRED,          D.TRANSFER_CLUE,
          "receiving_body", needs.RECEIVING_BODY, NOTE, effect=effects.ended),
    _move(V.PROPOSE_FILING,      ASSESSED,                      S.FILING_REVIEW,             LEADERS,
          "", needs.FIELD, NOTE),
    _move(V.REVIEW_FILING,       {S.FILING_REVIEW},             STAYS,                       HEADS, "", NOTE),
    _move(V.REFUSE_FILING,       {S.FILING_REVIEW},             S.NOT_FILED,                 D.NOT_FILE,
          "", NOTE, effect=effects.ended),
    _move(V.FILE,                {S.FILING_REVIEW},             S.FILED,                     D.FILE, "", needs.FIELD),
    _move(V.NOTIFY_FILING,       INVESTIGATED,                  STAYS,                       STAFF,
          "on mode", needs.RESPONDENT, *needs.SENT),
    _move(V.INVESTIGATE,         {S.FILED},                     S.INVESTIGATING,             LEADERS,
          "officers", *needs.OFFICERS, NOTE),
    _move(V.CONSULT,             INVESTIGATED,                  STAYS,                       LEADERS,
          "on agency_ids photo_id", *ON, needs.WHOM, needs.KNOWN_AGENCIES, needs.DOCUMENT, NOTE),
    _move(V.CONCLUDE_INVESTIGATION, {S.INVESTIGATING},             S.INVESTIGATION_CONCLUDED,   LEADERS,
          "proposal", *needs.INVESTIGATED, NOTE, effect=effects.proposed),
    _move(V.RECOMMEND,           {S.INVESTIGATION_CONCLUDED},   S.RECOMMENDATION_DECIDED,    D.RECOMMEND,
          "rectify_due_on urgent_reason", needs.ADMINISTRATIVE, needs.RESPONDENT, needs.FIELD, needs.ITEM,
          needs.BASIS, *needs.RECTIFY_BY, effect=effects.recommended),
    _move(V.ANNOUNCE,            {S.INVESTIGATION_CONCLUDED},   S.FOLLOW_UP,                 D.ANNOUNCE,
          "on medium", needs.CIVIL, *ON, said("medium")),
    _move(V.SERVE, {S.RECOMMENDATION_DECIDED, S.RECOMMENDATION_SERVED}, S.RECOMMENDATION_SERVED, STAFF,
          "on mode number", *needs.SENT, needs.NOT_SECRET, effect=effects.served),
    _move(V.RECEIVE,             {S.RECOMMENDATION_SERVED},     S.REPLY_PERIOD,              STAFF,
          "on basis photo_id", *needs.RECEIVED, needs.WHY_LEFT, needs.DOCUMENT, effect=effects.received),
    _move(V.NOTE_REPLY,          {S.REPLY_PERIOD, S.FOLLOW_UP, S.SUSPENDED}, STAYS,                       STAFF,
          "on answers photo_id", *ON, needs.ITEM_NUMBERS, needs.CLAIMED, needs.DOCUMENT, NOTE,
          effect=effects.answered),
    _move(V.FOLLOW_UP,           {S.REPLY_PERIOD},              S.FOLLOW_UP,                 LEADERS, ""),
    _move(V.JUDGE_ITEMS,         {S.FOLLOW_UP},                 STAYS,                       LEADERS,
          "answers nonperformance_ground", *needs.JUDGED, effect=effects.answered),
    _move(V.SUSPEND,             {S.FOLLOW_UP},                 S.SUSPENDED,                 D.SUSPEND,
          "photo_id resume_trigger", *needs.PLAN, NOTE),
    _move(V.RESUME,              {S.SUSPENDED},                 S.FOLLOW_UP,                 LEADERS, "", NOTE),
    _move(V.CONCLUDE_REVIEW,     {S.FOLLOW_UP},                 S.REVIEW_CONCLUDED,          LEADERS,
          "proposal nonperformance_ground", *needs.REVIEWED, needs.GROUND, NOTE, effect=effects.proposed),
    _move(V.TRANSFER,            {S.REVIEW_CONCLUDED},          S.TRANSFERRED_OFFICE,        D.TRANSFER,
          "receiving_body", needs.RECEIVING_BODY, NOTE, effect=effects.ended),
    _move(V.SUE,                 {S.REVIEW_CONCLUDED},          S.SUIT_FILED,                D.SUE,
          "on number nonperformance_ground override_reason", *ON, needs.NUMBER, needs.GROUND_TO_SUE,
          needs.PERIOD_OVER, effect=effects.grounded),
    _move(V.WITHDRAW_SUIT,       {S.SUIT_FILED},                S.SUIT_WITHDRAWN,            D.WITHDRAW_SUIT,
          "on", *ON, NOTE),
    _move(V.CHANGE_CLAIM,        {S.SUIT_FILED},                S.CLAIM_CHANGED,             D.CHANGE_CLAIM,
          "on", *ON, NOTE),
    _move(V.NOTE_JUDGMENT,       IN_COURT,                      S.JUDGED,                    STAFF,
          "on number", *ON, needs.NUMBER),
    _move(V.APPEAL,              {S.JUDGED},                    S.APPEALED,                  PROSECUTORS,
          "on number", *ON, NOTE),
    _move(V.EXECUTE,             {S.JUDGED, S.APPEALED},        S.EXECUTING,                 PROSECUTORS, "on", *ON),
    _move(V.REPORT_TO_SUPERIOR,  AFTER_SERVICE,                 STAYS,                       STAFF,
          "about on", said("about"), *ON),
    _move(V.CLOSE, {S.INVESTIGATION_CONCLUDED, S.REVIEW_CONCLUDED, S.SUIT_WITHDRAWN, S.APPEALED, S.EXECUTING}, S.CLOSED,
          D.CLOSE, "closure_reason", *needs.REASON_TO_CLOSE, NOTE, effect=effects.closed),
    _move(V.NOTIFY_CLOSING,      {S.CLOSED},                    STAYS,                       STAFF,
          "on mode", *needs.SENT),
    _move(V.REOPEN,              {S.CLOSED},                    STAYS,                       D.REOPEN,
          "hazard_ids", needs.ONCE, *needs.REBOUND, NOTE),
)}
# fmt: on

COMMON = frozenset({"move", "id", "version", "note"})


def _may(move, held, draft):
    """A decision that is only recorded is recorded by any of the staff."""
    recorded = move.decision and draft.recorded
    return bool(held & (STAFF if recorded else move.roles))


def moves_for(session, case, actor) -> list[str]:
    """The verbs *actor* may use now: what the fields of the form can still supply is not asked for yet."""
    held, facts = actor.roles_in(case.office_id), Facts(session, case, actor, None)
    rules = decisions.rules_of(session, case.office_id)
    return [
        move.verb
        for move in MOVES.values()
        if case.state in move.sources
        and _offered(move, held, rules.get(move.decision))
        and all(need.holds(facts) for need in move.needs if need.path is None)
    ]


def _offered(move, held, rule):
    gives = held & move.roles and (rule is None or rule.may_give)
    records = move.decision and held & STAFF and (rule is None or rule.may_record)
    return bool(gives or records)


def check(facts: Facts) -> Move:
    """The move that is asked for; or say why not: first who, then when, then what is missing.

    Raises NotAllowed, then Conflict (another version, or not from this state), then Invalid with all that is missing.
    """
    draft, case = facts.draft, facts.case
    move, held = MOVES[draft.move], facts.actor.roles_in(case.office_id)
    if not _may(move, held, draft):
        reserved = "chief_decides" if move.decision and held & STAFF else "role_may_not"
        raise NotAllowed(reserved if held else "not_handling_office", action=f"case.{move.verb}")
    if draft.version not in (None, case.version):
        raise Stale(case)
    if case.state not in move.sources:
        possible = moves_for(facts.session, case, facts.actor)
        extra = {"moves": possible, "case_state": case.state}
        raise Conflict("illegal_case_move", extra=extra, case_move=move.verb, case_state=case.state)
    strange = draft.model_fields_set - move.takes - COMMON
    missing = [FieldError(name, "not_for_this_move") for name in sorted(strange)]
    missing += [need.error(facts) for need in move.needs if not need.holds(facts)]
    if missing:
        raise Invalid(*missing)
    return move


def advance(facts: Facts, move: Move, decision):
    """Let a move that was checked take effect; *decision* is the chief's word that it carries out, or None."""
    move.effect(replace(facts, decision=decision))
    facts.case.state = move.target or facts.case.state
