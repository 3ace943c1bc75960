"""Sealed packages: what a device without any network to us made, brought by somebody, done in its person's name."""

import hashlib
from contextlib import suppress

from sqlalchemy import select

from uploads.packages import is_signed

from . import db, devices, ledger, people, photos, sync, uploads, visibility
from .drafts import UploadDraft
from .errors import Destroyed, FieldError, Invalid
from .models import Device, Package, Person, Photo, Upload


def check(session, bearer, draft, package):
    """Raise Invalid unless the device that is named signed it and *bearer* (None: the command line) may bring it.

    A device that is not known yet can only be brought by its own person, whose it becomes then.
    """
    known = session.execute(select(Device.person_id, Device.public_key).where(Device.id == draft.device.id)).first()
    key = (known and known.public_key) or (_is_own(bearer, known) and draft.device.public_key)
    if not key or not (_is_own(bearer, known) or _may_bring(session, bearer, draft)):
        raise Invalid.at("device.id", "unknown_device")
    if not is_signed(package.manifest, package.signature, key):
        raise Invalid.at("file", "package_not_signed")
    wrong = [FieldError(f"blobs/{one}", "missing_member", {"name": one}) for one in set(draft.blobs) - package.blobs]
    wrong += [FieldError(f"blobs/{one}", "strange_member", {"name": one}) for one in package.blobs - set(draft.blobs)]
    if wrong:
        raise Invalid(*wrong)


def _is_own(bearer, known):
    return bearer is not None and (known is None or known.person_id == bearer.person_id)


def _may_bring(session, bearer, draft):
    """Whoever has the machine may bring any device's, and staff that of a device of their office."""
    seen = bearer and visibility.devices(bearer).with_only_columns(Device.id).where(Device.id == draft.device.id)
    return bearer is None or session.scalar(seen) is not None


def take(session, bearer, maps, draft, manifest: bytes, items, evidences) -> tuple[str, list[sync.Result]]:
    """Do what is in a package that was checked: its digest, and a result for each item.

    *evidences* are of the bytes that it brought, durable by now. The same package again is a repeat.
    """
    digest = hashlib.sha256(manifest).hexdigest()
    owner_id = session.scalar(select(Device.person_id).where(Device.id == draft.device.id))
    actor = people.actor(session, session.get_one(Person, owner_id)) if owner_id else bearer
    device = devices.seen(session, actor, draft.device)
    for evidence in evidences:
        with suppress(Destroyed):  # by law: its item waits, and nothing is kept
            _bring(session, actor, evidence)
    results = sync.push(session, actor, maps, device, items)
    if session.get(Package, digest) is None:
        ids, by = [str(said.item.id) for said in items], bearer and bearer.person_id
        row = Package(digest=digest, device_id=device.id, item_ids=ids, received_at=db.now(session), received_by_id=by)
        session.add(row)
        session.flush()
        told = {"manifest_sha256": digest, "items": len(ids), "made_at": ledger.instant(draft.made_at)}
        ledger.append(session, bearer, "package.received", [("device", device.id)], told, office_id=device.office_id)
    return digest, results


def _bring(session, actor, evidence):
    """Note bytes as an upload of the device's person, unless they came before."""
    there = (
        select(Upload.id).where(Upload.sha256 == evidence.sha256, Upload.created_by_id == actor.person_id),
        select(Photo.id).where(Photo.sha256 == evidence.sha256, Photo.uploaded_by_id == actor.person_id),
    )
    if any(session.scalar(query.limit(1)) for query in there):
        return
    photos.may_keep(session, evidence.sha256)
    upload = uploads.begin(session, actor, UploadDraft(), evidence.size_bytes, "")
    session.flush()
    uploads.settle(session, actor, upload.id, evidence)
