"""What an actor may see. One select per noun, and every read of that noun starts here (a test looks for others).

Lists and single reads use the same select, so what you may not see does not exist.
"""

from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import and_, or_, select, union

from . import db
from .models import (
    AddressConfirmation,
    Asset,
    Card,
    Case,
    Clock,
    Clue,
    Derivative,
    Device,
    Document,
    DocumentVersion,
    Hazard,
    Import,
    Inspection,
    InspectionHazard,
    InspectionStatus,
    Notice,
    Office,
    OutgoingNotice,
    OwnershipDispute,
    Participant,
    Photo,
    PhotoStatus,
    Reassignment,
    Service,
    ServiceBatch,
    Share,
    SubjectKind,
    Upload,
)
from .permissions import CURATORS, READERS, STAFF

JOINT_ACCESS = timedelta(days=30)  # DESIGN §7: offices taking part still see the hazards that long after finalising


def _reading(actor, roles=READERS):
    return [held for held in actor.held if held.office_id and held.role in roles]


def whole_offices(actor, roles=READERS):
    """The offices all of whose records *actor* sees: where *actor* holds one of *roles*, and all below."""
    return _below(tuple(held.office_path for held in _reading(actor, roles)))


@lru_cache(1000)
def _below(paths):
    return select(Office.id).where(or_(False, *map(Office.path.startswith, paths)))


def _joined(session, actor):
    """The inspections in which one of the actor's offices takes part, and still may look: to the end of that day."""
    ended = db.begin_of(db.today(session)) - JOINT_ACCESS
    return _taking_part(tuple(held.office_id for held in _reading(actor)), ended)


@lru_cache(1000)
def _taking_part(office_ids, ended):
    return (
        select(Participant.inspection_id)
        .join(Inspection, Inspection.id == Participant.inspection_id)
        .where(
            Participant.office_id.in_(office_ids),
            Inspection.status != InspectionStatus.ABORTED,
            or_(Inspection.finalised_at.is_(None), Inspection.finalised_at > ended),
        )
    )


def hazards(session, actor):
    """Hazards that the actor's offices, or offices below them, handle or found, of joint inspections, or shared."""
    return _hazards(whole_offices(actor), _joined(session, actor), _shared(session, actor, "hazard"))


@lru_cache(1000)
def _hazards(below, joined, shared):
    # What is asked for narrows better than who may see it.
    return select(Hazard).where(or_(db.unwalked(Hazard.office_id).in_(below), *_elsewhere(below, joined, shared)))


def _shared(session, actor, kind):
    """The ids of records of that kind which are shared with one of the actor's offices today."""
    return _shares(tuple(held.office_id for held in _reading(actor)), kind, db.today(session))


@lru_cache(1000)
def _shares(office_ids, kind, today):
    holds = (Share.subject_kind == kind, Share.until >= today, Share.ended_at.is_(None))
    return select(Share.subject_id).where(Share.office_id.in_(office_ids), *holds)


def _elsewhere(below, joined, shared):
    """The ways to see a hazard that another office handles."""
    agenda = select(InspectionHazard.hazard_id).where(InspectionHazard.inspection_id.in_(joined))
    handed_over = and_(Hazard.found_by_office_id != Hazard.office_id, Hazard.found_by_office_id.in_(below))
    return handed_over, Hazard.inspection_id.in_(joined), Hazard.id.in_(agenda), Hazard.id.in_(shared)


def hazards_elsewhere(session, actor):
    """Those of ``hazards`` that are handled outside ``whole_offices``: few, found by an index for each way."""
    below = whole_offices(actor)
    ways = _elsewhere(below, _joined(session, actor), _shared(session, actor, "hazard"))
    found = union(*(select(Hazard.id).where(way, Hazard.office_id.not_in(below)) for way in ways))
    return select(Hazard).where(Hazard.id.in_(found))


def photos(session, actor):
    """Photos of the hazards that the actor sees."""
    return select(Photo).where(Photo.hazard_id.in_(hazards(session, actor).with_only_columns(Hazard.id)))


def derivatives(session, actor):
    """Copies of the photos that the actor sees: for the case team all of them, for others those that are cleared."""
    seen = photos(session, actor).with_only_columns(Photo.id)
    handled = select(Hazard.id).where(Hazard.office_id.in_({held.office_id for held in _reading(actor, STAFF)}))
    own = select(Photo.id).where(Photo.hazard_id.in_(handled))
    return select(Derivative).where(
        Derivative.photo_id.in_(seen), or_(Derivative.cleared, Derivative.photo_id.in_(own))
    )


def inspections(session, actor):
    """Inspections of the actor's offices and those below, and the joint ones that they take part in."""
    return select(Inspection).where(
        or_(Inspection.office_id.in_(whole_offices(actor)), Inspection.id.in_(_joined(session, actor)))
    )


def disputes(session, actor):
    """Disputes about the ownership of hazards that the actor sees."""
    return select(OwnershipDispute).where(
        OwnershipDispute.hazard_id.in_(hazards(session, actor).with_only_columns(Hazard.id))
    )


def clocks(session, actor):
    """Clocks of the actor's offices and those below, and those of hazards that the actor sees."""
    about_hazards = Clock.subject_id.in_(hazards(session, actor).with_only_columns(Hazard.id))
    return select(Clock).where(
        or_(Clock.office_id.in_(whole_offices(actor)), and_(Clock.subject_kind == "hazard", about_hazards))
    )


def cases(session, actor):
    """Cases that the actor's offices handle, or offices below them, or that are shared with them."""
    return select(Case).where(
        or_(Case.office_id.in_(whole_offices(actor)), Case.id.in_(_shared(session, actor, Case.KIND)))
    )


def documents(actor):
    """Documents that the actor's offices drafted, or offices below them; those about clues as clues are."""
    of_clues = Document.office_id.in_(whole_offices(actor, STAFF))
    others = and_(Document.office_id.in_(whole_offices(actor)), Document.subject_kind != SubjectKind.CLUE)
    return select(Document).where(or_(others, of_clues))


def document_versions(actor):
    """The frozen versions of those."""
    seen_ = documents(actor).with_only_columns(Document.id)
    return select(DocumentVersion).where(DocumentVersion.document_id.in_(seen_))


def services(actor):
    """Services of documents of the actor's offices, or of offices below them."""
    return select(Service).where(Service.office_id.in_(whole_offices(actor)))


def address_confirmations(actor):
    """What agencies confirmed to the actor's offices, or to offices below them."""
    return select(AddressConfirmation).where(AddressConfirmation.office_id.in_(whole_offices(actor)))


def service_batches(actor):
    """Services asked for in one go, in the very offices in which the actor is staff."""
    return select(ServiceBatch).where(ServiceBatch.office_id.in_({held.office_id for held in _reading(actor, STAFF)}))


def seen(session, actor, hazard_ids) -> frozenset:
    """Those of the ids that are hazards which the actor sees; nulls are none."""
    wanted = {id_ for id_ in hazard_ids if id_ is not None}
    found = hazards(session, actor).where(Hazard.id.in_(wanted)).with_only_columns(Hazard.id)
    return frozenset(session.scalars(found)) if wanted else frozenset()


def imports(actor):
    """Imports of the offices where the actor curates reference data, and of those below them.

    A ledger of hazards is case content: an administrator does not see it.
    """
    curated, handled = (Import.office_id.in_(whole_offices(actor, roles)) for roles in (CURATORS, CURATORS & READERS))
    return select(Import).where(or_(handled, and_(curated, Import.kind != "hazards")))


def assets(session, actor, roles=None):
    """Assets in the registers of the actor's offices, of those below and above: a city's register serves its counties.

    With *roles* only those of offices where the actor holds one of them, and of those below.
    """
    below = Asset.office_id.in_(whole_offices(actor, roles or READERS))
    if roles:
        return select(Asset).where(below)
    above = {UUID(part) for held in _reading(actor) for part in held.office_path.strip("/").split("/")}
    return select(Asset).where(or_(below, Asset.office_id.in_(above)))


def uploads(actor):
    """The actor's own uploads: what is under way or waits is nobody else's to see."""
    return select(Upload).where(Upload.created_by_id == actor.person_id)


def devices(actor):
    """The actor's own devices, and those of the very offices in which the actor is staff: they know what is missing."""
    offices = {held.office_id for held in _reading(actor, STAFF)}
    return select(Device).where(or_(Device.person_id == actor.person_id, Device.office_id.in_(offices)))


def cards(actor):
    """Cards of the very offices in which the actor is staff: what nobody sorted yet is nobody else's to see."""
    return select(Card).where(Card.office_id.in_({held.office_id for held in _reading(actor, STAFF)}))


def invited_inspections(actor):
    """The outings to which the actor was invited, as long as the invitation holds."""
    invited = {held.inspection_id for held in actor.held if held.inspection_id}
    return select(Inspection).where(Inspection.id.in_(invited), Inspection.status != InspectionStatus.ABORTED)


def invited_hazards(actor):
    """The spots of those outings: what they mean to visit and what was recorded on them."""
    outings = invited_inspections(actor).with_only_columns(Inspection.id)
    agenda = select(InspectionHazard.hazard_id).where(InspectionHazard.inspection_id.in_(outings))
    return select(Hazard).where(or_(Hazard.inspection_id.in_(outings), Hazard.id.in_(agenda)))


def own_contributions(actor):
    """What the actor sent as an invited assistant, in those outings."""
    hazards_ = invited_hazards(actor).with_only_columns(Hazard.id)
    sent = (Photo.uploaded_by_id == actor.person_id, Photo.invitation_id.is_not(None))
    return select(Photo).where(*sent, Photo.hazard_id.in_(hazards_))


def contributions(actor):
    """What invited assistants, and agencies with a reply, sent for hazards of offices in which the actor is staff.

    A photo of an agency that was confirmed is found with its hazard."""
    handled = select(Hazard.id).where(Hazard.office_id.in_({held.office_id for held in _reading(actor, STAFF)}))
    waits = Photo.status.in_((PhotoStatus.PENDING_CONFIRMATION, PhotoStatus.DECLINED))
    return select(Photo).where(or_(Photo.invitation_id.is_not(None), waits), Photo.hazard_id.in_(handled))


def reassignments(session, actor):
    """Re-assignments of the actor's offices and those below."""
    return select(Reassignment).where(Reassignment.office_id.in_(whole_offices(actor)))


def clues(actor):
    """Clues of the actor's offices and those below, for staff: no auditor, liaison or assistant sees one."""
    return select(Clue).where(Clue.office_id.in_(whole_offices(actor, STAFF)))


def own_clues(actor):
    """What the actor filed as a volunteer."""
    return select(Clue).where(Clue.entered_by_id == actor.person_id)


def notices(actor):
    """The actor's own notices. What they say of a record is asked for apart, when they are shown."""
    return select(Notice).where(Notice.person_id == actor.person_id)


def outgoing_notices(actor):
    """What waits to leave the very offices in which the actor is staff."""
    return select(OutgoingNotice).where(
        OutgoingNotice.office_id.in_({held.office_id for held in _reading(actor, STAFF)})
    )
