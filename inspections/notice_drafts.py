"""What may be said of notices: one strict shape per act."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from .drafts import Draft
from .fields import Lax, Version, line, text, words
from .notice_policy import EVENTS

# Enough to tell an address from a slip; whether it is one, only the mail server knows (RFC 5321 §4.5.3.1: 254 octets).
Address = Annotated[line(200), Field(pattern=r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]+$")]


class ReadDraft(Draft):
    """Which notices were read; null: all of them."""

    ids: Annotated[list[UUID], Field(max_length=500)] | None = None


class NoticeSettingDraft(Draft):
    """How I want to be told. ``daily`` is a digest a day, which needs an address and leaves ``muted`` events out."""

    email: Address | None = None
    daily: bool = False
    muted: Annotated[tuple[Literal[EVENTS], ...], Lax, Field(max_length=len(EVENTS))] = ()
    language: Literal["zh", "en"] = "zh"


class CalendarDraft(Draft):
    """Nothing needs to be said; that it is JSON keeps the forms of other sites out."""


class ReleaseWay(StrEnum):
    MAIL = "mail"
    SMS = "sms"
    COPIED = "copied"


class ReleaseDraft(Draft):
    """Let it leave: by e-mail (to *address*, where it goes to an agency), by text message (about a service), or
    carried over by whoever releases it."""

    version: Version
    way: ReleaseWay
    address: Address | None = None
    note: text(500) = ""


class DiscardDraft(Draft):
    version: Version
    reason: words(500)
