"""Reading what clients send, strictly: bytes become a shape, or a refusal that names the field.

JSON is read twice: first for what pydantic would let pass or trip over (encoding, depth, duplicate keys, NaN, lone
surrogates), then by pydantic from the very same bytes.
"""

import json
import math
import re
from urllib.parse import unquote_to_bytes

from pydantic import BaseModel, ValidationError

from inspections.errors import FieldError, Invalid

MAX_JSON_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_DIGITS = 30


class Unreadable(Exception):
    """The body or query can't be read at all (400). ``code`` says why."""

    def __init__(self, code, status=400, **details):
        super().__init__(code)
        self.code = code
        self.status = status
        self.details = details


def text(request, most_bytes: int) -> str:
    """The request's body as UTF-8 text. Raises Unreadable (400, 413, 415)."""
    if request.content_encoding:
        raise Unreadable("encoded_body", 415)
    raw = request.stream.read(most_bytes + 1)
    if len(raw) > most_bytes:
        raise Unreadable("body_too_large", 413, limit=most_bytes)
    try:
        return raw.decode("utf-8", "strict")
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None


def body(request, shape: type[BaseModel]):
    """The request's JSON as *shape*. Raises Unreadable (400, 413, 415) or Invalid (422)."""
    if request.mimetype != "application/json":
        raise Unreadable("json_expected", 415)
    if request.content_encoding:
        raise Unreadable("encoded_body", 415)
    if request.content_length is not None and request.content_length > MAX_JSON_BYTES:
        raise Unreadable("body_too_large", 413, limit=MAX_JSON_BYTES)
    raw = request.stream.read(MAX_JSON_BYTES + 1)
    if len(raw) > MAX_JSON_BYTES:
        raise Unreadable("body_too_large", 413, limit=MAX_JSON_BYTES)
    return parse(raw, shape)


def parse(raw: bytes, shape: type[BaseModel]):
    """JSON *raw* as *shape*: Unreadable for what is not strict JSON, Invalid for what the shape does not allow."""
    check_json(raw)
    return validated(shape.model_validate_json, raw)


def validated(validate, value, prefix=""):
    """``validate(value)``, with pydantic's complaints turned into ours."""
    try:
        return validate(value)
    except ValidationError as error:
        raise Invalid(
            *(_field(item, prefix) for item in error.errors(include_url=False, include_input=False))
        ) from None


def check_json(raw: bytes):
    """Raise Unreadable unless *raw* is one strict JSON object."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("not_utf8")
    try:
        text = raw.decode("utf-8", "strict")
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    _check_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_not_finite, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", line=error.lineno, column=error.colno) from None
    if not isinstance(value, dict):
        raise Unreadable("object_expected")
    if "\\u" in text and any("\ud800" <= char <= "\udfff" for char in json.dumps(value, ensure_ascii=False)):
        raise Unreadable("lone_surrogate")


# Possessive, and a string may miss its end: every character is looked at once, whatever was sent.
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{\]}]', re.DOTALL)


def _check_depth(text):
    depth = 0
    for match in _STRUCTURE.finditer(text):
        token = match.group()
        if token in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable("too_deep", limit=MAX_DEPTH)
        elif token in "]}":
            depth -= 1


def _unique(pairs):
    found = {}
    for key, value in pairs:
        if key in found:
            raise Unreadable("duplicate_key", key=_sayable(key[:60]))
        found[key] = value
    return found


def _sayable(text):
    """*text* for an answer: a lone surrogate can't be sent back."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _not_finite(name):
    raise Unreadable("not_finite", value=name)


def _float(text):
    value = float(text)
    if not math.isfinite(value) or len(text) > 400:
        raise Unreadable("not_finite", value=text[:20])
    return value


def _int(text):
    if len(text) > MAX_DIGITS:
        raise Unreadable("number_too_long", limit=MAX_DIGITS)
    return int(text)


#  pydantic's word            ours               and what its sentence needs
TYPES = {
    "missing": ("required", ()),
    "extra_forbidden": ("unknown_field", ()),
    "string_too_long": ("too_long", ("max_length",)),
    "too_long": ("too_many", ("max_length",)),
    "greater_than_equal": ("out_of_range", ("ge",)),
    "less_than_equal": ("out_of_range", ("le",)),
    "greater_than": ("out_of_range", ("gt",)),
    "less_than": ("out_of_range", ("lt",)),
    "enum": ("not_one_of", ("expected",)),
    "literal_error": ("not_one_of", ("expected",)),
    "timezone_aware": ("offset_required", ()),
    "string_pattern_mismatch": ("bad_format", ("pattern",)),
}
OURS = {
    "control_characters",
    "not_rfc3339",
    "empty",
    "uuid7_required",
    "lat_lon_swapped",
    "lat_out_of_range",
    "may_not_be_null",
    "nothing_to_change",
    "person_or_name",
    "guest_needs_body",
    "bad_bbox",
    "bad_start",
    "start_needs_datum",
    "same_photo_twice",
    "review_has_case",
    "role_needs_agency",
    "instant_out_of_range",
    "no_links",
    "office_or_agency",
    "role_of_other_scope",
    "invited_until_when",
    "empty_period",
    "changed_twice",
    "successor_or_new",
    "not_a_count",
    "no_way_left",
    "several_years",
    "day_twice",
    "ends_before_it_began",
    "signature_needs",
    "mark_needs",
    "not_one_for_each_point",
    "ink_comes_as_scan",
    "item_twice",
    "base_needs_same_fields",
    "hazard_or_type",
}
TAGS = {"position", "no_fix"}
AT_LATITUDE = {"lat_lon_swapped", "lat_out_of_range"}


def _field(item, prefix):
    kind, context = item["type"], item.get("ctx", {})
    path = _path(item["loc"])
    if kind in OURS:
        code, details = kind, context
        path += ["lat"] if kind in AT_LATITUDE else []
    elif kind in TYPES:
        code, names = TYPES[kind]
        details = {"allowed": " ".join(f"{_SIGNS.get(name, '')}{context[name]}" for name in names)}
    else:
        code, details = "wrong_type", {"expected": _expected(kind)}
    return FieldError(".".join([prefix, *path] if prefix else path), code, details)


def _path(loc):
    """Where the field is, for a client: without the branch of a union, which pydantic names behind it."""
    parts = [str(part) for part in loc]
    if parts[:1] == ["location"] and parts[1:2] and parts[1] in TAGS:
        del parts[1]
    return parts[:2] if parts[:1] == ["measurements"] else parts


_SIGNS = {"ge": "≥ ", "le": "≤ ", "gt": "> ", "lt": "< ", "max_length": "≤ "}


_SUFFIXES = re.compile(r"_(type|parsing|from_date_parsing|from_datetime_parsing|object_invalid)$")
_JSON_NAMES = {"model": "object", "dict": "object", "list": "array", "bool": "boolean", "int": "integer"}


def _expected(kind):
    name = _SUFFIXES.sub("", kind)
    return _JSON_NAMES.get(name, name.replace("_", " "))


def query(request, shape: type[BaseModel]):
    """The query string as *shape*, each parameter once. Raises Unreadable, or Invalid with the fields (both 400)."""
    try:
        unquote_to_bytes(request.query_string).decode("utf-8", "strict")
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    args = request.args
    for name, values in args.lists():
        if len(values) > 1:
            raise Invalid.at(name, "given_twice", of="bad_parameter")
    try:
        return validated(shape.model_validate_strings, args.to_dict())
    except Invalid as error:
        raise Invalid(*error.fields, code="bad_parameter") from None
