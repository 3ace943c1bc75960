"""The files of a document that is approved: both rendered from one snapshot, and kept in the store."""

from dataclasses import replace
from pathlib import Path

from uploads.store import Received, Store

from .document_snapshots import Frozen, Snapshot
from .documents import paper, word
from .documents.stationery import Templates

SIZE = 1600  # px of the longer side of a picture in a paper
LIMIT_BYTES = 200 * 1024 * 1024
RENDER = {"pdf": paper.render, "docx": word.render}


def pictures(store: Store, snapshot: Snapshot, derive) -> dict[str, Path]:
    """The pictures of a snapshot by id of photo; what can't be shown is left out.

    ``derive(sha256, media_type)`` makes a preview that is lacking.
    """
    found = {}
    for id_, (sha256, media_type) in snapshot.pictures.items():
        if store.derived(sha256, SIZE) is None:
            derive(sha256, media_type)
        if path := store.derived(sha256, SIZE):
            found[id_] = path
    return found


def freeze(store: Store, snapshot: Snapshot, shown: dict[str, Path], templates: Templates) -> Frozen:
    """Both files, kept: when this returns they survive a power failure. Raises Unprintable and TemplateError."""
    made_with = templates.provenance(snapshot.told["template"])
    snapshot = replace(snapshot, told=snapshot.told | {"made_with": made_with})
    pdf, docx = (_kept(store, RENDER[form](snapshot.told, shown, templates)) for form in ("pdf", "docx"))
    return Frozen(snapshot.text, snapshot.sha256, pdf.sha256, pdf.size_bytes, docx.sha256, docx.size_bytes)


def _kept(store, content: bytes) -> Received:
    incoming = store.incoming(LIMIT_BYTES)
    try:
        incoming.write(content)
        received = incoming.finish()
        store.keep(received)
        return received
    finally:
        incoming.discard()
