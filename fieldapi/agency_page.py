"""/s: the agency's page. Plain forms, no account, no script needed; whoever types number and code opens it.

Looking changes nothing: that the page was opened, the document downloaded, signed for or replied to is said by a form.
"""

from functools import wraps
from hmac import compare_digest

import orjson
from flask import Blueprint, current_app, redirect, request, send_file

from inspections import derivatives, replies, service_access, service_signing
from inspections.errors import InspectionError, NotFound, NotSignedIn
from inspections.models import PhotoStatus, PreviewState
from inspections.reply_drafts import AnswerDraft, SubmissionDraft
from inspections.service_access import CAMERA
from inspections.service_drafts import SignDraft
from uploads.errors import UploadError

from . import agency_files, agency_keys, agency_views, api, previews, wire
from .problems import language, status_of
from .texts import say

SIZES = ("320", "1600")

bp = Blueprint("agency_page", __name__, url_prefix="/s")


def _letter(said=(), status=200):
    token = agency_keys.form_token()
    return agency_keys.read(lambda session, service, _: agency_views.letter(session, service, token, said, status))


def posting(view):
    """A form of the page: it carries the page's token, and what goes wrong is said above the page."""

    @wraps(view)
    def answer(**path):
        with api.STRANGERS.place(request.remote_addr):
            try:
                agency_keys.check()
                with agency_files.form() as form:
                    if not compare_digest(form.texts.get("form", ""), agency_keys.form_token()):
                        return _letter([say("page_again", language(), {})], 403)
                    return view(form, **path)
            except NotSignedIn:
                return redirect("/s", 303)
            except (InspectionError, UploadError, wire.Unreadable) as error:
                return _refused(error)

    return answer


def _refused(error):
    status = status_of(error) if isinstance(error, InspectionError) else 422
    if request.path == "/s/camera":
        return _camera(agency_keys.told(error), status)
    if request.endpoint == "agency_page.answer":
        return _hazard(request.view_args["hazard_id"], agency_keys.told(error), status)
    return _letter(agency_keys.told(error), status)


def _draft(form, shape):
    said = {name: value.strip() for name, value in form.texts.items() if name != "form" and value.strip()}
    return wire.parse(orjson.dumps(said), shape)


@bp.get("")
def opening():
    """The form; the token of the link stays in its fragment, where a script of ours takes it from, or a person."""
    return agency_views.opening()


@bp.post("")
def open_():
    """Open the page with number and code. Another site's form is refused."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return agency_views.opening(status=403)
    number, code = (request.form.get(name, "").strip()[:200] for name in ("number", "code"))
    try:
        if code.startswith(CAMERA):
            return agency_keys.opened(code, "/s/camera", agency_keys.check_camera(code))
        return agency_keys.opened(agency_keys.key(number, code), "/s/letter", service_access.SESSION)
    except InspectionError as error:
        return agency_views.opening(agency_keys.told(error), status_of(error))


@bp.get("/letter")
def letter():
    return _letter()


@bp.get("/hazards/<uuid:hazard_id>")
def hazard(hazard_id):
    return _hazard(hazard_id)


def _hazard(hazard_id, said=(), status=200):
    token = agency_keys.form_token()
    view = agency_views.hazard
    return agency_keys.read(lambda session, service, _: view(session, service, hazard_id, token, said, status))


@bp.get("/photos/<uuid:photo_id>")
def photo(photo_id):
    """A preview: of what was cleared to be shown, or of what the agency itself sent."""
    size = request.args.get("size", "1600")
    if size not in SIZES:
        raise NotFound
    found = agency_keys.read(lambda session, service, _: _shown(session, service, photo_id))
    if not isinstance(found, tuple):
        return found  # to the form that asks for the code
    sha256, media_type = found
    store = current_app.extensions["store"]
    if store.derived(sha256, int(size)) is None:
        previews.make_now(current_app.extensions["database"], store, sha256, media_type)
    path = store.derived(sha256, int(size))
    if path is None:
        return previews.not_ready()
    response = send_file(path.resolve(), mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _shown(session, service, photo_id):
    row, own = replies.photo(session, service, photo_id)
    if row.status not in (PhotoStatus.ACCEPTED, PhotoStatus.PENDING_CONFIRMATION) or row.preview is PreviewState.NONE:
        raise NotFound
    if own:
        return row.sha256, row.media_type
    if not row.cleared:
        raise NotFound
    copy = derivatives.redaction(session, row) or row
    return copy.sha256, copy.media_type


@bp.post("/download")
@posting
def download(form):
    sha256 = agency_keys.write(lambda session, service, _: service_signing.download(session, service).pdf_sha256)
    path = current_app.extensions["store"].path(sha256).resolve()
    return send_file(path, mimetype="application/pdf", as_attachment=True, download_name=f"{sha256[:16]}.pdf")


@bp.post("/sign")
@posting
def sign(form):
    draft = _draft(form, SignDraft)
    agency_keys.write(lambda session, service, _: service_signing.sign(session, service, draft).id)
    return redirect("/s/letter", 303)


@bp.post("/hazards/<uuid:hazard_id>")
@posting
def answer(form, hazard_id):
    """Save what is said of one hazard, with its photos and the paper behind it."""
    draft = _draft(form, AnswerDraft)
    photos, papers = form.pictures("photos"), form.papers("paper")

    def save(session, service, _):
        replies.answer(session, service, hazard_id, draft, papers[0] if papers else None)
        for evidence in photos:
            replies.add_photo(session, service, hazard_id, evidence)

    agency_keys.write(save)
    return _letter([say("page_saved", language(), {})])


@bp.post("/photos")
@posting
def bulk(form):
    """Photos of many hazards at once, each put where the number in its name says."""
    named = form.named_pictures("photos")

    def put(session, service, _):
        left = []
        for name, evidence in named:
            hazard_id = replies.matching(service, name)
            if hazard_id is None:
                left.append(name)
            else:
                replies.add_photo(session, service, hazard_id, evidence)
        return left

    left = agency_keys.write(put)
    said = [say("page_bulk_done", language(), {"count": len(named) - len(left)})]
    said += [say("page_bulk_left", language(), {"names": "，".join(left)})] if left else []
    return _letter(said)


@bp.post("/stamped")
@posting
def stamped(form):
    (paper,) = form.papers("letter", required=True)
    agency_keys.write(lambda session, service, _: replies.attach_letter(session, service, paper).id)
    return redirect("/s/letter", 303)


@bp.post("/reply")
@posting
def reply(form):
    draft = _draft(form, SubmissionDraft)
    agency_keys.write(lambda session, service, _: replies.submit(session, service, draft).id)
    return redirect("/s/letter", 303)


@bp.post("/print")
@posting
def print_(form):
    """The list on paper, each hazard with a code that opens its camera."""
    return agency_keys.write(lambda session, service, _: agency_views.sheet(session, service, request.host_url))


@bp.post("/leave")
@posting
def leave(form):
    agency_keys.write(lambda session, _, key: service_access.leave(session, key))
    response = redirect("/s", 303)
    response.delete_cookie(agency_keys.COOKIE, secure=True, httponly=True, samesite="Strict", path="/s")
    return response


def _camera(said=(), status=200):
    token = agency_keys.form_token()

    def view(session, service, key):
        return agency_views.camera(session, service, key.hazard_id, token, said, status)

    return agency_keys.read(view, camera=True)


@bp.get("/camera")
def camera():
    return _camera()


@bp.post("/camera")
@posting
def shoot(form):
    """Photos that a crew takes on site."""
    photos = form.pictures("photos")

    def add(session, service, key):
        for evidence in photos:
            replies.add_photo(session, service, key.hazard_id, evidence)

    agency_keys.write(add, camera=True)
    return _camera([say("page_camera_done", language(), {"count": len(photos)})])
