"""What may be said with the file of an office's earlier ledger of hazards (隐患台账)."""

from typing import Annotated

from pydantic import Field

from geo.coordinates import Datum

from .asset_drafts import Column, Delimiter, Encoding, HeaderRow, Nothings, Words
from .drafts import Draft
from .fields import Code, words
from .models import Severity

SHEET = "隐患台账"  # of the template
# The headings of the template: what a ledger without a mapping is read by.
HEADINGS = {
    "number": "编号",
    "type": "隐患类型",
    "seen_at": "发现时间",
    "lon": "经度",
    "lat": "纬度",
    "address": "地址",
    "description": "情况描述",
    "severity": "严重程度",
    "asset_kind": "设施种类",
    "place_kind": "位置种类",
    "asset_code": "设施编号",
    "status": "办理情况",
}


class LedgerMapping(Draft):
    """In which column of the file each property stands. Columns that are not named go below the description."""

    number: Column | None = None
    type: Column | None = None
    seen_at: Column | None = None
    lon: Column | None = None
    lat: Column | None = None
    wkt: Column | None = None
    address: Column | None = None
    description: Column | None = None
    severity: Column | None = None
    asset_kind: Column | None = None
    place_kind: Column | None = None
    asset_code: Column | None = None
    status: Column | None = None


class LedgerFixed(Draft):
    """What is the same for every row, or where the row says nothing."""

    type: Code | None = None
    severity: Severity | None = None
    asset_kind: Code | None = None
    place_kind: Code | None = None


class LedgerValues(Draft):
    """What the words of a column mean: ``{"type": {"盖子没了": "manhole.missing"}}``."""

    type: Words
    severity: Words
    asset_kind: Words
    place_kind: Words


class LedgerOptions(Draft):
    source: words(200)  # what the ledger is called: its numbers are unique under that name
    mapping: LedgerMapping | None = None  # None: by the headings of the template
    fixed: LedgerFixed = LedgerFixed()
    values: LedgerValues = LedgerValues()
    empty: Nothings
    date_format: words(60) | None = None  # strptime; by default as 2026-06-29 or 2026-06-29 10:05
    crs: words(4000) | None = None
    datum: Datum | None = None
    accuracy_m: Annotated[float, Field(gt=0, le=100_000)] | None = None  # of the ledger's positions, if anybody knows
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    sheet: words(100) | None = None
    header_row: HeaderRow = 1
    layer: words(200) | None = None
    skip_broken: bool = False
    skip_duplicates: bool = False  # rows near a known hazard of the same type are left out


class LedgerImportDraft(Draft):
    """The form of an upload, beside its file."""

    options: LedgerOptions
