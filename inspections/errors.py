"""What can go wrong, said in the language of inspections.

InspectionError
├── NotFound     no such thing, or not yours to see
├── NotAllowed   you may see it, but you may not do that
├── Destroyed    there was such a file; its bytes were destroyed by law
├── NotSignedIn  we don't know who you are
├── TooMany      too many attempts; wait
├── Unavailable  the database's disk refuses, or another process holds it; try again
├── Conflict     not now: the record has moved on, or the id is taken
│   └── Stale    the writer looked at an older version
└── Invalid      a field is wrong, or something required is missing

``code`` is stable and for machines; the sentence for people is made from it at the edge, in the reader's language.
"""

from dataclasses import dataclass, field

import orjson


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong or missing field: where it is, a stable code, and the numbers or words that the sentence needs."""

    path: str
    code: str
    details: dict = field(default_factory=dict)


class InspectionError(Exception):
    """Base class. *details* fill the sentence; *extra* goes to the client as it is."""

    code = "error"

    def __init__(self, code=None, *, extra=None, **details):
        super().__init__(code or self.code)
        self.code = code or self.code
        self.details = details
        self.extra = extra or {}


class NotFound(InspectionError):
    code = "not_found"


class NotAllowed(InspectionError):
    code = "not_allowed"


class Destroyed(InspectionError):
    code = "photo_destroyed"


class NotSignedIn(InspectionError):
    code = "not_signed_in"


class TooMany(InspectionError):
    code = "too_many_attempts"

    def __init__(self, retry_after_s):
        super().__init__(retry_after_s=retry_after_s)
        self.retry_after_s = retry_after_s


class Unavailable(InspectionError):
    code = "database_unavailable"


class Conflict(InspectionError):
    code = "conflict"


class Stale(Conflict):
    """Somebody else was quicker; *record* is the row as it is now."""

    code = "stale_version"

    def __init__(self, record):
        super().__init__(extra={"version": record.version}, version=record.version)
        self.record = record


class Invalid(InspectionError):
    """One or more fields are wrong. Built from ``(path, code)`` or from several FieldErrors."""

    code = "invalid_fields"

    def __init__(self, *fields, code=None):
        super().__init__(code)
        self.fields = tuple(fields)

    @classmethod
    def at(cls, path, code, *, of=None, **details):
        """One wrong field; *of* names the problem when it is not that of a body."""
        return cls(FieldError(path, code, details), code=of)


def kept(error: InspectionError) -> dict:
    """The error as JSON values, to be shown again later in whatever language."""
    fields = [{"path": one.path, "code": one.code, "details": one.details} for one in getattr(error, "fields", ())]
    return {
        "kind": "Conflict" if isinstance(error, Stale) else type(error).__name__,
        **orjson.loads(orjson.dumps({"code": error.code, "details": error.details, "extra": error.extra}, default=str)),
        "fields": orjson.loads(orjson.dumps(fields, default=str)),
    }


def again(said: dict) -> InspectionError:
    """The error that was kept."""
    kind = globals()[said["kind"]]
    if kind is Invalid:
        return Invalid(*(FieldError(**one) for one in said["fields"]), code=said["code"])
    if kind is TooMany:
        return TooMany(**said["details"])
    return kind(said["code"], extra=said["extra"], **said["details"])
