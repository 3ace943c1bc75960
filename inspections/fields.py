"""The vocabulary of what may be said: texts, codes, ids, instants and days, each read strictly."""

import re
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError, PydanticKnownError


def _clean(text: str) -> str:
    if any(ord(char) < 32 and char not in "\n\t" for char in text) or "\x7f" in text:
        raise PydanticCustomError("control_characters", "control characters")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty", "empty")
    return _clean(text)


def _uuid7(value: UUID) -> UUID:
    if value.version != 7:
        raise PydanticCustomError("uuid7_required", "not a UUIDv7")
    return value


def _spelt(kind, pattern):
    """Take a *kind*, or a text that is spelt as RFC 3339 says: pydantic would also take "1700000000" for an instant."""

    def check(value):
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise PydanticKnownError(f"{kind.__name__}_type")
        if not re.fullmatch(pattern, value, re.ASCII):
            raise PydanticCustomError("not_rfc3339", "spelling")
        return value

    return BeforeValidator(check)


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:  # the first or the last hours that a calendar of four digits knows
        raise PydanticCustomError("instant_out_of_range", "beyond the years 1 to 9999") from None


def text(longest):
    """Free text, kept code point for code point; only control characters are refused."""
    return Annotated[str, Field(max_length=longest), AfterValidator(_clean)]


def words(longest):
    """Text that says something."""
    return Annotated[str, Field(max_length=longest), AfterValidator(_filled)]


def line(longest):
    """Text that says something, on one line."""
    return Annotated[words(longest), Field(pattern=r"^[^\n\t]+$")]


Code = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_.]+$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
# Not strict inside: a text that passed its own check is no longer JSON to pydantic, which then wants the type itself.
Lax = Field(strict=False)
RFC3339 = r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?"  # without an offset: said apart
Moment = Annotated[AwareDatetime, Lax, _spelt(datetime, RFC3339)]
Instant = Annotated[Moment, AfterValidator(_utc)]
Day = Annotated[date, Lax, _spelt(date, r"\d{4}-\d\d-\d\d")]
ClientId = Annotated[UUID, AfterValidator(_uuid7)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Measurements = Annotated[dict[words(60), float | text(200)], Field(max_length=50)]
