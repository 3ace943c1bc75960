"""What the agency's page tells beside the document: frozen when it is first sent, later edits change nothing."""

from . import case_links, catalogue, visibility
from .models import Case, Hazard, HazardType, Inspection, PhotoStatus, PreviewState, SubjectKind


def frozen(session, actor, document) -> list[dict]:
    """The hazards that the document is about, as JSON values: what is asked for each, its place, its cleared photos."""
    asked = _asked(session, actor, document)
    return [_told(session, row, asked.get(row.id, [])) for row in _hazards(session, actor, document)]


def _hazards(session, actor, document):
    if document.subject_kind is SubjectKind.HAZARD:
        narrowed = Hazard.id == document.subject_id
    elif document.subject_kind is SubjectKind.CASE:
        narrowed = Hazard.id.in_(case_links.inside(session, actor, document.subject_id))
    else:
        outing = session.scalar(visibility.inspections(session, actor).where(Inspection.id == document.subject_id))
        narrowed = Hazard.id.in_({one.hazard_id for one in outing.findings})
    return session.scalars(visibility.hazards(session, actor).where(narrowed).order_by(Hazard.number)).all()


def _asked(session, actor, document):
    """By hazard: the texts of the items that name it."""
    if document.subject_kind is not SubjectKind.CASE:
        return {}
    case = session.scalar(visibility.cases(session, actor).where(Case.id == document.subject_id))
    found = {}
    for item in case.items:
        for named in item.hazards:
            found.setdefault(named.hazard_id, []).append(item.text)
    return found


def _told(session, row, asked):
    shown = [photo for photo in row.photos if photo.status is PhotoStatus.ACCEPTED and photo.cleared]
    return {
        "hazard_id": str(row.id),
        "number": row.number,
        "type": catalogue.name_of(session, HazardType, row.type),
        "address": row.address or row.area_name or "",
        "description": row.description,
        "asked": asked,
        "lon": row.lon,
        "lat": row.lat,
        "photo_ids": [str(photo.id) for photo in shown if photo.preview is not PreviewState.NONE],
    }
