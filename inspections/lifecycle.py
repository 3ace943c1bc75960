"""THE table of a hazard's moves: verb, from, to, who, what it takes and needs, and what it leaves behind.

Five readers: ``advance`` enforces it, ``moves_for`` gives the buttons, the API document names its verbs, a test holds
the drawing in docs/ against it, and the exhaustive test walks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import db, followers, followups, hazards, people
from .errors import Conflict, FieldError, Invalid, NotAllowed, NotFound
from .models import Agency, Hazard, Person, PhotoKind, PhotoStatus, Role, Status, Verdict
from .models.followups import FollowUpReason
from .permissions import CHIEFS, PROSECUTORS, STAFF

EITHER = PROSECUTORS | {Role.AGENCY_LIAISON}
BAD = frozenset({Verdict.NOT_FIXED, Verdict.PARTLY_FIXED, Verdict.REBOUNDED})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a need may look at."""

    session: Any
    hazard: Hazard
    actor: Any
    draft: Any


@dataclass(frozen=True, slots=True)
class Need:
    """Something a move needs. ``path`` names the field that can supply it; without one only the record can."""

    code: str
    path: str | None
    holds: Callable[[Facts], bool]
    details: Callable[[Facts], dict] = lambda facts: {}  # what the sentence needs

    def error(self, facts: Facts) -> FieldError:
        return FieldError(self.path or "move", self.code, self.details(facts))


@dataclass(frozen=True, slots=True)
class Move:
    verb: str
    sources: frozenset[Status]
    target: Status
    roles: frozenset[Role]
    takes: frozenset[str]
    needs: tuple[Need, ...]
    effect: Callable[[Facts], None]


def _photos(facts, kind=None):
    return [
        photo
        for photo in facts.hazard.photos
        if photo.status is PhotoStatus.ACCEPTED and (kind is None or photo.kind is kind)
    ]


def _chosen(facts):
    hazard = facts.hazard
    return bool(hazard.owner_id or hazard.regulator_id or hazard.territorial_id or facts.draft.unknown_owner)


def _said(path, code="required"):
    return Need(code, path, lambda facts: bool(str(getattr(facts.draft, path) or "").strip()))


def _another_than(attribute, code):
    """Somebody else than the person in *attribute* acts, or a reason is recorded why the office has nobody else."""
    return Need(
        code,
        "alone_reason",
        lambda facts: facts.actor.person_id != getattr(facts.hazard, attribute) or bool(facts.draft.alone_reason),
    )


def _known_agency(facts):
    return facts.draft.agency_id is None or facts.session.get(Agency, facts.draft.agency_id) is not None


def _master(facts):
    """The hazard named as master, or None when the actor sees no such one.

    Locked, so that of two hazards only one can become the duplicate of the other.
    """
    try:
        return hazards.get(facts.session, facts.actor, facts.draft.master_id, lock=True)
    except NotFound:
        return None


def _known_master(facts):
    return facts.draft.master_id is None or _master(facts) is not None


def _further(facts):
    """Of which hazard the master is a duplicate itself: the number, blank when the actor may not see it, or None."""
    master = _master(facts)
    if master is None or master.status is not Status.DUPLICATE:
        return None
    try:
        return hazards.get(facts.session, facts.actor, master.duplicate_of_id).number
    except NotFound:
        return ""


def _known_officers(facts):
    """Everybody named has an account in use and works for one of our offices today."""
    return all(_is_staff(facts.session, facts.session.get(Person, id_)) for id_ in facts.draft.officers or ())


def _is_staff(session, person):
    return bool(person and person.disabled_at is None and people.actor(session, person).roles & STAFF)


SOME_PHOTO = Need("photo_or_reason", "note", lambda facts: bool(_photos(facts) or facts.draft.note.strip()))
SOME_AGENCY = Need("agency_or_unknown_owner", "unknown_owner", _chosen)
AFTER_PHOTO = Need("after_photo", None, lambda facts: bool(_photos(facts, PhotoKind.AFTER)))
TWO_OFFICERS = Need("two_officers", "officers", lambda facts: len(set(facts.draft.officers or ())) >= 2)
FOUND_FIXED = Need("visit_found_fixed", None, lambda facts: facts.hazard.last_verdict is Verdict.FIXED)
KNOWN_OFFICERS = Need("unknown_person", "officers", _known_officers)
KNOWN_AGENCY = Need("unknown_agency", "agency_id", _known_agency)
KNOWN_MASTER = Need("unknown_hazard", "master_id", _known_master)
ANOTHER = Need("merged_into_itself", "master_id", lambda facts: facts.draft.master_id != facts.hazard.id)
NO_DUPLICATE = Need(
    "master_is_duplicate",
    "master_id",
    lambda facts: not _further(facts),
    lambda facts: {"master": _further(facts)},
)
NO_HIDDEN_DUPLICATE = Need("master_is_duplicate_elsewhere", "master_id", lambda facts: _further(facts) != "")
MASTER = (KNOWN_MASTER, ANOTHER, NO_DUPLICATE, NO_HIDDEN_DUPLICATE)
NOT_AHEAD = Need("in_the_future", "at", lambda facts: facts.draft.at is None or facts.draft.at <= _latest(facts))
NOT_TOMORROW = Need(
    "in_the_future",
    "claimed_on",
    lambda facts: facts.draft.claimed_on is None or facts.draft.claimed_on <= db.today(facts.session),
)
FOUND_BAD = Need(
    "visit_or_reason",
    "note",
    lambda facts: bool(facts.draft.note.strip()) or facts.hazard.last_verdict in BAD,
)


def _latest(facts):
    """The latest instant that an act may name: clocks differ, as for when a hazard was seen, but not by a day."""
    return db.now(facts.session) + hazards.FURTHEST_AHEAD


def _nothing(facts):
    """The move changes the status and nothing else."""


def _duplicate(facts):
    """Its followers follow the master too; what it was is kept, should the merge turn out wrong."""
    hazard, master_id = facts.hazard, facts.draft.master_id
    hazard.duplicate_of_id, hazard.merged_from, hazard.merged_at = master_id, hazard.status, db.now(facts.session)
    followers.join(facts.session, master_id, hazard.id)
    _end(facts)


def _end(facts):
    followups.close(facts.session, facts.hazard, because=facts.draft.move)


def _closed(facts):
    _end(facts)
    followups.look_back(facts.session, facts.hazard)


def _verified(facts):
    facts.hazard.verified_by_id = facts.actor.person_id
    followups.close(facts.session, facts.hazard, because=facts.draft.move)


def _referred(facts):
    """What a visit found before is no answer to the referral."""
    facts.hazard.referred_to_id, facts.hazard.last_verdict = facts.draft.agency_id, None
    followups.plan(facts.session, facts.hazard, FollowUpReason.REFERRED)


def _escalated(facts):
    facts.hazard.last_verdict = None
    followups.plan(facts.session, facts.hazard, FollowUpReason.ESCALATED)


def _claimed(facts):
    """A new claim asks for a new visit: what an earlier one found can't answer it."""
    facts.hazard.last_verdict = None
    followups.plan(facts.session, facts.hazard, FollowUpReason.FIX_CLAIMED)


def _sent_back(facts):
    """It counts as not fixed from now on, whatever an earlier visit found."""
    if facts.hazard.last_verdict is Verdict.FIXED:
        facts.hazard.last_verdict = None
    followups.plan(facts.session, facts.hazard, FollowUpReason.NOT_FIXED)


def _move(verb, sources, target, roles, takes, *needs, effect=_nothing):
    return Move(verb, frozenset(sources), target, roles, frozenset(takes.split()), needs, effect)


S = Status
# fmt: off
MOVES = {move.verb: move for move in (
    #     verb              from                            to                     by           takes
    _move("confirm",        {S.RECORDED},                   S.CONFIRMED,           PROSECUTORS, "unknown_owner",
          SOME_PHOTO, SOME_AGENCY),
    _move("dismiss",        {S.RECORDED, S.CONFIRMED},      S.DISMISSED,           PROSECUTORS, "alone_reason",
          _said("note"), _another_than("recorded_by_id", "not_by_recorder"), effect=_end),
    _move("transfer",       {S.RECORDED, S.CONFIRMED},      S.OUT_OF_JURISDICTION, PROSECUTORS, "receiving_body",
          _said("receiving_body"), effect=_end),
    _move("mark_duplicate", {S.RECORDED, S.CONFIRMED, S.REFERRED}, S.DUPLICATE,    PROSECUTORS, "master_id",
          _said("master_id"), *MASTER, _said("note"), effect=_duplicate),
    _move("refer",          {S.CONFIRMED},                  S.REFERRED,            PROSECUTORS, "agency_id how who at",
          _said("agency_id"), KNOWN_AGENCY, _said("how"), _said("who"), _said("at"), NOT_AHEAD, effect=_referred),
    _move("fix_on_spot",    {S.RECORDED, S.CONFIRMED},      S.VERIFIED_FIXED,      PROSECUTORS, "officers by",
          AFTER_PHOTO, TWO_OFFICERS, KNOWN_OFFICERS, _said("by"), effect=_verified),
    _move("claim_fix",      {S.REFERRED, S.ESCALATED},      S.CLAIMED_FIXED,       EITHER,      "claimed_on by",
          _said("claimed_on"), NOT_TOMORROW, _said("by"), _said("note"), effect=_claimed),
    _move("verify_fix",     {S.CONFIRMED, S.REFERRED, S.CLAIMED_FIXED, S.ESCALATED}, S.VERIFIED_FIXED, PROSECUTORS, "",
          FOUND_FIXED, effect=_verified),
    _move("send_back",      {S.CLAIMED_FIXED, S.VERIFIED_FIXED}, S.REFERRED,       PROSECUTORS, "",
          FOUND_BAD, effect=_sent_back),
    _move("escalate",       {S.REFERRED, S.CLAIMED_FIXED},  S.ESCALATED,           CHIEFS,      "",
          effect=_escalated),
    _move("close",          {S.VERIFIED_FIXED},             S.CLOSED,              PROSECUTORS, "alone_reason",
          _another_than("verified_by_id", "not_by_verifier"), effect=_closed),
)}
# fmt: on

COMMON = frozenset({"move", "version", "note"})


def roles_on(hazard, actor):
    """The roles that *actor* holds on *hazard*: in its handling office, and as liaison of the agency in charge."""
    roles = actor.roles_in(hazard.office_id)
    if hazard.referred_to_id in actor.agencies:
        roles |= {Role.AGENCY_LIAISON}
    return roles


def moves_for(hazard, actor, session) -> list[str]:
    """The verbs *actor* may use on *hazard* now: what the fields of the form can still supply is not asked for yet."""
    roles, facts = roles_on(hazard, actor), Facts(session, hazard, actor, None)
    return [
        move.verb
        for move in MOVES.values()
        if hazard.status in move.sources
        and roles & move.roles
        and all(need.holds(facts) for need in move.needs if need.path is None)
    ]


def advance(session, hazard, actor, draft) -> Move:
    """Move *hazard* along, or say why not: first who, then when, then what is missing.

    Raises NotAllowed, then Conflict (another version, or not from this status), then Invalid with all that is missing.
    """
    move = MOVES.get(draft.move)
    if move is None:
        raise Invalid.at("move", "unknown_move", allowed=", ".join(MOVES))
    held = roles_on(hazard, actor)
    if not held & move.roles:
        raise NotAllowed("role_may_not" if held else "not_handling_office", action=f"hazard.{move.verb}")
    hazards.check_version(hazard, draft.version)
    if hazard.status not in move.sources:
        raise Conflict(
            "illegal_move",
            extra={"moves": moves_for(hazard, actor, session), "hazard_status": hazard.status},
            move=move.verb,
            status=hazard.status,
        )
    facts = Facts(session, hazard, actor, draft)
    strange = draft.model_fields_set - move.takes - COMMON
    missing = [FieldError(name, "not_for_this_move") for name in sorted(strange)]
    missing += [need.error(facts) for need in move.needs if not need.holds(facts)]
    if missing:
        raise Invalid(*missing)
    move.effect(facts)  # sees the status before
    hazard.status = move.target
    return move
