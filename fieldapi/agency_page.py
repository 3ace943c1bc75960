"""/s: the agency's page. Plain forms, no account, no script needed; whoever types number and code opens it.

Looking changes nothing: that the page was opened, the document downloaded, signed for or replied to is said by a form.
"""

from functools import wraps
from hmac import compare_digest

import orjson
from flask import Blueprint, current_app, redirect, request, send_file

from inspections import derivatives, replies, service_access, service_signing
from inspections.errors import InspectionError, Invalid, NotFound, NotSignedIn
from inspections.models import PhotoStatus, PreviewState
from inspections.reply_drafts import AnswerDraft, SubmissionDraft
from inspections.service_access import CAMERA
from inspections.service_drafts import SignDraft
from uploads.errors import UploadError

from . import agency_files, agency_views, api, previews, wire
from .problems import language, status_of
from .texts import say

COOKIE = "__Secure-lanjian-service"
SIZES = ("320", "1600")

bp = Blueprint("agency_page", __name__, url_prefix="/s")


def _token():
    return request.cookies.get(COOKIE, "")


def form_token(token: str) -> str:
    """What every form of the page carries: another site's form does not know it, whatever the browser sends along."""
    return service_access.hashed(f"form {token}")[:32]


def _told(error) -> list[str]:
    """What was wrong, in sentences."""
    if isinstance(error, Invalid):
        return [say(field.code, language(), field.details) for field in error.fields]
    return [say(error.code, language(), error.details)]


def _read(view, *, camera=False):
    """``view(session, service, key)`` for whoever has the key; else the form that asks for the code."""
    try:
        with current_app.extensions["database"].read() as session:
            service, key = _held(session, camera)
            return view(session, service, key)
    except NotSignedIn:
        return redirect("/s", 303)


def _held(session, camera, *, lock=False):
    """The service and key of the cookie; the key of a crew's camera opens the camera and nothing else."""
    service, key = service_access.holder(session, _token(), lock=lock)
    if bool(key.hazard_id) != camera:
        raise NotSignedIn("wrong_access_code")
    return service, key


def _write(act, *, camera=False):
    """``act(session, service, key)`` in one transaction, for whoever has the key."""
    return current_app.extensions["database"].write(lambda session: act(session, *_held(session, camera, lock=True)))


def _letter(said=(), status=200):
    token = form_token(_token())
    return _read(lambda session, service, _: agency_views.letter(session, service, token, said, status))


def posting(view):
    """A form of the page: it carries the page's token, and what goes wrong is said above the page."""

    @wraps(view)
    def answer(**path):
        with api.STRANGERS.place(request.remote_addr):
            try:
                _held_by_anybody()
                with agency_files.form() as form:
                    if not compare_digest(form.texts.get("form", ""), form_token(_token())):
                        return _letter([say("page_again", language(), {})], 403)
                    return view(form, **path)
            except NotSignedIn:
                return redirect("/s", 303)
            except (InspectionError, UploadError, wire.Unreadable) as error:
                return _refused(error)

    return answer


def _held_by_anybody():
    """The short check before anything is received."""
    with current_app.extensions["database"].read() as session:
        service_access.holder(session, _token())


def _refused(error):
    status = status_of(error) if isinstance(error, InspectionError) else 422
    if request.path == "/s/camera":
        return _camera(_told(error), status)
    if request.endpoint == "agency_page.answer":
        return _hazard(request.view_args["hazard_id"], _told(error), status)
    return _letter(_told(error), status)


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
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return agency_views.opening(status=403)
    number, code = (request.form.get(name, "").strip()[:200] for name in ("number", "code"))
    try:
        if code.startswith(CAMERA):
            return _opened(code, "/s/camera", _check_camera(code))
        return _opened(_key(number, code), "/s/letter", service_access.SESSION)
    except InspectionError as error:
        return agency_views.opening(_told(error), status_of(error))


def _check_camera(code):
    with current_app.extensions["database"].read() as session:
        service_access.holder(session, code)
    return service_access.CAMERA_LIFE


def _key(number, code):
    """The page's token; wrong codes are counted for good."""
    database, address = current_app.extensions["database"], request.remote_addr or ""
    attempt = database.write(lambda session: service_access.begin(session, number, address))
    try:
        with database.read() as session:
            service_access.check(session, number, code)
    except NotSignedIn:
        database.write(lambda session: service_access.fail(session, number, attempt))
        raise
    return database.write(lambda session: service_access.open_(session, number, code, attempt))


def _opened(token, where, life):
    response = redirect(where, 303)
    response.set_cookie(
        COOKIE, token, max_age=int(life.total_seconds()), secure=True, httponly=True, samesite="Strict", path="/s"
    )
    return response


@bp.get("/letter")
def letter():
    return _letter()


@bp.get("/hazards/<uuid:hazard_id>")
def hazard(hazard_id):
    return _hazard(hazard_id)


def _hazard(hazard_id, said=(), status=200):
    token = form_token(_token())
    view = agency_views.hazard
    return _read(lambda session, service, _: view(session, service, hazard_id, token, said, status))


@bp.get("/photos/<uuid:photo_id>")
def photo(photo_id):
    """A preview: of what was cleared to be shown, or of what the agency itself sent."""
    size = request.args.get("size", "1600")
    if size not in SIZES:
        raise NotFound
    found = _read(lambda session, service, _: _shown(session, service, photo_id))
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
    sha256 = _write(lambda session, service, _: service_signing.download(session, service).pdf_sha256)
    path = current_app.extensions["store"].path(sha256).resolve()
    return send_file(path, mimetype="application/pdf", as_attachment=True, download_name=f"{sha256[:16]}.pdf")


@bp.post("/sign")
@posting
def sign(form):
    draft = _draft(form, SignDraft)
    _write(lambda session, service, _: service_signing.sign(session, service, draft).id)
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

    _write(save)
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

    left = _write(put)
    said = [say("page_bulk_done", language(), {"count": len(named) - len(left)})]
    said += [say("page_bulk_left", language(), {"names": "，".join(left)})] if left else []
    return _letter(said)


@bp.post("/stamped")
@posting
def stamped(form):
    (paper,) = form.papers("letter", required=True)
    _write(lambda session, service, _: replies.attach_letter(session, service, paper).id)
    return redirect("/s/letter", 303)


@bp.post("/reply")
@posting
def reply(form):
    draft = _draft(form, SubmissionDraft)
    _write(lambda session, service, _: replies.submit(session, service, draft).id)
    return redirect("/s/letter", 303)


@bp.post("/print")
@posting
def print_(form):
    """The list on paper, each hazard with a code that opens its camera."""
    return _write(lambda session, service, _: agency_views.sheet(session, service, request.host_url))


@bp.post("/leave")
@posting
def leave(form):
    _write(lambda session, _, key: service_access.leave(session, key))
    response = redirect("/s", 303)
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict", path="/s")
    return response


def _camera(said=(), status=200):
    token = form_token(_token())
    view = agency_views.camera
    return _read(lambda session, service, key: view(session, service, key.hazard_id, token, said, status), camera=True)


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

    _write(add, camera=True)
    return _camera([say("page_camera_done", language(), {"count": len(photos)})])
