"""What happens to a service: each event with its time, and which receipt counts."""

from . import db, ledger, service_cases
from .models import ServiceEvent, ServiceState

ARRIVED = frozenset({ServiceState.DELIVERED, ServiceState.REFUSED_LEFT})


def add(session, actor, service, kind, *, on=None, **said) -> ServiceEvent:
    """An event of the round that is under way, in law of the day *on* (today)."""
    event = ServiceEvent(
        id=said.pop("id", None) or db.new_id(),
        position=len(service.events),
        round=service.round,
        kind=kind,
        way=said.pop("way", None) or service.way,
        at=db.now(session),
        on=on or db.today(session),
        note=said.pop("note", ""),
        officers=[str(id_) for id_ in said.pop("officers", None) or ()],
        recorded_by_id=actor and actor.person_id,
        **said,
    )
    service.events.append(event)
    return event


def save(session, service):
    db.touch(session, service)
    session.flush()


def receipt(session, actor, service, kind, event, state):
    """A receipt came. The first one counts, starts the periods and says the *state*; they never start twice.

    One of another day is flagged, and a person decides which of them counts.
    """
    if service.effective_on is None:
        service.effective_on, service.effective_basis, service.state = event.on, event.basis, state
        service_cases.received(session, actor, service, kind, event)
        return
    days = {one.on for one in service.events if one.basis}
    service.receipts_disagree = len(days) > 1


def write(session, actor, service, type_, payload=None, blobs=()):
    """The entry of the ledger about an act on a service."""
    subjects = [("service", service.id), ("document", service.document_id), ("agency", service.agency_id)]
    subjects += [("case", service.case_id)] if service.case_id else []
    told = {"number": service.number, "state": service.state} | (payload or {})
    more = {"office_id": service.office_id, "version": service.version, "blobs": [sha for sha in blobs if sha]}
    ledger.append(session, actor, f"service.{type_}", subjects, told, **more)
