"""Previews: made after the answer by a job, or at once when somebody asks for one that is not there yet."""

from flask import current_app
from uploads import previews as derivation

from inspections import photos
from inspections.models import PreviewState

from .problems import problem

RETRY_AFTER_S = 5


def make(database, store, sha256: str, media_type: str):
    """Derive the previews of these bytes in a limited process and note how it ended. Safe to repeat."""
    result = derivation.derive(store, sha256, media_type)
    database.write(lambda session: photos.previewed(session, sha256, PreviewState(result.state), result.reason))
    return result


def path(store, photo, size: int):
    """The file of the preview, made now if need be; None when that failed."""
    found = store.derived(photo.sha256, size)
    if found is None:
        make(current_app.extensions["database"], store, photo.sha256, photo.media_type)
        found = store.derived(photo.sha256, size)
    return found


def none(reason):
    return problem(404, "no_preview", details={"reason": reason})


def not_ready():
    return problem(503, "preview_not_ready", headers={"Retry-After": str(RETRY_AFTER_S)})
