"""Adopting or dismissing what was observed about a photo, and who is told of it.

Observations are for the case team: the staff of the handling office. Everybody else who sees the photo is told only of
those that a person adopted, with the reason and without the other photos that they name.
"""

from sqlalchemy import select

from . import db, hazards, ledger, permissions, photos
from .errors import Invalid
from .models import Hazard, Judgement, JudgementVerdict
from .permissions import STAFF


def judge(session, actor, photo_id, draft):
    """Adopt or dismiss one flag of a photo; the photo. The same word of the same person again changes nothing."""
    photo = photos.get(session, actor, photo_id)
    hazard = hazards.get(session, actor, photo.hazard_id, lock=True)
    permissions.in_office(actor, "judge_observation", hazard.office_id)
    if draft.flag not in photo.flags:
        raise Invalid.at("flag", "no_such_observation", allowed=", ".join(photo.flags))
    said = (draft.verdict, draft.reason, actor.person_id)
    latest = of(session, [photo]).get((photo.id, draft.flag))
    if latest and (latest.verdict, latest.reason, latest.judged_by_id) == said:
        return photo
    numbers = photo.flag_details.get(draft.flag, {})
    session.add(
        Judgement(
            photo_id=photo.id,
            flag=draft.flag,
            numbers=numbers,
            verdict=draft.verdict,
            reason=draft.reason,
            judged_by_id=actor.person_id,
            judged_at=db.now(session),
        )
    )
    session.flush()
    ledger.append(
        session,
        actor,
        f"photo.observation_{draft.verdict}",
        [("photo", photo.id), ("hazard", hazard.id)],
        {"flag": draft.flag, "numbers": numbers, "reason": draft.reason},
        office_id=hazard.office_id,
        blobs=[photo.sha256],
    )
    return photo


def of(session, rows) -> dict[tuple, Judgement]:
    """The judgement that counts, by photo id and flag: the latest one on the very numbers that the photo has now."""
    present = {(row.id, flag): row.flag_details.get(flag, {}) for row in rows for flag in row.flags}
    if not present:
        return {}
    query = select(Judgement).where(Judgement.photo_id.in_({id_ for id_, _ in present}))
    ordered = session.scalars(query.order_by(Judgement.judged_at, Judgement.id))
    return {key: one for one in ordered if (key := (one.photo_id, one.flag)) in present and one.numbers == present[key]}


def in_team(actor, office_id) -> bool:
    """Whether *actor* works on the cases of that office."""
    return bool(actor.roles_in(office_id) & STAFF)


def teams(session, actor, rows) -> frozenset:
    """The ids of those hazards of the photos on whose team *actor* is."""
    wanted = {row.hazard_id for row in rows if row.flags}
    offices = session.execute(select(Hazard.id, Hazard.office_id).where(Hazard.id.in_(wanted))) if wanted else ()
    return frozenset(hazard_id for hazard_id, office_id in offices if in_team(actor, office_id))


def without_photos(numbers: dict) -> dict:
    return {name: value for name, value in numbers.items() if name != "photos"}


def outside(event: dict) -> dict | None:
    """What somebody outside the team is told of an event: no flags, and nothing of what was dismissed."""
    payload = event["payload"] or {}
    if event["type"] == f"photo.observation_{JudgementVerdict.DISMISSED}":
        return None
    if event["type"] == f"photo.observation_{JudgementVerdict.ADOPTED}" and payload:
        return event | {"payload": payload | {"numbers": without_photos(payload["numbers"])}}
    if event["type"] == "photo.added" and payload:
        return event | {"payload": {name: value for name, value in payload.items() if name != "flags"}}
    return event
