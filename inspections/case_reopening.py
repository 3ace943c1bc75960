"""A failure that came back after its case was closed: a new case takes it up again where the law lets it (S5)."""

from sqlalchemy import select

from . import db, numbers
from .models import (
    Case,
    CaseHazard,
    CaseLegalBasis,
    CasePerson,
    CaseState,
    Hazard,
    ItemHazard,
    ItemState,
    Office,
    RecommendationItem,
)

SAME = (
    *("track", "title", "legal_field", "nature", "respondent_id", "official_number", "secrecy_level", "regime"),
    *("office_id", "rectify_due_on", "served_on", "effective_on", "urgent", "urgent_reason", "urgent_by_id"),
)


def begin(session, actor, closed, draft) -> Case:
    """The new case, linked to the *closed* one, which is not touched. Its document was served before, if one was, so
    that review goes on without a second one; whether that is right is the prosecutor's to judge."""
    now, office = db.now(session), session.get_one(Office, closed.office_id)
    case = Case(
        id=db.new_id(),
        number=numbers.next_number(session, office, "C"),
        state=CaseState.FOLLOW_UP if closed.effective_on else CaseState.INVESTIGATING,
        source=draft.note,
        apart_reason=draft.note,
        previous_case_id=closed.id,
        registered_at=now,
        registered_by_id=actor.person_id,
        changed_at=now,
        draft_digest=draft.digest,
        **{name: getattr(closed, name) for name in SAME},
    )
    earlier = _earlier(session, draft.hazard_ids)
    case.hazards = [
        CaseHazard(hazard_id=id_, reason=draft.note, added_at=now, added_by_id=actor.person_id)
        for id_ in dict.fromkeys(draft.hazard_ids)
    ]
    case.people = [
        CasePerson(person_id=row.person_id, is_lead=row.is_lead, since=now) for row in closed.people if not row.until
    ]
    case.legal_bases = [
        CaseLegalBasis(position=row.position, level=row.level, title=row.title, article=row.article)
        for row in closed.legal_bases
    ]
    case.items = [_item(item, earlier) for item in closed.items]
    session.add(case)
    return case


def _earlier(session, ids):
    """By the hazard that an item of the closed case may name: the one that stands again."""
    rows = session.execute(select(Hazard.id, Hazard.previous_hazard_id).where(Hazard.id.in_(ids)))
    return {previous_id or id_: id_ for id_, previous_id in rows} | {id_: id_ for id_ in ids}


def _item(item, earlier):
    again = [earlier[row.hazard_id] for row in item.hazards if row.hazard_id in earlier]
    return RecommendationItem(
        position=item.position,
        text=item.text,
        state=ItemState.REBOUNDED if again else item.state,
        hazards=[ItemHazard(hazard_id=id_) for id_ in dict.fromkeys(again)],
    )
