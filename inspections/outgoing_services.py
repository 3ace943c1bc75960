"""The letter that tells an agency where its document lies, and what becomes of the service by it."""

from sqlalchemy import select

from . import service_events
from .errors import Conflict, Invalid
from .models import AddressConfirmation, Service, ServiceEventKind, ServiceState
from .notice_drafts import ReleaseWay

TELEPHONE = "tel:"  # RFC 3966: an address that goes by the gateway for text messages
ON_THE_WAY = (ServiceState.DISPATCHED, ServiceState.REDISPATCHED)


def of(session, row) -> Service:
    """The service that a letter tells of: whoever may see the letter may see that."""
    return session.scalar(select(Service).where(Service.id == row.service_id))


def check(session, row):
    """Raise Conflict when the letter is needless: it arrived, came back, or was given up."""
    if of(session, row).state not in ON_THE_WAY:
        raise Conflict("service_over")


def address(session, row, draft, means) -> str:
    """Where the letter goes: as the agency confirmed it, and nowhere else. *means* are those that the settings give."""
    if draft.address is not None:
        raise Invalid.at("address", "confirmed_address_only")
    if "address" not in means:
        raise Conflict("no_public_url")
    if draft.way is ReleaseWay.MAIL and row.address:
        return row.address
    if draft.way is ReleaseWay.MAIL:
        raise Conflict("no_address_any_more")
    id_ = of(session, row).confirmation_id
    phone = select(AddressConfirmation.contact_phone).where(AddressConfirmation.id == id_)
    return TELEPHONE + session.scalar(phone)


def sent(session, actor, row):
    """The letter left: an event of the service, and no receipt."""
    service = of(session, row)
    service_events.add(session, actor, service, ServiceEventKind.SENT, note=row.note)
    service_events.save(session, service)


def bounced(session, row, why: str):
    """The mail server refused the address for good."""
    service = of(session, row)
    if service.state in ON_THE_WAY:
        service_events.add(session, None, service, ServiceEventKind.BOUNCED, note=why)
        service.state = ServiceState.BOUNCED
        service_events.save(session, service)
        service_events.write(session, None, service, "bounce", {"note": why})
