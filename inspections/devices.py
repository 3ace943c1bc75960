"""Devices: what each has sent, what is known to be missing, and that one is lost."""

from sqlalchemy import select

from . import db, ledger, people, permissions, visibility
from .errors import Conflict, NotFound
from .models import DeclaredPhoto, Device, ItemStatus, SyncItem


def get(session, actor, device_id, *, lock=False) -> Device:
    query = visibility.devices(actor).where(Device.id == device_id)
    device = session.scalar(query.with_for_update() if lock else query)
    if device is None:
        raise NotFound
    return device


def every(session, actor) -> list[Device]:
    """The devices that the actor sees, those used last first."""
    return list(session.scalars(visibility.devices(actor).order_by(Device.seen_at.desc(), Device.id)))


def seen(session, actor, draft) -> Device:
    """The device that speaks, entered the first time. Its key and its owner never change."""
    device, now = session.get(Device, draft.id, with_for_update=True), db.now(session)
    if device is None:
        return _register(session, actor, draft, now)
    if device.person_id != actor.person_id:
        raise Conflict("device_of_other")
    if draft.public_key and device.public_key not in (None, draft.public_key):
        raise Conflict("device_key_changed")
    device.public_key = device.public_key or draft.public_key
    device.name, device.seen_at, device.last_seq = draft.name, now, max(device.last_seq, draft.last_seq)
    return device


def _register(session, actor, draft, now):
    office = people.home_office(session, actor)
    device = Device(
        id=draft.id,
        person_id=actor.person_id,
        office_id=office.id,
        name=draft.name,
        public_key=draft.public_key,
        last_seq=draft.last_seq,
        first_seen_at=now,
        seen_at=now,
    )
    session.add(device)
    session.flush()
    said = {"name": draft.name, "public_key": draft.public_key}
    ledger.append(session, actor, "device.registered", [("device", device.id)], said, office_id=office.id)
    return device


def gaps(session, device) -> list[tuple[int, int]]:
    """The numbers that it gave and that never came, as pairs of the first and the last."""
    query = select(SyncItem.seq).where(SyncItem.device_id == device.id).order_by(SyncItem.seq)
    found, expected = [], 1
    for seq in [*session.scalars(query), device.last_seq + 1]:
        if seq > expected:
            found.append((expected, seq - 1))
        expected = max(expected, seq + 1)
    return found


def unsettled(session, device) -> list[SyncItem]:
    """What it sent and that is not simply stored, in its order."""
    query = select(SyncItem).where(SyncItem.device_id == device.id, SyncItem.status != ItemStatus.STORED)
    return list(session.scalars(query.order_by(SyncItem.seq)))


def missing_photos(session, device) -> list[tuple]:
    """Photos that its records say they have and that never came: pairs of the hazard's id and the digest."""
    recorded = select(SyncItem.about_id).where(SyncItem.device_id == device.id, SyncItem.kind == "hazard")
    missing = select(DeclaredPhoto.hazard_id, DeclaredPhoto.sha256).where(
        DeclaredPhoto.hazard_id.in_(recorded), DeclaredPhoto.photo_id.is_(None)
    )
    return [tuple(row) for row in session.execute(missing.order_by(DeclaredPhoto.hazard_id, DeclaredPhoto.position))]


def declare_lost(session, actor, device_id, draft) -> Device:
    """Enter that nothing more will come: what is missing stands in the ledger, and what waited for it waits no longer.

    Should the device turn up again, what it sends is taken like anything else.
    """
    device = get(session, actor, device_id, lock=True)
    permissions.in_office(actor, "declare_device_lost", device.office_id)
    if device.lost_at:
        raise Conflict("device_lost_already")
    device.lost_at, device.lost_by_id, device.lost_reason = db.now(session), actor.person_id, draft.reason
    device.last_seq = max(device.last_seq, draft.last_seq or 0)
    session.flush()
    photos = missing_photos(session, device)
    subjects = [("device", device.id), *dict.fromkeys(("hazard", hazard_id) for hazard_id, _ in photos)]
    said = {"reason": draft.reason, "never_received": gaps(session, device), "photos": [sha256 for _, sha256 in photos]}
    ledger.append(session, actor, "device.lost", subjects, said, office_id=device.office_id)
    return device


def names(session, ids) -> dict:
    """The names of the devices with these ids, nulls left out."""
    wanted = {id_ for id_ in ids if id_ is not None}
    return dict(session.execute(select(Device.id, Device.name).where(Device.id.in_(wanted))).all()) if wanted else {}
