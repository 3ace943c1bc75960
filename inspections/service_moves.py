"""THE table of a service's moves: verb, from, to, who, what it takes and needs (domain §6.3).

Read by ``check``, by ``moves_for`` (the buttons), by the drawing in docs/services.md and by the exhaustive test.
"""

from dataclasses import dataclass
from typing import Any

from . import address_confirmations, db, people, service_policy, visibility
from .errors import Conflict, FieldError, Invalid, NotAllowed, Stale
from .lifecycle import Need
from .models import (
    Person,
    ReceiptBasis,
    Role,
    SecrecyLevel,
    Service,
    ServiceState,
    ServiceVerb,
    ServiceWay,
    Upload,
)
from .permissions import PROSECUTORS, STAFF


@dataclass(frozen=True, slots=True)
class Facts:
    """What a need may look at; ``document`` is the one that is served."""

    session: Any
    service: Service
    document: Any
    actor: Any
    draft: Any

    @property
    def way(self):
        return self.draft.way or self.service.way


@dataclass(frozen=True, slots=True)
class Move:
    """``target`` None: the state stays."""

    verb: ServiceVerb
    sources: frozenset[ServiceState]
    target: ServiceState | None
    roles: frozenset[Role]
    takes: frozenset[str]
    needs: tuple[Need, ...]


def _move(verb, sources, target, roles, takes, *needs):
    return Move(verb, frozenset(sources), target, roles, frozenset(takes.split()), needs)


def _said(path):
    return Need("required", path, lambda facts: bool(str(getattr(facts.draft, path) or "").strip()))


def _unsaid_or(path, holds):
    return lambda facts: (value := getattr(facts.draft, path)) is None or holds(facts, value)


def _confirmed(facts):
    return facts.way is not ServiceWay.ELECTRONIC or address_confirmations.in_force(facts.session, facts.service)


def _allowed(facts):
    return facts.way in service_policy.ways(facts.session, facts.service.office_id, facts.document.kind)


def upload(facts):
    """The actor's own finished upload that is named as the scan, or None."""
    own = visibility.uploads(facts.actor).where(Upload.id == facts.draft.upload_id, Upload.received_at.is_not(None))
    return facts.session.scalar(own)


def _proved(facts):
    """A scan proves a receipt; a postal slip also its number; of what a system says a note tells what it said."""
    draft = facts.draft
    slip = draft.basis is ReceiptBasis.POSTAL_SLIP and bool(draft.number)
    system = draft.basis is ReceiptBasis.ELECTRONIC_RECEIPT and bool(draft.note.strip())
    return draft.upload_id is not None or slip or system


def _two_officers(facts, ids):
    found = [facts.session.get(Person, id_) for id_ in set(ids)]
    return len(found) >= 2 and all(row and people.actor(facts.session, row).roles & STAFF for row in found)


def _first(facts):
    """The earliest day that the receipt may name."""
    return {"first": facts.service.dispatched_on}


def _is_receipt(facts, id_):
    return any(event.id == id_ and event.basis for event in facts.service.events)


NOTE = _said("note")
ON = (_said("on"), Need("in_the_future", "on", _unsaid_or("on", lambda facts, day: day <= db.today(facts.session))))
NOT_BEFORE = Need(
    "before_it_was_sent", "on", _unsaid_or("on", lambda facts, day: day >= facts.service.dispatched_on), _first
)
SENT = (
    *ON,
    Need("way_not_allowed", "way", _allowed),
    Need("no_confirmation_in_force", "way", _confirmed),
    Need("required", "number", lambda facts: facts.way is not ServiceWay.POST or bool(facts.draft.number)),
    Need("secret_not_served", None, lambda facts: facts.document.secrecy_level is SecrecyLevel.NONE),
)
SCAN = Need("no_such_scan", "upload_id", _unsaid_or("upload_id", lambda facts, id_: upload(facts) is not None))
RECEIVED = (
    *ON,
    NOT_BEFORE,
    _said("basis"),
    Need("use_leave", "basis", lambda facts: facts.draft.basis is not ReceiptBasis.LEFT_ON_REFUSAL),
    Need("receipt_not_proved", "upload_id", _proved),
    SCAN,
)
OFFICERS = Need("two_officers", "officers", _unsaid_or("officers", _two_officers))
RECEIPT = Need("no_such_receipt", "event_id", _unsaid_or("event_id", _is_receipt))

S, V = ServiceState, ServiceVerb
ON_THE_WAY = frozenset({S.DISPATCHED, S.REDISPATCHED, S.BOUNCED})
ARRIVED = frozenset({S.DELIVERED, S.REFUSED_LEFT})
STAYS = None
# fmt: off
MOVES = {move.verb: move for move in (
    #     verb              from                            to               by           takes
    _move(V.SIGN,           {S.DRAFTED},                    S.SIGNED,        PROSECUTORS, ""),
    _move(V.DISPATCH,       {S.SIGNED},                     S.DISPATCHED,    STAFF,       "on way number", *SENT),
    _move(V.BOUNCE,         {S.DISPATCHED, S.REDISPATCHED}, S.BOUNCED,       STAFF,       "on", *ON, NOT_BEFORE, NOTE),
    _move(V.REDISPATCH,     ON_THE_WAY,                     S.REDISPATCHED,  STAFF,       "on way number",
          *SENT, NOT_BEFORE),
    _move(V.RECEIVE,        ON_THE_WAY,                     S.DELIVERED,     STAFF,
          "on basis number signer post upload_id", *RECEIVED),
    _move(V.LEAVE,          ON_THE_WAY,                     S.REFUSED_LEFT,  STAFF,
          "on officers upload_id signer",
          *ON, NOT_BEFORE, _said("officers"), OFFICERS, _said("upload_id"), SCAN, NOTE),
    _move(V.NOTE_RECEIPT,   ARRIVED,                        STAYS,           STAFF,
          "on basis number signer post upload_id", *RECEIVED),
    _move(V.DECIDE_RECEIPT, ARRIVED,                        STAYS,           PROSECUTORS, "event_id",
          _said("event_id"), RECEIPT, NOTE),
    _move(V.FAIL,           ON_THE_WAY,                     S.FAILED,        STAFF,       "", NOTE),
)}
# fmt: on

COMMON = frozenset({"move", "id", "version", "note"})


def moves_for(service, actor) -> list[str]:
    """The verbs *actor* may use now: what the fields of the form can still supply is not asked for yet."""
    held = actor.roles_in(service.office_id)
    return [move.verb for move in MOVES.values() if service.state in move.sources and held & move.roles]


def check(facts: Facts) -> Move:
    """The move that is asked for; or say why not: first who, then when, then what is missing.

    Raises NotAllowed, then Conflict (another version, or not from this state), then Invalid with all that is missing.
    """
    draft, service = facts.draft, facts.service
    move, held = MOVES[draft.move], facts.actor.roles_in(service.office_id)
    if not held & move.roles:
        raise NotAllowed("role_may_not" if held else "not_handling_office", action=f"service.{move.verb}")
    if draft.version not in (None, service.version):
        raise Stale(service)
    if service.state not in move.sources:
        extra = {"moves": moves_for(service, facts.actor), "service_state": service.state}
        raise Conflict("illegal_service_move", extra=extra, service_move=move.verb, service_state=service.state)
    strange = draft.model_fields_set - move.takes - COMMON
    missing = [FieldError(name, "not_for_this_move") for name in sorted(strange)]
    missing += [need.error(facts) for need in move.needs if not need.holds(facts)]
    if missing:
        raise Invalid(*missing)
    return move
