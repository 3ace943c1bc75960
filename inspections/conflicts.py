"""Who should keep away from a spot because of a home agency, and which earlier uploads say so (DESIGN §7).

``respondent`` and ``regulator`` (of the owner, in a case) block; ``candidate`` warns.
"""

from sqlalchemy import or_, select

from . import ledger
from .case_teams import BLOCKING, named
from .models import Case, CaseHazard, Hazard, Person, Photo


def of(session, agency_id, hazard_id) -> str | None:
    """Why somebody of that agency should keep away from the hazard, the gravest reason; None when nothing does."""
    if agency_id is None:
        return None
    cases = select(CaseHazard.case_id).where(CaseHazard.hazard_id == hazard_id, CaseHazard.removed_at.is_(None))
    chosen = or_(Hazard.owner_id == agency_id, Hazard.regulator_id == agency_id, Hazard.territorial_id == agency_id)
    this = select(Hazard.id).where(Hazard.id == hazard_id)
    ways = (
        ("respondent", select(Case.id).where(Case.id.in_(cases), Case.respondent_id == agency_id)),
        ("regulator", this.where(Hazard.regulator_id == agency_id, cases.exists())),
        ("candidate", this.where(chosen)),
    )
    found = next((code for code, query in ways if session.scalar(query.limit(1)) is not None), None)
    return found or ("candidate" if named(session, [hazard_id], [agency_id]) else None)


def blocks(code) -> bool:
    return code in BLOCKING


def review(session, actor, hazard_ids):
    """Mark the uploads about these hazards anew, after who answers for them or the respondent of a case changed.

    Nothing is deleted: the mark says what is known today, the ledger what was known when.
    """
    query = (
        select(Photo, Person.home_agency_id)
        .join(Person, Person.id == Photo.uploaded_by_id)
        .where(Photo.hazard_id.in_(hazard_ids), Person.home_agency_id.is_not(None))
        .order_by(Photo.id)
    )
    for photo, agency_id in session.execute(query).all():
        found = of(session, agency_id, photo.hazard_id)
        if found == photo.conflict:
            continue
        before, photo.conflict = photo.conflict, found
        subjects = [("photo", photo.id), ("hazard", photo.hazard_id)]
        session.flush()
        ledger.append(session, actor, "photo.conflict_reviewed", subjects, {"before": before, "now": found})
