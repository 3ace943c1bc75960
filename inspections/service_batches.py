"""Many services in one go: one that fails stops no other, and a repeat makes none twice."""

from uuid import UUID

from sqlalchemy import select

from . import db, jobs, ledger, people, permissions, services, visibility
from .errors import Conflict, InspectionError, Invalid, NotFound
from .models import Person, ServiceBatch, ServiceBatchItem, ServiceState, ServiceVerb
from .service_drafts import BatchItemDraft, ServiceDraft, ServiceMoveDraft

JOB = "service.batch"


def get(session, actor, batch_id) -> ServiceBatch:
    batch = session.scalar(visibility.service_batches(actor).where(ServiceBatch.id == batch_id))
    if batch is None:
        raise NotFound
    return batch


def begin(session, actor, draft) -> tuple[ServiceBatch, bool]:
    """Ask for many services; ``(batch, True)``, or ``(the same batch, False)`` for a repeat."""
    known = draft.id and session.scalar(select(ServiceBatch.draft_digest).where(ServiceBatch.id == draft.id))
    if known:
        if known != draft.digest:
            raise Conflict("id_taken")
        return get(session, actor, draft.id), False
    office = people.home_office(session, actor, permissions.PERMISSIONS["serve_many"].roles)
    batch = ServiceBatch(
        id=draft.id or db.new_id(),
        office_id=office.id,
        created_by_id=actor.person_id,
        created_at=db.now(session),
        draft_digest=draft.digest,
    )
    on = draft.dispatched_on and draft.dispatched_on.isoformat()
    for position, item in enumerate(draft.items):
        said = item.model_dump(mode="json") | {"dispatched_on": on}
        batch.items.append(ServiceBatchItem(id=db.new_id(), position=position, said=said))
    session.add(batch)
    session.flush()
    jobs.enqueue(session, JOB, {"batch_id": str(batch.id)})
    payload = {"items": len(batch.items), "dispatched_on": on}
    ledger.append(session, actor, "service_batch.begun", [("service_batch", batch.id)], payload, office_id=office.id)
    return batch, True


def work(database, batch_id: str):
    """Do what is left of a batch, each service in a transaction of its own."""
    with database.read() as session:
        left = _left(session, UUID(batch_id))
    for item_id in left:
        try:
            database.write(lambda session, id_=item_id: _serve(session, id_))
        except InspectionError as error:
            problem = _problem(error)
            database.write(lambda session, id_=item_id, said=problem: _settle(session, id_, problem=said))
    database.write(lambda session: _finish(session, UUID(batch_id)))


def _left(session, batch_id):
    open_ = (ServiceBatchItem.batch_id == batch_id, ServiceBatchItem.done_at.is_(None))
    return session.scalars(select(ServiceBatchItem.id).where(*open_).order_by(ServiceBatchItem.position)).all()


def _problem(error):
    fields = error.fields if isinstance(error, Invalid) else ()
    first = fields[0] if fields else error
    return {"code": first.code, "details": {name: str(value) for name, value in first.details.items()}}


def _serve(session, item_id):
    """Draft, sign and send one, from wherever an earlier attempt left it."""
    item = session.get_one(ServiceBatchItem, item_id)
    batch = session.get_one(ServiceBatch, item.batch_id)
    actor = people.actor(session, session.get_one(Person, batch.created_by_id))
    on, said = item.said["dispatched_on"], {name: item.said[name] for name in BatchItemDraft.model_fields}
    one = BatchItemDraft.model_validate(said, strict=False)
    draft = ServiceDraft(agency_id=one.agency_id, way=one.way, recipient=one.recipient)
    service, _ = services.draft(session, actor, one.document_id, draft)
    if service.state is ServiceState.DRAFTED:
        services.move(session, actor, service.id, ServiceMoveDraft(move=ServiceVerb.SIGN))
    if on and service.state is ServiceState.SIGNED:
        sent = ServiceMoveDraft.model_validate({"move": "dispatch", "on": on}, strict=False)
        services.move(session, actor, service.id, sent)
    _settle(session, item_id, service_id=service.id)


def _settle(session, item_id, *, service_id=None, problem=None):
    item = session.get_one(ServiceBatchItem, item_id)
    item.done_at, item.service_id, item.problem = db.now(session), service_id, problem


def _finish(session, batch_id):
    batch = session.get_one(ServiceBatch, batch_id)
    if batch.finished_at is None:
        batch.finished_at = db.now(session)
        failed = sum(item.problem is not None for item in batch.items)
        payload = {"served": len(batch.items) - failed, "failed": failed}
        subjects = [("service_batch", batch.id)]
        ledger.append(session, None, "service_batch.finished", subjects, payload, office_id=batch.office_id)
