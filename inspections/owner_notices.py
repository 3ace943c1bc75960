"""The owner of a hazard was told of it, and what follows: where a local rule gives the owner hours, they run from then.

It is the owner's duty, apart from any clock of a case, and says nothing about who answers for the hazard.
"""

from . import clocks, db, hazards, ledger, permissions, regimes
from .errors import Conflict, Invalid
from .models import Agency, Clock, Hazard, Office, Status
from .models.hazards import ENDED

KIND = "owner_refits_cover"
TOLD = "hazard.owner_notified"
FIXED = frozenset({Status.VERIFIED_FIXED, Status.CLOSED})


def notify(session, actor, hazard_id, draft) -> tuple[Hazard, Clock | None]:
    """Enter a notice; ``(hazard, clock)``: the clock that it started or that ran already, or None without a rule.

    A later notice does not move a clock.
    """
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "notify_owner", hazard.office_id)
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    _check(session, hazard, draft)
    told = draft.model_dump(mode="json")
    running = clocks.running(session, hazard, KIND)
    if running is None and applies(session, hazard, db.legal_date(draft.at)):
        said = {"office_id": hazard.office_id, "event": TOLD, "at": draft.at, "act": (TOLD, told)}
        return hazard, clocks.start(session, actor, KIND, hazard, **said)
    ledger.append(session, actor, TOLD, [("hazard", hazard.id)], told, office_id=hazard.office_id)
    return hazard, running


def _check(session, hazard, draft):
    seen = min(hazard.seen_at, hazard.received_at).replace(second=0, microsecond=0)
    if draft.at > db.now(session) + db.CLOCK_TOLERANCE:
        raise Invalid.at("at", "in_the_future")
    if draft.at < seen:
        raise Invalid.at("at", "before_it_was_seen", first=f"{seen.astimezone(db.SHANGHAI):%Y-%m-%d %H:%M}")
    if draft.agency_id is not None and session.get(Agency, draft.agency_id) is None:
        raise Invalid.at("agency_id", "unknown_agency")


def applies(session, hazard, on) -> bool:
    """Whether a local rule in force gives the owner of such a hazard, there, its hours."""
    place = hazard.area_code or session.get_one(Office, hazard.office_id).area_code
    found = regimes.rule(KIND, on, place)
    return found is not None and hazard.type in found[1].hazard_types


def settle(session, actor, hazard, *, at=None):
    """End the owner's clock after an act on *hazard*: seen fixed at that instant (now), or fallen away with the record.

    Whoever knows that it was fixed earlier says so to the clock before.
    """
    if hazard.status not in FIXED | ENDED:
        return
    clock = clocks.running(session, hazard, KIND)
    if clock is None:
        return
    if hazard.status in FIXED:
        clocks.end(session, actor, clock, at=max(at or db.now(session), clock.started_at))
    else:
        clocks.cancel(session, actor, clock, reason=hazard.status)
