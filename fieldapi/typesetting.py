"""Documents as files: the previews of their photos first, then PDF and Word."""

from pathlib import Path

from flask import current_app

from inspections.document_snapshots import Frozen, Snapshot
from inspections.documents import paper, word
from inspections.documents.stationery import TemplateError, Templates
from inspections.errors import Conflict, FieldError, Invalid
from uploads.store import Store

from . import previews

SIZE = 1600  # px of the longer side of a picture in a paper
LIMIT_BYTES = 200 * 1024 * 1024
RENDER = {"pdf": paper.render, "docx": word.render}
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def templates() -> Templates:
    folder = current_app.extensions["settings"].templates
    return Templates(Path(folder) if folder else None)


def file(snapshot: Snapshot, form: str) -> bytes:
    """The snapshot as ``pdf`` or ``docx``. Takes a while: no writing transaction should be open.

    Raises Invalid for a character that no font has, Conflict for a template that can't be used.
    """
    try:
        return RENDER[form](snapshot.told, pictures(snapshot), templates())
    except paper.Unprintable as error:
        parts = error.parts.items()
        raise Invalid(*(FieldError(f"fields.{name}", "unprintable", {"chars": said}) for name, said in parts)) from None
    except TemplateError as error:
        said = {"template": error.template, "line": error.line or "?", "reason": error.reason}
        raise Conflict("template_broken", extra=said, **said) from None


def pictures(snapshot: Snapshot) -> dict[str, Path]:
    """The pictures of a snapshot by id of photo, made now where they are lacking; what can't be shown is left out."""
    database, store = current_app.extensions["database"], current_app.extensions["store"]
    found = {}
    for id_, (sha256, media_type) in snapshot.pictures.items():
        if store.derived(sha256, SIZE) is None:
            previews.make_now(database, store, sha256, media_type)
        if path := store.derived(sha256, SIZE):
            found[id_] = path
    return found


def frozen(snapshot: Snapshot) -> Frozen:
    """Both files, kept in the store: when this returns they survive a power failure."""
    store, text = current_app.extensions["store"], snapshot.text
    pdf, docx = (kept(store, file(snapshot, form)) for form in ("pdf", "docx"))
    return Frozen(text, snapshot.sha256, pdf.sha256, pdf.size_bytes, docx.sha256, docx.size_bytes)


def kept(store: Store, content: bytes):
    """Bytes of our own making in the store, as ``Received``."""
    incoming = store.incoming(LIMIT_BYTES)
    try:
        incoming.write(content)
        received = incoming.finish()
        store.keep(received)
        return received
    finally:
        incoming.discard()
