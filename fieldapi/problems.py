"""Every error leaves as a problem document (RFC 9457), in the reader's language, with a stable code."""

import logging
from http import HTTPStatus

import orjson
from flask import Response, request
from werkzeug.exceptions import HTTPException

from inspections import errors
from uploads.errors import UploadError

from .texts import say
from .wire import Unreadable

LOG = logging.getLogger(__name__)

STATUS = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.Destroyed: HTTPStatus.GONE,
    errors.NotSignedIn: HTTPStatus.UNAUTHORIZED,
    errors.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
BY_CODE = {"bad_parameter": HTTPStatus.BAD_REQUEST, "bad_header": HTTPStatus.BAD_REQUEST}
UPLOADS = {
    "file_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not_kept": HTTPStatus.SERVICE_UNAVAILABLE,
    "damaged": HTTPStatus.INTERNAL_SERVER_ERROR,
    "no_font": HTTPStatus.SERVICE_UNAVAILABLE,
}
PIECES = {
    "wrong_offset": HTTPStatus.CONFLICT,
    "upload_taken_over": HTTPStatus.LOCKED,
    "upload_gone": HTTPStatus.GONE,
    "wrong_checksum": 460,  # tus's own
}
TITLES = {460: "Checksum Mismatch"}
RETRY_AFTER_S = 5
LANGUAGES = ("zh", "en")
HTTP_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "json_expected",
    416: "range_not_satisfiable",
}


def language() -> str:
    """``zh`` unless the reader prefers English; ``en-GB`` is English wherever it stands (RFC 4647 §3.4, lookup)."""
    for tag, quality in request.accept_languages:  # best first
        spoken = tag.partition("-")[0].lower()
        if quality and spoken in LANGUAGES:
            return spoken
    return LANGUAGES[0]


def document(status, code, *, fields=(), extra=None, details=None) -> dict:
    """A problem document; *details* fill its sentence, *extra* are members beside the standard ones."""
    spoken = language()
    return {
        "type": f"/api/v1/docs#problem-{code}",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": int(status),
        "detail": say(code, spoken, details or {}),
        "code": code,
        "fields": [
            {"path": field.path, "code": field.code, "message": say(field.code, spoken, field.details)}
            for field in fields
        ],
        **(extra or {}),
    }


def problem(status, code, *, headers=None, **said) -> Response:
    """A problem document as the answer."""
    content = orjson.dumps(document(status, code, **said))
    return Response(content, status, headers, content_type="application/problem+json")


def of(error: errors.InspectionError) -> dict:
    """The problem document of what a part of a request came to."""
    fields = getattr(error, "fields", ())
    return document(status_of(error), error.code, fields=fields, extra=error.extra, details=error.details)


def status_of(error: errors.InspectionError) -> HTTPStatus:
    return BY_CODE.get(error.code) or next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _domain(error):
    status = status_of(error)
    headers = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.TooMany):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, errors.Unavailable):
        LOG.error("%s", error.code, exc_info=error)
        headers["Retry-After"] = str(RETRY_AFTER_S)
    fields = getattr(error, "fields", ())
    return problem(status, error.code, fields=fields, extra=error.extra, headers=headers, details=error.details)


def _unreadable(error):
    headers = {"Retry-After": "1"} if error.status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(error.status, error.code, headers=headers, details=error.details)


def _upload(error):
    if error.code in PIECES:
        return problem(PIECES[error.code], error.code, extra=error.details, details=error.details)
    status = UPLOADS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:  # ours, not a fault of what was sent
        LOG.error("%s", error.code)
        return problem(status, error.code)
    fields = [errors.FieldError("file", error.code, error.details)]
    return problem(status, "invalid_fields", fields=fields)


def _http(error):
    code = HTTP_CODES.get(error.code) or ("bad_request" if error.code < 500 else "internal_error")
    headers = dict(error.get_headers(request.environ))  # such as Allow, Content-Range
    del headers["Content-Type"]
    return problem(error.code, code, headers=headers)


def _unexpected(error):
    LOG.exception("unhandled error")
    return problem(500, "internal_error")


def init_app(app):
    app.register_error_handler(errors.InspectionError, _domain)
    app.register_error_handler(Unreadable, _unreadable)
    app.register_error_handler(UploadError, _upload)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
