"""The parts of a document: drafted from a record, amended by people, and checked against what its kind asks."""

from uuid import UUID

from . import document_sources
from .document_kinds import Form, Kind, Part, phrased
from .errors import FieldError, Invalid

TEXTS = frozenset({Form.ADDRESSEE, Form.LINE, Form.TEXT})
#         of the amendment   the forms that it holds
HOLDERS = {
    "texts": TEXTS,
    "lists": frozenset({Form.LIST}),
    "tables": frozenset({Form.TABLE, Form.SIGNATURES}),
    "photos": frozenset({Form.PHOTOS}),
    "pairs": frozenset({Form.PAIRS}),
}
SIGNERS = 2  # what is said of each: as what, and who


def drafted(kind: Kind, record) -> dict:
    """Each part by name: {"value", "sources", "edited"}; *record* is what ``document_sources.fields`` tells."""
    return {part.name: _part(part, record) for part in kind.parts}


def _part(part: Part, record):
    if part.form in TEXTS:
        said, paths = phrased(part.drafts, record)
        value = "\n".join(said)
    else:
        value, path = record.get(part.source, ([], None))
        paths = [path] if value else []
    return {"value": value, "sources": paths, "edited": False}


def amended(session, actor, document, kind: Kind, changes) -> dict:
    """The parts as they are with *changes*; what is edited is marked. Raises Invalid with all that is wrong."""
    parts, wrong = {part.name: part for part in kind.parts}, []
    fields = dict(document.fields)
    for holder, forms in HOLDERS.items():
        for name, value in (changes.get(holder) or {}).items():
            path = f"{holder}.{name}"
            if name not in parts or parts[name].form not in forms:
                wrong.append(FieldError(path, "no_such_part", {"kind": kind.title}))
                continue
            value = [one.model_dump(mode="json") for one in value] if holder in ("photos", "pairs") else value
            wrong += _uneven(parts[name], path, value)
            if value != fields[name]["value"]:
                fields[name] = fields[name] | {"value": value, "edited": True}
    wrong += _strange_photos(session, actor, document, changes)
    if wrong:
        raise Invalid(*wrong)
    return fields


def _uneven(part, path, value):
    """Rows that have not as many cells as the table has columns."""
    if part.form not in HOLDERS["tables"]:
        return
    columns = len(part.head) or SIGNERS
    for index, row in enumerate(value):
        if len(row) != columns:
            yield FieldError(f"{path}.{index}", "wrong_number_of_cells", {"columns": columns})


def _strange_photos(session, actor, document, changes):
    """Photos that belong to no hazard of the record."""
    named = [
        (f"{holder}.{name}.{index}.{key}", getattr(one, key))
        for holder, keys in (("photos", ("photo_id",)), ("pairs", ("before_id", "after_id")))
        for name, chosen in (changes.get(holder) or {}).items()
        for index, one in enumerate(chosen)
        for key in keys
    ]
    known = {photo.id for photo in usable(session, actor, document)} if named else set()
    return [FieldError(path, "photo_not_of_record") for path, id_ in named if id_ not in known]


def usable(session, actor, document) -> list:
    """The photos that the document may show."""
    row = document_sources.record(session, actor, document.subject_kind, document.subject_id)
    return document_sources.photos(document_sources.hazards_of(session, actor, document.subject_kind, row))


def missing(kind: Kind, fields) -> list[FieldError]:
    """The required parts that are empty, each by name."""
    return [
        FieldError(f"fields.{part.name}", "part_missing", {"part": part.title or part.name})
        for part in kind.parts
        if part.required and _is_empty(fields[part.name]["value"])
    ]


def _is_empty(value):
    return not (value.strip() if isinstance(value, str) else value)


def photo_ids(kind: Kind, fields) -> dict[str, list[UUID]]:
    """The photos that each part shows, in order."""
    found = {}
    for part in kind.parts:
        if part.form is Form.PHOTOS:
            found[part.name] = [UUID(one["photo_id"]) for one in fields[part.name]["value"]]
        if part.form is Form.PAIRS:
            pairs = fields[part.name]["value"]
            found[part.name] = [UUID(one[key]) for one in pairs for key in ("before_id", "after_id")]
    return found
