"""What devices made without a network, done item by item: each stored, or waiting, refused, or in conflict.

Whatever the order and however often: an item is done once. What rests on something that is still to come waits and is
tried again with every batch of its person, with every batch that brings what it is about, and when its bytes arrive.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import event, or_, select

from uploads.errors import UploadError

from . import db, errors, ledger, people
from .drafts import Draft
from .errors import Conflict, FieldError, InspectionError, Invalid, NotFound
from .models import Device, ItemStatus, Person, SyncItem
from .sync_drafts import ItemDraft
from .sync_kinds import KINDS, Doing

# Said of what is named and not there: it may be still to come.
ABSENT = {"unknown_hazard", "unknown_inspection", "unknown_participant", "unknown_remark", "photo_of_other_hazard"}
MOST_WAITING = 2000  # that are tried at once


@dataclass(frozen=True, slots=True)
class Said:
    """An item as it came, and its draft, or why there is none."""

    item: ItemDraft
    draft: Draft | Invalid


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an item. ``row`` is None when it could not even be taken down."""

    id: UUID
    seq: int
    status: str
    row: SyncItem | None = None
    fault: InspectionError | None = None


def push(session, actor, maps, device, items: list[Said]) -> list[Result]:
    """Do the items in the order of their numbers and then what waited for them; one result each, as they came."""
    rows = {row.id: row for row in session.scalars(select(SyncItem).where(_known(device, items)))}
    taken = {row.seq: row.id for row in rows.values() if row.device_id == device.id}
    refused, fresh = {}, {}
    with _holding(session):
        for said in sorted(items, key=lambda said: said.item.seq):
            item, known = said.item, rows.get(said.item.id)
            refusal = _refusal(item, known, device, taken)
            if refusal:
                refused[item.id] = Result(item.id, item.seq, ItemStatus.REFUSED, fault=refusal)
            elif known is None:
                fresh[item.id] = row = _take_down(session, device, item)
                _begin(session, actor, maps, device, row, said.draft, fresh)
        session.add_all(fresh.values())
        settle(session, maps, device, fresh.values())
    results = {id_: _result(row, repeated=True) for id_, row in rows.items()}
    results |= {id_: _result(row, repeated=False) for id_, row in fresh.items()} | refused
    return [results[said.item.id] for said in items]


def _begin(session, actor, maps, device, row, draft, fresh):
    if isinstance(draft, Invalid):
        _settle(session, row, ItemStatus.REFUSED, draft)
    else:
        _try(session, actor, maps, device, row, draft, fresh)


def _known(device, items):
    """The condition of the rows that the items may be, or whose number they may have."""
    mine = SyncItem.device_id == device.id
    seqs = [said.item.seq for said in items]
    return or_(SyncItem.id.in_([said.item.id for said in items]), mine & SyncItem.seq.in_(seqs))


def _refusal(item, known, device, taken):
    """Why an item is not even taken down: it may come again in another shape."""
    if item.kind not in KINDS:
        return Invalid.at("kind", "not_one_of", allowed=" ".join(KINDS))
    if item.about_id is None:
        return Invalid.at("about_id", "required")
    if known and (known.device_id, known.digest) != (device.id, item.digest):
        return Conflict("id_taken")
    if taken.setdefault(item.seq, item.id) != item.id:
        return Conflict("seq_taken", seq=item.seq)
    return None


def _take_down(session, device, item):
    row = SyncItem(
        id=item.id,
        device_id=device.id,
        seq=item.seq,
        kind=item.kind,
        about_id=item.about_id,
        after=[str(id_) for id_ in item.after],
        said=item.said,
        made_at=item.made_at,
        digest=item.digest,
        received_at=db.now(session),
        status=ItemStatus.WAITING,
    )
    device.last_seq = max(device.last_seq, item.seq)
    return row


def _result(row, *, repeated):
    status = "repeated" if repeated and row.status is ItemStatus.STORED else row.status
    return Result(row.id, row.seq, status, row, row.fault and errors.again(row.fault))


def result_of(row) -> Result:
    """What became of an item, whoever asks."""
    return _result(row, repeated=False)


def settle(session, maps, device, fresh=()):
    """Try what waits, of the device's person and about what has just come, until nothing more can be done."""
    session.flush()
    mine = SyncItem.device_id.in_(select(Device.id).where(Device.person_id == device.person_id))
    about = SyncItem.about_id.in_({row.about_id for row in fresh})
    query = select(SyncItem).where(SyncItem.status == ItemStatus.WAITING, or_(mine, about))
    waiting = list(session.scalars(query.order_by(SyncItem.device_id, SyncItem.seq).limit(MOST_WAITING)))
    actors = {}
    while waiting:
        for row in waiting:
            if row.device_id not in actors:
                actors[row.device_id] = _sender(session, row.device_id)
            draft = KINDS[row.kind].draft.model_validate_json(orjson.dumps(row.said))
            _try(session, actors[row.device_id][1], maps, actors[row.device_id][0], row, draft, {})
        still = [row for row in waiting if row.status is ItemStatus.WAITING]
        if len(still) == len(waiting):
            return
        waiting = still


def arrived(session, maps, sha256: str):
    """Try what waited for these bytes, whoever sent them, and what rests on that."""
    photo = (SyncItem.kind == "photo", SyncItem.said["sha256"].as_string() == sha256)
    waiting = select(SyncItem.device_id).where(SyncItem.status == ItemStatus.WAITING, *photo).distinct()
    for device_id in session.scalars(waiting.order_by(SyncItem.device_id)).all():
        settle(session, maps, _sender(session, device_id)[0])


def _sender(session, device_id):
    device = session.get_one(Device, device_id)
    return device, people.actor(session, session.get_one(Person, device.person_id))


def _try(session, actor, maps, device, row, draft, fresh):
    """Do one item, or note for what it waits or why it can't be done; nothing of a failed one stays."""
    if row.after and not _rests(session, device, row.after, fresh):
        row.fault = errors.kept(NotFound("items_to_come"))
        return
    try:
        with db.savepoint(session):
            kind = KINDS[row.kind]
            disagrees = kind.act(Doing(session, actor, maps, row), draft)
    except UploadError as error:
        _settle(session, row, ItemStatus.REFUSED, Invalid(FieldError("said", error.code, error.details)))
    except InspectionError as error:
        _settle(session, row, _status(error), error)
    else:
        _settle(session, row, ItemStatus.CONFLICT if disagrees is True else ItemStatus.STORED, None)
        receipt = ledger.receipt(session)
        row.entry_seq, row.leaf = receipt or (None, None)
        row.said = {}  # stands in the record now, and in the ledger


def _rests(session, device, after, fresh):
    """Whether all items that this one rests on were dealt with; of a lost device those that never came are none."""
    rows = [fresh.get(UUID(id_)) or session.get(SyncItem, UUID(id_)) for id_ in after]
    return all(row.status is not ItemStatus.WAITING if row else device.lost_at is not None for row in rows)


def _status(error):
    if isinstance(error, NotFound):
        return ItemStatus.WAITING
    if isinstance(error, Invalid) and {field.code for field in error.fields} <= ABSENT:
        return ItemStatus.WAITING
    return ItemStatus.CONFLICT if isinstance(error, Conflict) else ItemStatus.REFUSED


def _settle(session, row, status, error):
    row.status, row.fault = status, error and errors.kept(error)
    row.settled_at = None if status is ItemStatus.WAITING else db.now(session)


@contextmanager
def _holding(session):
    """Rows that are read inside stay read: a session by itself forgets those that nobody refers to."""
    held = []

    def hold(_, row):
        held.append(row)

    event.listen(session, "loaded_as_persistent", hold)
    try:
        yield
    finally:
        event.remove(session, "loaded_as_persistent", hold)
