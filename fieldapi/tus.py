"""/uploads: files in pieces by tus 1.0, with creation (with upload), checksum, expiration and termination."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import orjson
from flask import Response, current_app, request
from flask_restx import Namespace, Resource
from werkzeug.exceptions import ClientDisconnected
from werkzeug.http import http_date

from inspections import drafts, sync, uploads
from inspections.errors import Destroyed, NotFound
from inspections.people import Actor
from uploads import parts
from uploads.errors import EmptyFile, TooLarge, UnsupportedContent, WrongChecksum, WrongDigest, WrongOffset
from uploads.evidence import Evidence, examine

from . import present, present_uploads, queries, reception, shapes, tus_headers, wire
from .api import operation

ns = Namespace("uploads", description="Resumable uploads (tus 1.0)")

AT_ONCE = 64 * 1024  # bytes: what a reading still waits for is lost with the process
HOPELESS = (WrongDigest, UnsupportedContent, TooLarge, Destroyed)  # the same bytes will never be taken


@dataclass(frozen=True, slots=True)
class Awaited:
    """The file of an upload, as it was announced; known while the body is received, when no transaction is open."""

    id: UUID
    size_bytes: int
    sha256: str | None
    sender: Actor

    @classmethod
    def of(cls, upload, actor):
        return cls(upload.id, upload.size_bytes, upload.said["sha256"], actor)


@dataclass(frozen=True, slots=True)
class Arrived:
    """How far an upload is, and what its file is once it is whole."""

    upload_id: UUID
    offset: int
    evidence: Evidence | None = None


def _begin(session, actor):
    said = tus_headers.read(tus_headers.Beginning)
    if said.upload_length == 0:
        raise EmptyFile
    if said.upload_length > tus_headers.MOST_BYTES:
        raise TooLarge(tus_headers.MOST_BYTES)
    draft = reception.draft(tus_headers.metadata(said.upload_metadata), drafts.UploadDraft, "location")
    uploads.may_begin(session, actor, draft)
    brings = bool(request.content_length) or "chunked" in request.headers.get("Transfer-Encoding", "")
    check = _checked(said) if brings else None

    def read():
        database, store = current_app.extensions["database"], current_app.extensions["store"]
        size, words = said.upload_length, said.upload_metadata
        awaited = Awaited.of(database.write(lambda writing: uploads.begin(writing, actor, draft, size, words)), actor)
        parts.begin(store, awaited.id)
        if not brings:
            return Arrived(awaited.id, 0)
        try:
            return _receive(awaited, 0, check)
        except Exception:
            _forget(awaited)  # whoever sent this never learns its address
            raise

    return read


def _forget(awaited):
    with suppress(NotFound):
        current_app.extensions["database"].write(lambda session: uploads.discard(session, awaited.sender, awaited.id))


def _continue(session, actor, upload_id):
    said = tus_headers.read(tus_headers.Piece)
    check, upload = _checked(said), uploads.get(session, actor, upload_id)
    awaited = Awaited.of(upload, actor)
    if upload.received_at is None:
        return lambda: _receive(awaited, said.upload_offset, check)
    if said.upload_offset != awaited.size_bytes:
        raise WrongOffset(awaited.size_bytes)
    return lambda: Arrived(awaited.id, awaited.size_bytes)  # its answer was lost on the way


def _checked(said):
    """The checksum of the piece, after a look at what it comes as."""
    if request.mimetype != tus_headers.BYTES:
        raise wire.Unreadable("offset_stream_expected", 415)
    return tus_headers.checksum(said.upload_checksum)


def _receive(awaited, offset, check):
    """Add the body to the upload. What came before a break counts, unless the piece was to be checked as a whole."""
    expected = request.content_length
    if expected is not None and offset + expected > awaited.size_bytes:
        raise TooLarge(awaited.size_bytes)
    hash_, digest = check
    store, came = current_app.extensions["store"], 0
    if offset == awaited.size_bytes == parts.take(store, awaited.id):
        return _arrived(awaited, offset)  # it was whole already when a server ended
    with parts.turn(store, awaited.id, offset, awaited.size_bytes, checked=hash_ is not None) as turn:
        for piece in _pieces():
            turn.write(piece)
            came += len(piece)
            if hash_:
                hash_.update(piece)
        if hash_ and hash_.digest() != digest:
            raise WrongChecksum
        turn.keep()
    if expected is not None and came < expected:
        raise wire.Unreadable("body_broke_off")
    return _arrived(awaited, turn.offset)


def _pieces():
    try:
        while piece := request.stream.read(AT_ONCE):
            yield piece
    except ClientDisconnected:
        return


def _arrived(awaited, offset):
    """How far it is; a file that is whole is looked at and put into the store, to be noted next."""
    if offset < awaited.size_bytes:
        return Arrived(awaited.id, offset)
    store = current_app.extensions["store"]
    try:
        with parts.whole(store, awaited.id) as received:
            evidence = examine(received, awaited.sha256)
            reception.keep(received)
    except HOPELESS:
        _forget(awaited)
        raise
    return Arrived(awaited.id, offset, evidence)


def _look(session, actor, upload_id):
    """A client that asks how far it is will go on from there, so HEAD ends the turn of whoever is still adding."""
    asks = request.method == "HEAD"
    if asks:
        tus_headers.read(tus_headers.Headers)
    upload = uploads.get(session, actor, upload_id)
    awaited = Awaited.of(upload, actor)
    if upload.received_at:
        return lambda: Arrived(awaited.id, awaited.size_bytes)
    offset_of, store = parts.take if asks else parts.offset, current_app.extensions["store"]
    return lambda: _arrived(awaited, offset_of(store, awaited.id))


def _discard(session, actor, upload_id):
    tus_headers.read(tus_headers.Headers)
    return lambda: None


def _settled(call):
    """The upload as it is after this request, and tus's headers about it."""
    upload = uploads.settle(call.session, call.actor, call.body.upload_id, call.body.evidence)
    if call.body.evidence:
        sync.arrived(call.session, call.maps, call.body.evidence.sha256)
    headers = {"Upload-Offset": str(call.body.offset)}
    if upload.received_at is None:
        headers["Upload-Expires"] = http_date(upload.expires_at)
    return upload, headers


def _response(call, status, **more):
    upload, headers = _settled(call)
    content = orjson.dumps(present_uploads.one(upload, call.body.offset))
    headers |= {name.replace("_", "-"): value(upload) for name, value in more.items()}
    return Response(content, status, headers, content_type="application/json")


@ns.route("")
class Uploads(Resource):
    def options(self):
        """What this server can do of tus. Known to everybody, as the protocol is."""
        return Response(status=204, headers=tus_headers.OFFERED)

    @operation("list_uploads", query=queries.UploadQuery, returns=shapes.UploadList)
    def get(self, call):
        """Your uploads, newest first: under way, waiting for their record, and kept as photos."""
        rows, cursor = uploads.newest(call.session, call.actor, cursor=call.query.cursor, limit=call.query.limit)
        return present.page(present_uploads.many(call.store, rows), cursor)

    @operation(
        "begin_upload",
        headers=tus_headers.Beginning,
        takes=tus_headers.BYTES,
        returns=shapes.Upload,
        creates=True,
        receive=_begin,
    )
    def post(self, call):
        """Begin an upload, also with its first bytes. Upload-Metadata takes the fields of a photo and hazard_id."""
        return _response(call, 201, Location=lambda upload: f"{request.path}/{upload.id}")


@ns.route("/<uuid:upload_id>")
class Upload(Resource):
    def options(self, upload_id):
        return Response(status=204, headers=tus_headers.OFFERED)

    @operation("read_upload", returns=shapes.Upload, receive=_look)
    def get(self, call, upload_id):
        """How far an upload is (Upload-Offset), and what became of it. HEAD is what tus asks."""
        return _response(
            call,
            200,
            Upload_Length=lambda upload: str(upload.size_bytes),
            Upload_Metadata=lambda upload: upload.client_metadata,
        )

    @operation("continue_upload", headers=tus_headers.Piece, takes=tus_headers.BYTES, receive=_continue)
    def patch(self, call, upload_id):
        """Add the next bytes. With the last ones the photo is kept: when that is answered, it is on disk."""
        return Response(status=204, headers=_settled(call)[1])

    @operation("discard_upload", headers=tus_headers.Headers, receive=_discard)
    def delete(self, call, upload_id):
        """Give up an upload under way."""
        uploads.discard(call.session, call.actor, upload_id)


def init_app(app):
    """Let every answer below /uploads, refusals included, say which version of tus it speaks."""

    @app.after_request
    def resumable(response):
        if request.path.startswith(f"/api/v1{ns.path}"):
            response.headers["Tus-Resumable"] = tus_headers.VERSION
            if response.status_code == 412:
                response.headers["Tus-Version"] = tus_headers.VERSION
        return response
