"""/sync, /devices: what a device made without a network, what changed meanwhile, and what never came"""

import orjson
from flask import current_app, request
from flask_restx import Namespace, Resource

from inspections import changes, devices, strokes, sync, sync_drafts
from inspections.errors import Invalid
from inspections.sync_kinds import KINDS

from . import present, present_sync, reception, shapes, wire
from .api import operation

ns = Namespace("sync", path="/", description="Devices without a network: push what they made, pull what changed")


def read(items) -> list[sync.Said]:
    """Each item with its draft, or with what is wrong with it: one bad item does not stop the rest."""
    return [sync.Said(item, _draft(item)) for item in items]


def _draft(item):
    kind = KINDS.get(item.kind)
    if kind is None:
        return Invalid.at("kind", "not_one_of", allowed=" ".join(KINDS))
    try:
        draft = wire.validated(kind.draft.model_validate_json, orjson.dumps(item.said), "said")
    except Invalid as error:
        return error
    if getattr(draft, "strokes", None):
        _keep(strokes.drawn(draft.strokes))
    return draft


def _keep(drawing: bytes):
    """A drawn signature is in the store before anybody refers to it."""
    file = current_app.extensions["store"].incoming(strokes.LARGEST)
    try:
        file.write(drawing)
        reception.keep(file.finish())
    finally:
        file.discard()


def _receive(session, actor):
    return _read


def _read():
    batch = wire.body(request, sync_drafts.SyncDraft)
    return batch, read(batch.items)


@ns.route("/sync")
class Sync(Resource):
    @operation("sync", body=sync_drafts.SyncDraft, returns=shapes.Synced, receive=_receive)
    def post(self, call):
        """Push a device's items, each with a result of its own, and pull what changed since a cursor.

        Safe to send again, in any order: an item is done once. What rests on something still to come is `waiting`.
        """
        batch, items = call.body
        device = devices.seen(call.session, call.actor, batch.device)
        results = sync.push(call.session, call.actor, call.maps, device, items)
        page = None
        if batch.pull:
            page = changes.pull(call.session, call.actor, device, batch.cursor, batch.limit)
        return present_sync.synced(call, device, results, page)


@ns.route("/devices")
class Devices(Resource):
    @operation("list_devices", returns=shapes.DeviceList)
    def get(self, call):
        """Your devices and those of your office, the one used last first."""
        return present.page(present_sync.devices(call.session, devices.every(call.session, call.actor)))


@ns.route("/devices/<uuid:device_id>")
class Device(Resource):
    @operation("read_device", returns=shapes.DeviceState)
    def get(self, call, device_id):
        """What came from a device, what waits, and what it made that never came."""
        return present_sync.state(call.session, devices.get(call.session, call.actor, device_id))


@ns.route("/devices/<uuid:device_id>/loss")
class Loss(Resource):
    @operation("declare_device_lost", body=sync_drafts.LossDraft, returns=shapes.DeviceState)
    def post(self, call, device_id):
        """Declare that nothing more will come from a device: what is missing stands in the ledger."""
        device = devices.declare_lost(call.session, call.actor, device_id, call.body)
        sync.settle(call.session, call.maps, device)
        return present_sync.state(call.session, device)
