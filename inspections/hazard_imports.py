"""Importing an office's earlier ledger of hazards (隐患台账): a dry run with every row's faults, then each is recorded.

A row is recorded by the same function as on site, so it is checked, answered and told alike; where it came from stays
with it. A row whose number is known from the same source was imported before and is left alone.
"""

import re
from datetime import datetime
from math import cos, hypot, radians
from types import SimpleNamespace

from pydantic import ValidationError
from sqlalchemy import select

from geo.coordinates import Datum

from . import db, hazards, layer_imports, people
from .drafts import HazardDraft, LocationSource
from .hazard_import_drafts import HEADINGS, SHEET, LedgerMapping, LedgerOptions
from .importing import Kind
from .models import AssetKind, Hazard, HazardOrigin, HazardType, Person, PlaceKind, Severity
from .models.hazards import ENDED

MOST = 5_000  # hazards in one act: every one is recorded by itself, and all in one transaction
NEAR_M = 30.0
DEGREE_M = 111_320.0
# 2026-06-29, 2026/6/29 9:05, 2026.6.29, 2026年6月29日 9:05:30
WRITTEN = re.compile(r"(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)日?(?:[ T]*(\d\d?)[:：](\d\d)(?:[:：](\d\d))?)?", re.A)
DRAFTS = "drafts"  # kept beside the columns from the check to the writing
SEVERITIES = {severity.value: severity for severity in Severity} | {
    "特别严重": Severity.CRITICAL,
    "紧急": Severity.CRITICAL,
    "严重": Severity.HIGH,
    "重大": Severity.HIGH,
    "高": Severity.HIGH,
    "一般": Severity.MEDIUM,
    "中": Severity.MEDIUM,
    "轻微": Severity.LOW,
    "低": Severity.LOW,
}
KINDS = {"type": HazardType, "asset_kind": AssetKind, "place_kind": PlaceKind}


def context(session, row, options) -> dict:
    """What the reader must know: the outline of the office's area, and which properties to read."""
    outlines = layer_imports.outlines(session, row.office_id)
    properties, codes = list(LedgerMapping.model_fields), ["number", "asset_code"]
    return {"outlines": outlines, "properties": properties, "codes": codes, "headings": HEADINGS, "sheet": SHEET}


def check(session, row, options, columns, report):
    """Say of each row what keeps it out, what was imported before, and what lies near a known hazard."""
    ledger = _Ledger(session, row, options, columns, report)
    columns[DRAFTS] = ledger.drafts()
    report.accepted = len(columns[DRAFTS])
    if report.accepted > MOST:
        report.error("too_many_rows", limit=MOST)
    report.summary |= ledger.counts


class _Ledger:
    """The rows of one file on their way to drafts of hazards."""

    def __init__(self, session, row, options, columns, report):
        self.options, self.columns, self.report = options, columns, report
        self.words = {name: _words(session, model) for name, model in KINDS.items()} | {"severity": SEVERITIES}
        self.now = db.now(session)
        same = (HazardOrigin.office_id == row.office_id, HazardOrigin.source == options.source)
        self.numbers = set(session.scalars(select(HazardOrigin.external_number).where(*same)))
        self.rows: dict[str, int] = {}  # where each number stands first
        self.near = _Near(session, row.office_id)
        self.counts = {"known": 0, "near_others": 0, "without_position": 0}

    def drafts(self) -> list[tuple[SimpleNamespace, HazardDraft]]:
        """The rows that are to be recorded, each with its draft."""
        names = [name for name in self.columns if name != DRAFTS]
        found = []
        for values in zip(*(self.columns[name] for name in names), strict=True):
            said = SimpleNamespace(**dict(zip(names, values, strict=True)))
            first = self.rows.setdefault(said.number, said.row) if said.number else said.row
            if first != said.row:
                self._tell(said, "number_twice", "number", value=said.number[:60], first=first)
                continue
            if said.number in self.numbers:
                self.counts["known"] += 1
                continue
            draft = self._draft(said)
            if draft and not self._is_double(said, draft):
                self.counts["without_position"] += said.lon is None
                found.append((said, draft))
        return found

    def _draft(self, said):
        facts = {name: self._word(said, name) for name in self.words}
        if facts["type"] is None and not said.type:
            self._tell(said, "required", "type")
        seen_at = self._instant(said)
        if None in (facts["type"], seen_at) or any(facts[name] is None and getattr(said, name) for name in facts):
            return None
        try:
            return HazardDraft(
                **facts,
                seen_at=seen_at,
                location=self._location(said),
                description=_description(said),
                address=said.address,
                asset_code=said.asset_code or None,
            )
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                self._tell(said, "not_taken", ".".join(map(str, item["loc"])), reason=item["msg"])
            return None

    def _word(self, said, name):
        """The code of a word, or None: for a word that nobody knows after saying so."""
        word = getattr(said, name)
        code = self.words[name].get(word.casefold())
        if word and code is None:
            self._tell(said, "unknown_word", name, value=word[:60])
        return code

    def _instant(self, said) -> datetime | None:
        """When it was seen, by the clock of Shanghai; a day alone is its beginning."""
        try:
            seen_at = _instant(said.seen_at, self.options.date_format)
        except ValueError:
            self._tell(said, "not_an_instant" if said.seen_at else "required", "seen_at", value=said.seen_at[:60])
            return None
        if seen_at > self.now:
            self._tell(said, "in_the_future", "seen_at")
            return None
        return seen_at

    def _location(self, said):
        if said.lon is None:
            return {"no_fix_reason": f"《{self.options.source}》第 {said.row} 行没有坐标"}
        return {
            "lon": said.received_lon,
            "lat": said.received_lat,
            "datum": self.options.datum or Datum.WGS84,
            "accuracy_m": self.options.accuracy_m,
            "source": LocationSource.MANUAL,
        }

    def _is_double(self, said, draft) -> bool:
        """Whether the row is left out because a hazard of its type is near; a warning either way."""
        if said.lon is None:
            return False
        other = self.near.other(draft.type, said.lon, said.lat, f"第 {said.row} 行")
        if other is None:
            return False
        self.counts["near_others"] += 1
        self.report.warn("near_other_hazard", row=said.row, place=[said.lon, said.lat], limit=NEAR_M, value=other)
        return self.options.skip_duplicates

    def _tell(self, said, code, field, **details):
        tell = self.report.warn if self.options.skip_broken else self.report.error
        tell(code, row=said.row, field=field, **details)


def _words(session, model) -> dict[str, str]:
    """The codes of a kind by code and by Chinese and English name."""
    found = {}
    for code, chinese, english in session.execute(select(model.code, model.name_zh, model.name_en)):
        found |= dict.fromkeys((code, chinese.casefold(), english.casefold()), code)
    return found


def _instant(text: str, pattern: str | None) -> datetime:
    """An instant in the declared pattern (strptime), else as people write it or as ISO 8601 says. Raises ValueError."""
    if pattern:
        found = datetime.strptime(text, pattern)
    elif written := WRITTEN.fullmatch(text):
        found = datetime(*(int(part or 0) for part in written.groups()))
    else:
        found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=db.SHANGHAI)


def _description(said) -> str:
    """The row's own words; how far it got there, and what else the row says, stand below as they are."""
    others = [f"台账记载的办理情况：{said.status}"] if said.status else []
    others += [f"{name}：{text}" for name, text in said.attributes.items()]
    return "\n".join(filter(None, (said.description, *others)))[:4000]


class _Near:
    """Finds hazards of the same type within NEAR_M: the office's open ones, and those of the rows before."""

    def __init__(self, session, office_id):
        self._cells = {}
        columns = (Hazard.type, Hazard.lon, Hazard.lat, Hazard.number)
        known = (Hazard.office_id == office_id, Hazard.lon.is_not(None), Hazard.status.not_in(ENDED))
        for type_, lon, lat, number in session.execute(select(*columns).where(*known)):
            self._add(type_, lon, lat, number)

    def other(self, type_, lon, lat, name) -> str | None:
        """The name of a hazard nearby, or None; then this one is remembered by its *name*."""
        x, y = self._cell(lon, lat)
        around = [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        found = (other for cell in around for other in self._cells.get((type_, *cell), ()))
        near = next((other[2] for other in found if _metres(lon, lat, *other[:2]) <= NEAR_M), None)
        if near is None:
            self._add(type_, lon, lat, name)
        return near

    def _add(self, type_, lon, lat, name):
        self._cells.setdefault((type_, *self._cell(lon, lat)), []).append((lon, lat, name))

    def _cell(self, lon, lat):
        side = NEAR_M / DEGREE_M
        row = int(lat // side)
        return int(lon // (side / max(0.01, cos(radians((abs(row) + 1) * side))))), row


def _metres(lon1, lat1, lon2, lat2):
    """A flat distance: good to a thousandth over some tens of metres."""
    return hypot((lon1 - lon2) * cos(radians((lat1 + lat2) / 2)), lat1 - lat2) * DEGREE_M


def apply(session, row, options, columns, maps, told) -> tuple[list, dict]:
    """Record each row in the name of whoever applies the import; each hazard keeps where it came from."""
    actor = people.actor(session, session.get_one(Person, row.applied_by_id))
    for done, (said, draft) in enumerate(columns[DRAFTS], 1):
        hazard, _ = hazards.record(session, actor, draft, maps)
        hazard.origin = HazardOrigin(office_id=row.office_id, import_id=row.id, source=options.source)
        hazard.origin.row, hazard.origin.external_number = said.row, said.number or None
        told(done)
    return [], {"source": options.source, "hazards": len(columns[DRAFTS])}


IMPORT = Kind("hazards", "import_hazards", LedgerOptions, "geo.listfiles:read", check, apply, context, in_a_name=True)
