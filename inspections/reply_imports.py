"""A reply that came back as a file, without a network: entered by staff as the agency wrote it, and frozen at once."""

from uuid import UUID

from . import permissions, replies, service_events, services
from .errors import Conflict, FieldError, Invalid
from .models import ServiceState

SENT = frozenset(set(ServiceState) - {ServiceState.DRAFTED, ServiceState.SIGNED, ServiceState.FAILED})


def may_hand_out(session, actor, service_id):
    """The service whose reply form the actor may take along."""
    return _sent(session, actor, "export_reply_kit", service_id)


def _sent(session, actor, action, service_id, *, lock=False):
    service = services.get(session, actor, service_id, lock=lock)
    permissions.in_office(actor, action, service.office_id)
    if service.state not in SENT:
        raise Conflict("service_not_sent", extra={"service_state": service.state})
    return service


def handed_out(session, actor, service_id):
    """Note that the form left as a file."""
    service = may_hand_out(session, actor, service_id)
    service_events.write(session, actor, service, "kit_handed_out")
    return service


def may_enter(session, actor, service_id):
    """The short check before anything is received."""
    service = _sent(session, actor, "import_reply", service_id)
    reply = replies.of(session, service)
    if reply and reply.submitted_at:
        raise Conflict("reply_submitted")


def enter(session, actor, service_id, said, photos, letter):
    """Enter a whole reply: *photos* are (name, evidence), each put where the number in its name says.

    It is no receipt: what the agency received, and when, is entered with its proof. Raises Invalid for the reply to
    another document, a hazard that it is not about, or a photo whose name says no number.
    """
    service = _sent(session, actor, "import_reply", service_id, lock=True)
    if said.service != service.number:
        raise Invalid.at("service", "reply_to_other_document", number=service.number)
    by_number = {one["number"]: one["hazard_id"] for one in service.shown}
    placed = [(name, replies.matching(service, name), evidence) for name, evidence in photos]
    wrong = [
        FieldError(f"items.{index}.number", "not_in_document")
        for index, one in enumerate(said.items)
        if one.number not in by_number
    ]
    wrong += [FieldError("file", "photo_without_number", {"name": name}) for name, id_, _ in placed if id_ is None]
    if wrong:
        raise Invalid(*wrong)
    for one in said.items:
        replies.answer(session, service, UUID(by_number[one.number]), one.draft)
    for _, hazard_id, evidence in placed:
        replies.add_photo(session, service, hazard_id, evidence)
    if letter:
        replies.attach_letter(session, service, letter)
    replies.submit(session, service, said.submission, actor=actor)
    return service
