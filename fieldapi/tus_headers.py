"""What tus says in headers (https://tus.io/protocols/resumable-upload, version 1.0.0), read strictly."""

import base64
import binascii
import hashlib
import re
from typing import Annotated

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from werkzeug.datastructures import MultiDict

from inspections.errors import Invalid
from uploads import sniff

from . import wire

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
MOST_BYTES = max(sniff.LIMITS.values())
ALGORITHMS = ("sha1", "sha256")
LONGEST_METADATA = 8000
FOR_OTHERS = {"filename", "filetype", "name", "type", "relativePath"}  # clients say them unasked; content decides here
OFFERED = {
    "Tus-Resumable": VERSION,
    "Tus-Version": VERSION,
    "Tus-Max-Size": str(MOST_BYTES),
    "Tus-Extension": "creation,creation-with-upload,checksum,expiration,termination",
    "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
}


def _count(value):
    if not re.fullmatch(r"\d{1,15}", value, re.ASCII):
        raise PydanticCustomError("not_a_count", "count")
    return value


Count = Annotated[int, BeforeValidator(_count)]
Metadata = Annotated[str, Field(max_length=LONGEST_METADATA)]
Checksum = Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9]+ [A-Za-z0-9+/]+=*$")]


class Headers(BaseModel):
    """A field ``upload_length`` is the header Upload-Length."""

    model_config = ConfigDict(frozen=True, alias_generator=lambda name: name.title().replace("_", "-"))

    tus_resumable: str


class Beginning(Headers):
    upload_length: Count
    upload_metadata: Metadata = ""
    upload_checksum: Checksum | None = None


class Piece(Headers):
    upload_offset: Count
    upload_checksum: Checksum | None = None


def read(shape: type[Headers]):
    """The headers of this request as *shape*. Raises Unreadable (412: another version of tus) or Invalid (400)."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise wire.Unreadable("tus_version", 412, version=VERSION)
    names = (field.alias for field in shape.model_fields.values())
    said = {name: request.headers[name] for name in names if name in request.headers}
    try:
        return wire.validated(shape.model_validate_strings, said)
    except Invalid as error:
        raise Invalid(*error.fields, code="bad_header") from None


def metadata(text: str) -> MultiDict:
    """``key base64,key base64`` as texts; a key without a value is empty. Raises Invalid (400)."""
    pairs = [pair.split(" ") for pair in text.split(",")] if text else []
    try:
        said = [(key, base64.b64decode("".join(value), validate=True).decode()) for key, *value in pairs if key]
        if len(said) < len(pairs) or any(len(pair) > 2 for pair in pairs):
            raise ValueError("a key is missing, or has two values")
    except (binascii.Error, ValueError):  # of which the one for what is no UTF-8 is a kind
        raise Invalid.at("Upload-Metadata", "bad_metadata", of="bad_header") from None
    return MultiDict((key, value) for key, value in said if key not in FOR_OTHERS)


def checksum(text: str | None):
    """A hash to feed and the digest that it must come to, or (None, None). Raises Invalid (400)."""
    if text is None:
        return None, None
    algorithm, digest = text.split(" ")
    if algorithm not in ALGORITHMS:
        raise Invalid.at("Upload-Checksum", "not_one_of", of="bad_header", allowed=", ".join(ALGORITHMS))
    hash_ = hashlib.new(algorithm, usedforsecurity=False)
    try:
        expected = base64.b64decode(digest, validate=True)
    except binascii.Error:
        expected = b""
    if len(expected) != hash_.digest_size:
        raise Invalid.at("Upload-Checksum", "bad_checksum", of="bad_header")
    return hash_, expected
