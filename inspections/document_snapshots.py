"""What a document says at one moment, as JSON values: rendered again it gives the same paper whatever happens."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID

import orjson

from . import (
    catalogue,
    checkpoints,
    db,
    derivatives,
    document_kinds,
    document_parts,
    hazards,
    ledger,
    notes,
    sketches,
)
from . import paper_words as words
from .document_kinds import Form
from .errors import FieldError, Invalid, NotFound
from .models import Office, Person

PICTURES = frozenset({Form.PHOTOS, Form.PAIRS, Form.SKETCH})
UNNUMBERED = frozenset({Form.ADDRESSEE, Form.LINE})
SHORT = 16  # hex digits of a digest that people compare


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``told`` is what templates get; ``pictures`` say which file shows each photo: (sha256, media type)."""

    version: int  # of the document, to tell whether it has changed since
    told: dict
    pictures: dict[str, tuple[str, str]]

    @property
    def text(self) -> str:
        return orjson.dumps(self.told, option=orjson.OPT_SORT_KEYS).decode()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Frozen:
    """A rendered snapshot whose files are in the store."""

    snapshot: str
    snapshot_sha256: str
    pdf_sha256: str
    pdf_bytes: int
    docx_sha256: str
    docx_bytes: int


def taken(session, actor, document, *, frozen: bool) -> Snapshot:
    """The document as it is; *frozen* with the code and the checkpoint that tell it from a draft.

    Raises Invalid for a photo that may not leave, or is there no more.
    """
    kind = document_kinds.every()[document.kind]
    shown = _Shown(session, actor, document, kind, frozen)
    parts = [*_parts(session, actor, document, kind, shown)]
    if shown.wrong:
        raise Invalid(*shown.wrong)
    now = db.now(session)
    told = {
        "v": 1,
        "id": str(document.id),
        "kind": kind.kind,
        "template": kind.template,
        "title": document.title,
        "office": session.get_one(Office, document.office_id).name,
        "number": document.number or (kind.number and _sample(session, document, kind)),
        "red_head": kind.red_head,
        "sealed": kind.seal,
        "frozen": frozen,
        "edition": len(document.versions) + 1,
        "date": words.day(now),
        "at": int(now.timestamp()),
        "parts": parts,
        "photos": {id_: sha256 for id_, (sha256, _) in shown.files.items()},
    }
    return Snapshot(document.version, told | _proof(session, told), shown.files)


def _sample(session, document, kind):
    """The number of a draft that has none yet: its pattern with a sign for the number."""
    office, year = session.get_one(Office, document.office_id), db.today(session).year
    return kind.number.format(initial=office.name[0], year=year, n="×")


def _proof(session, told):
    if not told["frozen"]:
        return {"code": None, "proof": [f"草稿　{ledger.instant(datetime.fromtimestamp(told['at'], db.SHANGHAI))}"]}
    digest = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
    said = [f"第{told['edition']}版　内容摘要 SHA-256：{digest[:SHORT]}…{digest[-SHORT:]}"]
    try:
        head = notes.Head.parse(notes.Note.parse(checkpoints.get(session).note).text)
        said.append(f"台账校验点：{head.size}　{head.root.hex()[:SHORT]}")
    except NotFound:
        said.append("台账校验点：尚未签发")
    return {"code": f"lanjian:document-{told['id']}-{told['edition']}:{digest}", "proof": said}


def _parts(session, actor, document, kind, shown):
    """The parts that say something, with headings numbered where there is more than a line.

    The pictures of a letter are annexes, numbered apart; what a draft still lacks is said in its place.
    """
    numerals, annexes = words.numerals(), count(1)
    for part in kind.parts:
        value = document.fields[part.name]["value"] or _lacking(part, shown.frozen)
        if not value and not part.blank:
            continue
        annexed = kind.template == "letter" and part.form in PICTURES
        if annexed:
            heading = f"附件{next(annexes)}　{part.title}"
        else:
            heading = f"{next(numerals)}、{part.title}" if part.title and part.form not in UNNUMBERED else None
        said = {"name": part.name, "form": part.form, "title": part.title, "heading": heading, "annex": annexed}
        yield said | _said(session, actor, part, value, shown)


def _lacking(part, frozen):
    """What stands in a draft for a required part that is empty."""
    if frozen or not part.required or part.form not in (*document_parts.TEXTS, Form.LIST):
        return None
    said = f"【待填：{part.title or part.name}】"
    return [said] if part.form is Form.LIST else said


def _said(session, actor, part, value, shown):
    match part.form:
        case Form.ADDRESSEE | Form.LINE:
            return {"text": value or "", "tall": part.tall}
        case Form.TEXT:
            return {"paragraphs": value.split("\n")}
        case Form.LIST:
            return {"items": value}
        case Form.TABLE:
            return {"head": part.head, "widths": part.widths, "rows": value}
        case Form.SIGNATURES:
            return {"rows": value}
        case Form.PHOTOS:
            named = [(one, f"photos.{part.name}.{index}") for index, one in enumerate(value)]
            return {"pictures": [shown.picture(one["photo_id"], one["caption"], path) for one, path in named]}
        case Form.PAIRS:
            return {"pairs": [_pair(shown, one, f"pairs.{part.name}.{index}") for index, one in enumerate(value)]}
        case Form.SKETCH:
            return {"svg": sketches.drawn(session, actor, [UUID(one["hazard_id"]) for one in value])}


def _pair(shown, one, path):
    before, after = (shown.picture(one[key], "", f"{path}.{key}") for key in ("before_id", "after_id"))
    return {"caption": one["caption"], "before": before, "after": after}


class _Shown:
    """The photos of a document: each numbered where it comes first, with the file that may be shown of it."""

    def __init__(self, session, actor, document, kind, frozen):
        self._session, self._actor, self._kind, self.frozen = session, actor, kind, frozen
        self._photos = {photo.id: photo for photo in document_parts.usable(session, actor, document)}
        self._makers = catalogue.names(session, Person, [photo.uploaded_by_id for photo in self._photos.values()])
        self._numbers, self.files, self.wrong = {}, {}, []

    def picture(self, id_: str, caption: str, path: str) -> dict:
        photo = self._photos.get(UUID(id_))
        number = self._numbers.setdefault(id_, len(self._numbers) + 1)
        if photo is None:
            self.wrong.append(FieldError(path, "photo_not_of_record"))
            return {}
        outside = self._kind.pictures != "team"
        if outside and not photo.cleared:
            self.wrong.append(FieldError(path, "photo_not_cleared", {"photo": number}))
        file = (outside and derivatives.redaction(self._session, photo)) or photo
        self.files[id_] = (file.sha256, file.media_type)
        return {"id": id_, "name": f"照片{number}", "lines": self._lines(photo, caption)}

    def _lines(self, photo, caption):
        hazard = hazards.get(self._session, self._actor, photo.hazard_id)
        taken_at = (photo.captured or {}).get("at")
        when = words.minute(datetime.fromisoformat(taken_at)) if taken_at else words.minute(photo.received_at)
        return [
            ["时间", when + ("" if taken_at else "（接收）")],
            ["地点", hazard.address or words.place(hazard)],
            ["拍摄人", self._makers[photo.uploaded_by_id]],
            ["说明", f"{caption}　{hazard.number}".strip()],
            ["原件 SHA-256", f"{photo.sha256[:SHORT]}…"],
        ]
