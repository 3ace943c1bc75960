"""Pages that neither skip nor repeat: a cursor is the place of the last row, sealed to its list."""

import base64
import binascii
import hashlib

import orjson

from .errors import Invalid


def cut(rows: list, limit: int, place, about: str):
    """The first *limit* of *rows* and the cursor of what follows them, or None: ask for one row more than the page.

    ``place(row)`` is where a row stands in the order, as a list of strings; *about* tells one list from another.
    """
    page = rows[:limit]
    return page, cursor(place(page[-1]), about) if len(rows) > limit else None


def cursor(place: list[str], about: str) -> str:
    seal = hashlib.sha256(repr([place, about]).encode()).hexdigest()[:12]
    return base64.urlsafe_b64encode(orjson.dumps([*place, seal])).decode().rstrip("=")


def read(text: str, about: str, *kinds):
    """The place in *text*, each part read by its kind. Invalid for a damaged cursor and for that of another list."""
    try:
        *parts, _ = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = [kind(part) for kind, part in zip(kinds, parts, strict=True)]
        if text != cursor(parts, about):
            raise ValueError("the cursor of another list, or a damaged one")
        return place
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error):
        raise Invalid.at("cursor", "bad_cursor", of="bad_parameter") from None
