"""Documents as files for whoever asks: the previews of their photos first, then PDF or Word, or a sentence why not."""

from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flask import current_app

from inspections import document_files
from inspections.document_snapshots import Frozen, Snapshot
from inspections.documents.paper import Unprintable
from inspections.documents.stationery import TemplateError, Templates
from inspections.errors import Conflict, FieldError, Invalid

from . import previews

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def file(snapshot: Snapshot, form: str) -> bytes:
    """The snapshot as ``pdf`` or ``docx``. Takes a while: no writing transaction should be open.

    Raises Invalid for a character that no font has, Conflict for a template that can't be used.
    """
    with _refusals():
        return document_files.RENDER[form](snapshot.told, _pictures(snapshot), _templates())


def frozen(snapshot: Snapshot) -> Frozen:
    """Both files, kept in the store. Raises as ``file`` does."""
    with _refusals():
        store = current_app.extensions["store"]
        return document_files.freeze(store, snapshot, _pictures(snapshot), _templates())


def _templates():
    folder = current_app.extensions["settings"].templates
    return Templates(Path(folder) if folder else None)


def _pictures(snapshot):
    database, store = current_app.extensions["database"], current_app.extensions["store"]
    return document_files.pictures(store, snapshot, partial(previews.make_now, database, store))


@contextmanager
def _refusals():
    """What can't be rendered is said to whoever asked: the part or the template, and why."""
    try:
        yield
    except Unprintable as error:
        parts = error.parts.items()
        raise Invalid(*(FieldError(f"fields.{name}", "unprintable", {"chars": said}) for name, said in parts)) from None
    except TemplateError as error:
        said = {"template": error.template, "line": error.line or "?", "reason": error.reason}
        raise Conflict("template_broken", extra=said, **said) from None
