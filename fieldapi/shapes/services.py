"""Services of documents, the confirmations that they rest on, and replies."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from inspections.models import Answer, ReceiptBasis, ServiceEventKind, ServiceState, ServiceVerb, ServiceWay

from .base import Named, Shape, listing
from .notices import NoticeText


class ServiceEvent(Shape):
    """With a ``basis`` it is a receipt, in law of the day ``on``. ``recorded_by`` null: the agency's own act."""

    id: UUID
    kind: ServiceEventKind
    round: int
    way: ServiceWay
    at: datetime
    on: date
    basis: ReceiptBasis | None
    number: str | None
    signer: str | None
    post: str | None
    phone: str | None
    note: str
    sha256: str | None
    officers: list[UUID]
    recorded_by: Named | None


class ReplyPaper(Shape):
    sha256: str
    media_type: str


class ReplyItem(Shape):
    hazard_id: UUID
    answer: Answer
    done_on: date | None
    note: str
    photo_ids: list[UUID]
    paper: ReplyPaper | None


class Reply(Shape):
    """A claim, hazard by hazard; ``digest`` is that of everything submitted. Only a visit finds anything fixed."""

    submitted_at: datetime
    late: bool
    name: str
    post: str
    phone: str
    note: str
    digest: str
    letter: ReplyPaper | None
    items: list[ReplyItem]


class ServedDocument(Shape):
    id: UUID
    version_id: UUID
    kind: str
    title: str
    number: str | None
    sha256: str  # of the PDF that is served


class Service(Shape):
    id: UUID
    number: str
    version: int
    state: ServiceState
    way: ServiceWay
    ways: list[ServiceWay]  # that the office allows for the kind
    office: Named
    agency: Named
    recipient: str
    document: ServedDocument
    case_id: UUID | None
    confirmation_id: UUID | None
    hazard_ids: list[UUID]
    round: int
    dispatched_on: date | None
    sent_on: date | None
    dispatched_by: Named | None
    effective_on: date | None
    effective_basis: ReceiptBasis | None
    receipts_disagree: bool
    has_access: bool
    locked_until: datetime | None
    drafted_at: datetime
    drafted_by: Named
    events: list[ServiceEvent]
    reply: Reply | None
    moves: list[ServiceVerb]


class ServiceAccess(Shape):
    """Told this once. ``text`` tells where the document lies; the code travels by another way than the text."""

    service: Service
    code: str
    link: str
    qr_svg: str
    text: NoticeText
    code_text: NoticeText


class ServiceRule(Shape):
    office: Named
    kind: str
    electronic: bool
    set_at: datetime
    set_by: Named


class ServiceRules(Shape):
    """What offices decided; ``bundled`` says what counts without that."""

    items: list[ServiceRule]
    next_cursor: str | None
    bundled: dict[str, bool]


class Confirmation(Shape):
    id: UUID
    office: Named
    agency: Named
    credit_code: str
    recipient_unit: str
    contact_name: str
    contact_phone: str
    email: str | None
    document_kinds: list[str]
    consented_on: date
    valid_from: date
    valid_to: date | None
    signatory: str
    sha256: str | None
    withdrawn_on: date | None
    withdrawn_reason: str | None
    created_by: Named
    created_at: datetime


class ServiceProblem(Shape):
    code: str
    message: str


class ServiceBatchItem(Shape):
    said: dict[str, Any]
    done_at: datetime | None
    service_id: UUID | None
    problem: ServiceProblem | None


class ServiceBatch(Shape):
    id: UUID
    office: Named
    created_by: Named
    created_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    failed: int
    items: list[ServiceBatchItem]


ServiceList = listing(Service)
ConfirmationList = listing(Confirmation)
