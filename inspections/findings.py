"""Verdicts on known hazards, and what they do when the outing is finalised."""

from . import (
    db,
    disagreements,
    followers,
    followups,
    hazards,
    inspection_moves,
    inspections,
    ledger,
    lifecycle,
    numbers,
    owner_notices,
    permissions,
    records,
    relapses,
    signatures,
    verdicts,
)
from .drafts import MoveDraft
from .errors import Conflict, FieldError, Invalid, NotFound
from .inspection_moves import TAKING_DOWN, UNDER_WAY
from .models import Finding, Hazard, InspectionHazard, InspectionStatus, Office, PhotoStatus, Status, Verdict
from .models.followups import FollowUpReason
from .models.hazards import ENDED

PAIR = ("photo_before_id", "photo_after_id")

COPIED = [
    "type",
    "asset_kind",
    "place_kind",
    "asset_code",
    "severity",
    "description",
    "address",
    "lon",
    "lat",
    "accuracy_m",
    "received_lon",
    "received_lat",
    "received_datum",
    "location_source",
    "no_fix_reason",
]


def record(session, actor, inspection_id, draft, *, item=None) -> tuple[Finding, bool]:
    """Record a verdict; ``(finding, True)`` or ``(the same finding, False)``. A later one supersedes, both stay.

    *item*: what a device without a network made of it; later is what was made later (UUIDv7), not what came later.
    """
    known = draft.id and session.get(Finding, draft.id)
    if known:
        if (known.inspection_id, known.draft_digest) != (inspection_id, draft.digest):
            raise Conflict("id_taken")
        inspection = inspections.get(session, actor, inspection_id)
        permissions.in_office(actor, "record_finding", inspection.office_id)
        return known, False
    inspection = inspections.to_write(session, actor, "record_finding", inspection_id, statuses=TAKING_DOWN)
    hazard = _hazard(session, actor, inspection, draft)
    now, outdated = db.now(session), _supersede(session, inspection, hazard, draft, item)
    finding = Finding(
        id=draft.id or db.new_id(),
        hazard_id=hazard.id,
        superseded_at=now if outdated else None,
        photo_ids=[str(photo_id) for photo_id in draft.photo_ids],
        recorded_by_id=actor.person_id,
        recorded_at=now,
        draft_digest=draft.digest,
        **{name: getattr(draft, name) for name in ("verdict", "note", "measurements", *PAIR)},
    )
    inspection.findings.append(finding)
    if all(row.hazard_id != hazard.id for row in inspection.agenda):
        inspection.agenda.append(InspectionHazard(hazard_id=hazard.id))
    db.touch(session, inspection)
    session.flush()
    disagreements.judge(session, actor, inspection, hazard, finding, item)
    ledger.append(
        session,
        actor,
        "finding.recorded",
        [("inspection", inspection.id), ("hazard", hazard.id), ("finding", finding.id)],
        draft.model_dump(mode="json"),
        office_id=inspection.office_id,
        version=inspection.version,
    )
    return finding, True


def _supersede(session, inspection, hazard, draft, item):
    """Let the verdict take the place of an earlier one; True when there is a later one, which stays."""
    standing = [row for row in inspection.findings if row.hazard_id == hazard.id and row.superseded_at is None]
    outdated = item is not None and any(row.id > draft.id for row in standing)
    for earlier in () if outdated else standing:
        earlier.superseded_at = db.now(session)
    return outdated


def _hazard(session, actor, inspection, draft):
    try:
        hazard = hazards.get(session, actor, draft.hazard_id)
    except NotFound:
        raise Invalid.at("hazard_id", "unknown_hazard") from None
    if hazard.office_id != inspection.office_id:
        raise Invalid.at("hazard_id", "hazard_of_other_office")
    mine = {photo.id for photo in hazard.photos if photo.status is PhotoStatus.ACCEPTED}
    named = {f"photo_ids.{index}": photo_id for index, photo_id in enumerate(draft.photo_ids)}
    named |= {name: getattr(draft, name) for name in PAIR}
    strange = [path for path, photo_id in named.items() if photo_id not in mine | {None}]
    if strange:
        raise Invalid(*(FieldError(path, "photo_of_other_hazard") for path in strange))
    return hazard


def finalise(session, actor, inspection_id, draft, maps):
    """Close the outing for good and let each verdict take effect (DESIGN §6), all in this transaction."""
    inspection = inspections.to_write(
        session, actor, "finalise_inspection", inspection_id, version=draft.version, statuses=UNDER_WAY
    )
    verdicts.check(session, inspection)
    signatures.check(session, inspection, draft)
    verdicts.drop(session, actor, inspection)
    inspection_moves.go(inspection, InspectionStatus.FINALISED)
    inspection.finalised_at = db.now(session)
    if draft.note:
        inspection.note = f"{inspection.note}\n{draft.note}".strip()
    records.seal(session, inspection)
    db.touch(session, inspection)
    session.flush()
    effects, touched, judged = [], [], []
    for finding in inspection.findings:
        if finding.superseded_at is None:
            hazard, *new = _apply(session, actor, finding, maps)
            judged.append((hazard, finding.recorded_at))
            touched += [("hazard", row.id) for row in (hazard, *new)]
            effect = {"hazard_id": hazard.id, "verdict": finding.verdict, "effect": finding.effect}
            effects.append(effect | ({"new_hazard_id": new[0].id} if new else {}))
    session.flush()
    ledger.append(
        session,
        actor,
        "inspection.finalised",
        [("inspection", inspection.id), *touched],
        {"effects": effects, "note": draft.note},
        office_id=inspection.office_id,
        version=inspection.version,
    )
    for hazard, at in judged:
        owner_notices.settle(session, actor, hazard, at=at)
    return inspection


def _apply(session, actor, finding, maps):
    """Let the verdict take effect; the hazards concerned, the visited one first. An ended record is never edited."""
    hazard = hazards.get(session, actor, finding.hazard_id, lock=True)
    if hazard.status in ENDED:
        return (hazard, *EFFECTS[finding.verdict](session, actor, hazard, finding, maps))
    hazard.last_verdict = finding.verdict
    new = EFFECTS[finding.verdict](session, actor, hazard, finding, maps)
    hazards.save(session, hazard)
    return (hazard, *new)


def _possible(verb, hazard):
    return hazard.status in lifecycle.MOVES[verb].sources


def _fixed(session, actor, hazard, finding, maps):
    if hazard.status in ENDED:
        followups.answer(session, hazard, finding)
    else:
        followups.close(session, hazard, finding=finding)
    finding.effect = "nothing"
    if _possible("verify_fix", hazard):
        lifecycle.advance(session, hazard, actor, MoveDraft(move="verify_fix"))
        hazard.verified_by_id, finding.effect = finding.recorded_by_id, "verify_fix"
    return ()


def _bad(session, actor, hazard, finding, maps):
    followups.answer(session, hazard, finding)
    finding.effect = "nothing"
    if _possible("send_back", hazard):
        note = finding.note or finding.verdict
        lifecycle.advance(session, hazard, actor, MoveDraft(move="send_back", note=note))
        finding.effect = "send_back"
    elif hazard.status in (Status.CONFIRMED, Status.REFERRED, Status.ESCALATED):
        followups.plan(session, hazard, FollowUpReason.NOT_FIXED)
    return ()


def _not_found(session, actor, hazard, finding, maps):
    """Nothing was seen, so nothing is answered: the visit stays due."""
    finding.effect = "nothing"
    return ()


def _rebounded(session, actor, hazard, finding, maps):
    if hazard.status is not Status.CLOSED:
        return _bad(session, actor, hazard, finding, maps)
    followups.close(session, hazard, finding=finding)
    again = _again(session, hazard, finding, maps)
    relapses.found(session, finding, again)
    finding.effect = "recurred"
    return (again,)


def _again(session, closed, finding, maps):
    """A new confirmed hazard at the place of a closed one; the closed record is not touched."""
    now = db.now(session)
    hazard = Hazard(
        number=numbers.next_number(session, session.get_one(Office, closed.office_id), "H"),
        status=Status.CONFIRMED,
        seen_at=finding.recorded_at,
        received_at=now,
        changed_at=now,
        recorded_by_id=finding.recorded_by_id,
        found_by_office_id=closed.office_id,
        office_id=closed.office_id,
        inspection_id=finding.inspection_id,
        previous_hazard_id=closed.id,
        flags=[],
        map_versions={},
        draft_digest=finding.draft_digest,
        **{name: getattr(closed, name) for name in COPIED},
    )
    hazards.locate(session, hazard, hazards.location_of(closed), maps)
    hazards.save(session, hazard)
    followers.add(session, hazard.id, hazard.recorded_by_id)
    followers.join(session, hazard.id, closed.id)
    followups.plan(session, hazard, FollowUpReason.NOT_FIXED)
    return hazard


EFFECTS = {
    Verdict.FIXED: _fixed,
    Verdict.PARTLY_FIXED: _bad,
    Verdict.NOT_FIXED: _bad,
    Verdict.NOT_FOUND: _not_found,
    Verdict.REBOUNDED: _rebounded,
}
