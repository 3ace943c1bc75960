"""THE table of a dispute's moves: verb, from, to, who, what it takes and needs, and what it leaves behind.

Read by ``advance``, by ``moves_for`` (the buttons), by the drawing in docs/ (a test compares) and by the exhaustive
test. A verb may have several rows; the first one whose ``when`` holds counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from geo.answers import Role as ResponsibilityRole

from . import db, designations, hazards, responsibility
from .errors import Conflict, FieldError, Invalid, NotAllowed, Stale
from .lifecycle import Need
from .models import Agency, Hazard, PhotoStatus, Role
from .models.disputes import OVER, DisputeState, DisputeVerb, OwnershipDispute
from .models.offices import AgencyKind
from .permissions import PROSECUTORS, STAFF

FURTHEST_MEETING = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a need, a condition or an effect may look at. *areas* is the present ResponsibilityMap."""

    session: Any
    hazard: Hazard
    dispute: OwnershipDispute
    actor: Any
    draft: Any
    areas: Any


@dataclass(frozen=True, slots=True)
class Move:
    """``target`` None: the state stays."""

    verb: DisputeVerb
    sources: frozenset[DisputeState]
    target: DisputeState | None
    roles: frozenset[Role]
    takes: frozenset[str]
    needs: tuple[Need, ...]
    when: Callable[[Facts], bool]
    effect: Callable[[Facts], None]


def _said(path, code="required"):
    return Need(code, path, lambda facts: bool(str(getattr(facts.draft, path) or "").strip()))


def _known(path):
    """Not said, or an agency that there is."""

    def holds(facts):
        id_ = getattr(facts.draft, path)
        return id_ is None or facts.session.get(Agency, id_) is not None

    return Need("unknown_agency", path, holds)


def _evidence(facts):
    """Not said, or an accepted photo or file of this very hazard."""
    accepted = {photo.id for photo in facts.hazard.photos if photo.status is PhotoStatus.ACCEPTED}
    return facts.draft.photo_id is None or facts.draft.photo_id in accepted


def _body(facts):
    """Who designates, or None when nobody is named or there is no such agency, which other needs say."""
    return facts.draft.by_agency_id and facts.session.get(Agency, facts.draft.by_agency_id)


def _government(facts):
    body = _body(facts)
    return not body or body.kind is AgencyKind.GOVERNMENT


def _competent(facts):
    body = _body(facts)
    return not body or designations.may_designate(facts.session, facts.areas, facts.hazard, facts.dispute, body)


def _direct(facts):
    return designations.direct(facts.session, facts.hazard) is not None


def _enough_denials(facts):
    denied = {step.agency_id for step in facts.dispute.steps if step.verb is DisputeVerb.DENY}
    return len(denied | {facts.draft.agency_id}) >= designations.POLICY["denials_to_contest"]


def _always(facts):
    return True


def _not_after(path, code, latest):
    """Not said, or no later than ``latest(session)``."""
    return Need(code, path, lambda facts: (said := getattr(facts.draft, path)) is None or said <= latest(facts.session))


def _seen(facts):
    """The minute in which the hazard was seen; when it was received, if the device's clock was ahead."""
    return min(facts.hazard.seen_at, facts.hazard.received_at).replace(second=0, microsecond=0)


def _seen_on(facts):
    return db.legal_date(_seen(facts))


def _not_before(path, earliest):
    """Not said, or no earlier than ``earliest(facts)``: nothing is held, decided or guarded of what nobody has seen."""
    return Need(
        "before_it_was_seen",
        path,
        lambda facts: (said := getattr(facts.draft, path)) is None or said >= earliest(facts),
        lambda facts: {"first": f"{_seen(facts).astimezone(db.SHANGHAI):%Y-%m-%d %H:%M}"},
    )


NOTE = _said("note")
EVIDENCE = Need("no_accepted_photo", "photo_id", _evidence)
DOCUMENT = (_said("photo_id", "document_required"), EVIDENCE)
AGENCY = (_said("agency_id"), _known("agency_id"))
BY_AGENCY = (_said("by_agency_id"), _known("by_agency_id"))
DENIAL = (*AGENCY, *DOCUMENT, NOTE)
DESIGNATION = (
    *AGENCY,
    *BY_AGENCY,
    Need("not_a_government", "by_agency_id", _government),
    Need("not_the_right_level", "by_agency_id", _competent),
    _said("document_no"),
    _said("on"),
    _not_after("on", "in_the_future", db.today),
    _not_before("on", _seen_on),
    EVIDENCE,
)
DIRECT = Need("no_direct_designation", None, _direct)
MEETING = (
    *BY_AGENCY,
    _said("on"),
    _not_after("on", "over_a_year_ahead", lambda session: db.today(session) + FURTHEST_MEETING),
    _not_before("on", _seen_on),
)
GUARDED = (
    _said("at"),
    _not_after("at", "in_the_future", lambda session: db.now(session) + hazards.FURTHEST_AHEAD),
    _not_before("at", _seen),
)


def _nothing(facts):
    """The move changes the state and nothing else."""


def _own(facts, agency_id, reason):
    responsibility.choose(facts.session, facts.areas, facts.hazard, ResponsibilityRole.OWNER, agency_id, reason)


def _designated(facts):
    said, by = facts.draft, facts.session.get_one(Agency, facts.draft.by_agency_id)
    _own(facts, said.agency_id, f"权属不明，由{by.name}于{said.on}以“{said.document_no}”指定。{said.note}")


def _acknowledged(facts):
    _own(facts, facts.draft.agency_id, f"该单位认领：{facts.draft.note}")


def _withdrawn(facts):
    """What the dispute decided is no longer so; whom else somebody chose stays chosen."""
    if facts.hazard.owner_id is not None and facts.hazard.owner_id == owner_id(facts.dispute):
        _own(facts, None, f"权属争议处理已撤回：{facts.draft.note}")


def _move(verb, sources, target, roles, takes, *needs, when=_always, effect=_nothing):
    return Move(verb, frozenset(sources), target, roles, frozenset(takes.split()), needs, when, effect)


S, V = DisputeState, DisputeVerb
OPEN = frozenset(S) - OVER
UNDECIDED = {S.CLAIMED, S.CONTESTED, S.CONFERENCE_SCHEDULED, S.APPEALED}
STAYS = None
# fmt: off
MOVES = (
    #     verb                   from                                   to                      by           takes
    _move(V.DENY,                {S.CLAIMED},                           S.CONTESTED,            STAFF,
          "agency_id photo_id", *DENIAL, when=_enough_denials),
    _move(V.DENY,                {S.CLAIMED, S.CONTESTED, S.CONFERENCE_SCHEDULED}, STAYS,       STAFF,
          "agency_id photo_id", *DENIAL),
    _move(V.SCHEDULE_CONFERENCE, {S.CONTESTED, S.CONFERENCE_SCHEDULED}, S.CONFERENCE_SCHEDULED, STAFF,
          "by_agency_id on", *MEETING),
    _move(V.ACKNOWLEDGE,         UNDECIDED,                             S.ACCEPTED,             PROSECUTORS,
          "agency_id photo_id", *AGENCY, EVIDENCE, NOTE, effect=_acknowledged),
    _move(V.DESIGNATE,           {S.CLAIMED},                           S.DESIGNATED,           PROSECUTORS,
          "agency_id by_agency_id document_no on photo_id", DIRECT, *DESIGNATION, effect=_designated),
    _move(V.DESIGNATE,           UNDECIDED - {S.CLAIMED},               S.DESIGNATED,           PROSECUTORS,
          "agency_id by_agency_id document_no on photo_id", *DESIGNATION, effect=_designated),
    _move(V.ACCEPT,              {S.DESIGNATED},                        S.ACCEPTED,             PROSECUTORS,
          "photo_id", EVIDENCE, NOTE),
    _move(V.APPEAL,              {S.DESIGNATED},                        S.APPEALED,             PROSECUTORS,
          "photo_id", EVIDENCE, NOTE),
    _move(V.GUARD,               OPEN,                                  STAYS,                  STAFF,
          "by at photo_id", _said("by"), *GUARDED, *DOCUMENT),
    _move(V.WITHDRAW,            OPEN | {S.ACCEPTED},                   S.WITHDRAWN,            PROSECUTORS,
          "", NOTE, effect=_withdrawn),
)
# fmt: on

COMMON = frozenset({"move", "id", "version", "note"})


def owner_id(dispute):
    """The agency that was designated or acknowledged last, or None."""
    named = (step.agency_id for step in reversed(dispute.steps) if step.verb in (V.DESIGNATE, V.ACKNOWLEDGE))
    return next(named, None)


def moves_for(session, hazard, dispute, actor) -> list[str]:
    """The verbs *actor* may use now: what the fields of the form can still supply is not asked for yet."""
    roles, facts = actor.roles_in(hazard.office_id), Facts(session, hazard, dispute, actor, None, None)
    if hazard.status in hazards.ENDED:
        return []
    found = (
        move.verb
        for move in MOVES
        if dispute.state in move.sources
        and roles & move.roles
        and all(need.holds(facts) for need in move.needs if need.path is None)
    )
    return list(dict.fromkeys(found))


def advance(facts: Facts) -> Move:
    """Move the dispute along, or say why not: first who, then when, then what is missing.

    Raises NotAllowed, then Conflict (another version, an ended hazard, or not from this state), then Invalid with all
    that is missing.
    """
    draft, dispute, hazard = facts.draft, facts.dispute, facts.hazard
    rows = [move for move in MOVES if move.verb is draft.move]
    held = facts.actor.roles_in(hazard.office_id)
    if not any(held & move.roles for move in rows):
        raise NotAllowed("role_may_not" if held else "not_handling_office", action=f"dispute.{draft.move}")
    if draft.version not in (None, dispute.version):
        raise Stale(dispute)
    if hazard.status in hazards.ENDED:
        raise Conflict("record_ended", status=hazard.status)
    move = next((move for move in rows if dispute.state in move.sources and move.when(facts)), None)
    if move is None:
        possible = moves_for(facts.session, hazard, dispute, facts.actor)
        extra = {"moves": possible, "dispute_state": dispute.state}
        raise Conflict("illegal_dispute_move", extra=extra, dispute_move=draft.move, dispute_state=dispute.state)
    strange = draft.model_fields_set - move.takes - COMMON
    missing = [FieldError(name, "not_for_this_move") for name in sorted(strange)]
    missing += [need.error(facts) for need in move.needs if not need.holds(facts)]
    if missing:
        raise Invalid(*missing)
    dispute.state = move.target or dispute.state
    move.effect(facts)
    return move
