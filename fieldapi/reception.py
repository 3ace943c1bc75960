"""Receiving a file: a form is read so that its one file goes straight into the store, hashed on the way."""

from contextlib import contextmanager

import orjson
from flask import current_app, request
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import MultiPartParser

from inspections import photos
from inspections.errors import Invalid

from . import wire

AT_ONCE = 256 * 1024  # bytes read in one go: every reading costs a way through the server


@contextmanager
def form(limit_bytes, instead=None):
    """The text fields of this request's form and its one file (an `uploads.store.Incoming`), with its name.

    Where the text field *instead* is given there is no file but None.

    The file is gone when the context ends, unless the store has kept it. Raises Unreadable, Invalid, TooLarge, NotKept.
    """
    store, begun = current_app.extensions["store"], []

    def incoming(**_):
        begun.append(store.incoming(limit_bytes))
        return begun[-1]

    try:
        yield _parse(incoming, instead)
    finally:
        for file in begun:
            file.discard()  # what was kept has its own name by now


def _parse(incoming, instead):
    texts, files = _parsed(incoming)
    strange = sorted(set(files) - {"file"})
    if strange:
        raise Invalid.at(strange[0], "unknown_field")
    if instead in texts and not files:
        return texts, None, ""
    if len(files.getlist("file")) != 1:
        raise Invalid.at("file", "given_twice" if files else "required")
    return texts, files["file"].stream, files["file"].filename or ""


def _parsed(incoming):
    if request.mimetype != "multipart/form-data":
        raise wire.Unreadable("multipart_expected", 415)
    parser = MultiPartParser(
        stream_factory=incoming,
        max_form_memory_size=request.max_form_memory_size,
        max_form_parts=request.max_form_parts,
        buffer_size=AT_ONCE,
    )  # Flask's own parsing takes a form that breaks off for an empty one
    try:
        boundary = request.mimetype_params.get("boundary", "").encode("ascii")
        return parser.parse(request.stream, boundary, request.content_length)
    except (BadRequest, ValueError):
        raise wire.Unreadable("bad_multipart") from None


def keep(received):
    """Into the store, where the bytes are durable; unless the law had these very bytes destroyed (Destroyed)."""
    with current_app.extensions["database"].read() as session:
        photos.may_keep(session, received.sha256)
    current_app.extensions["store"].keep(received)


def draft(texts, shape, json_field):
    """The text fields as a *shape*; *json_field* is JSON text."""
    for name, values in texts.lists():
        if len(values) > 1:
            raise Invalid.at(name, "given_twice")
    plain = {name: value for name, value in texts.items() if name != json_field}
    body = orjson.dumps(plain)
    if json_field in texts:
        said = texts[json_field].encode()
        wire.check_json(said)
        body = body[:-1] + (b"," if plain else b"") + b'"%s":' % json_field.encode() + said + b"}"
    return wire.parse(body, shape)


@contextmanager
def files(limit_bytes):
    """The text fields of this request's form and its files as ``(field, name, uploads.store.Incoming)``; any number.

    A field in which nobody chose a file is left out. What the store has not kept is gone when the context ends. Raises
    Unreadable and TooLarge.
    """
    store, begun = current_app.extensions["store"], []

    def incoming(**_):
        begun.append(store.incoming(limit_bytes))
        return begun[-1]

    try:
        texts, found = _parsed(incoming)
        yield texts, [(name, one.filename, one.stream) for name, one in found.items(multi=True) if one.filename]
    finally:
        for file in begun:
            file.discard()
