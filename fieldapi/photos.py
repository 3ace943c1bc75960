"""/hazards/{id}/photos, /photos/{id}: evidence in, metadata, previews and originals out"""

from base64 import b64encode

from flask import current_app, request, send_file
from flask_restx import Namespace, Resource

from inspections import clearance, drafts, photos, sync, uploads
from inspections.errors import Invalid
from inspections.models import PhotoStatus, PreviewState
from uploads import sniff
from uploads.evidence import examine

from . import present, previews, queries, reception, shapes
from .api import operation

VISIBLE = (PhotoStatus.ACCEPTED, PhotoStatus.PENDING_CONFIRMATION)

ns = Namespace("photos", path="/", description="Evidence attached to hazards")


def _receive(session, actor, hazard_id):
    """May the caller add here at all? Only then are the bytes read."""
    photos.may_add(session, actor, hazard_id)
    return _read


def _read():
    with reception.form(max(sniff.LIMITS.values()), instead="upload_id") as (texts, file, _):
        draft = reception.draft(texts, drafts.PhotoForm, "location")
        if file is None:
            return draft, None
        if draft.upload_id:
            raise Invalid.at("upload_id", "file_or_upload")
        received = file.finish()
        evidence = examine(received, draft.sha256)
        reception.keep(received)
        return draft.photo, evidence


@ns.route("/hazards/<uuid:hazard_id>/photos")
class HazardPhotos(Resource):
    @operation("list_photos", returns=shapes.PhotoList)
    def get(self, call, hazard_id):
        """The photos of a hazard, in the order of their arrival."""
        return present.page(present.photos(call.session, call.actor, photos.of(call.session, call.actor, hazard_id)))

    @operation("add_photo", returns=shapes.Photo, creates=True, uploads=drafts.PhotoForm, receive=_receive)
    def post(self, call, hazard_id):
        """Attach a file. When it is answered, the bytes are on disk. The same bytes again give the same photo."""
        draft, evidence = call.body
        if evidence is None:
            photo, created = uploads.attach(call.session, call.actor, hazard_id, draft)
        else:
            photo, created = photos.attach(call.session, call.actor, hazard_id, draft, evidence)
        sync.arrived(call.session, call.maps, photo.sha256)
        return present.photo(call.session, call.actor, photo), created


@ns.route("/photos/<uuid:photo_id>")
class Photo(Resource):
    @operation("read_photo", returns=shapes.Photo)
    def get(self, call, photo_id):
        """What was received, what it claims, and what does not fit."""
        return present.photo(call.session, call.actor, photos.get(call.session, call.actor, photo_id))


def _intact(session, actor, photo_id):
    """May the caller have it? Then its bytes are read through first: what is damaged is never handed out."""
    sha256, store = photos.original(session, actor, photo_id)[0].sha256, current_app.extensions["store"]
    return lambda: store.verify(sha256)


@ns.route("/photos/<uuid:photo_id>/original")
class Original(Resource):
    @operation("read_original", media_type="application/octet-stream", receive=_intact)
    def get(self, call, photo_id):
        """The original, byte for byte, whole or by ranges; the reading is written to the ledger."""
        photo, _ = photos.original(call.session, call.actor, photo_id)
        response = send_file(
            call.store.path(photo.sha256).resolve(),
            mimetype=photo.media_type,
            as_attachment=True,
            download_name=f"{photo.sha256[:16]}{sniff.extension(photo.media_type)}",
            etag=photo.sha256,
        )
        if request.method == "HEAD":
            response.close()  # nobody will read the file that was opened
        elif response.status_code in (200, 206):
            photos.original_read(call.session, call.actor, photo, response.headers.get("Content-Range"))
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(photo.sha256)).decode()}:"  # RFC 9530
        response.headers["Cache-Control"] = "private, no-store"
        return response


@ns.route("/photos/<uuid:photo_id>/preview")
class Preview(Resource):
    @operation("read_preview", query=queries.PreviewQuery, media_type="image/jpeg")
    def get(self, call, photo_id):
        """The oriented copy without metadata, longest side 1600 or 320 px; made now if nobody made it yet."""
        photo = photos.get(call.session, call.actor, photo_id)
        if photo.status not in VISIBLE:
            return previews.none(photo.status)
        if photo.preview is PreviewState.NONE:
            return previews.none(photo.preview_reason)
        shown, size = clearance.shown(call.session, call.actor, photo_id), int(call.query.size)
        path = call.store.derived(shown.sha256, size)
        if path is None:
            made = previews.make_now(current_app.extensions["database"], call.store, shown.sha256, shown.media_type)
            if made is None:
                return previews.not_ready()
            if made.state != PreviewState.READY:
                return previews.none(made.reason)
            path = call.store.derived(shown.sha256, size)
        response = send_file(path.resolve(), mimetype="image/jpeg")
        # It may be cleared, redacted or taken back at any moment: a copy of the browser's is asked about each time.
        response.headers["Cache-Control"] = "private, no-cache"
        return response
