"""What may be said about one asset, and with the file of a register."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from geo.coordinates import Datum

from .drafts import Amendment, Draft, Position
from .fields import ClientId, Code, Day, text, words
from .models import AssetStatus

CoverClass = Annotated[str, Field(pattern=r"^[A-F]\d{2,3}$")]  # GB/T 23858: A15 … F900


class AssetDraft(Draft):
    """An asset found on site. Without a code it gets a number of the office's own."""

    FACTS: ClassVar = ("kind", "name", "owner_id", "owner_text", "status", "cover_class", "net", "last_patrol_on")

    id: ClientId | None = None
    kind: Code
    code: words(60) | None = None
    name: text(200) = ""
    owner_id: UUID | None = None
    owner_text: text(200) = ""
    location: Position
    status: AssetStatus | None = None
    cover_class: CoverClass | None = None
    net: bool | None = None
    last_patrol_on: Day | None = None


class AssetAmendment(Amendment):
    """A correction of a register; it needs a reason."""

    FILLED = frozenset({"kind", "name", "owner_text", "location"})

    reason: words(1000)
    kind: Code | None = None
    name: text(200) | None = None
    owner_id: UUID | None = None
    owner_text: text(200) | None = None
    location: Position | None = None
    status: AssetStatus | None = None
    cover_class: CoverClass | None = None
    net: bool | None = None
    last_patrol_on: Day | None = None


Column = words(200)
Encoding = Literal["UTF-8", "GB18030", "Big5", "ISO-8859-1"]
Delimiter = Annotated[str, Field(min_length=1, max_length=1)]
HeaderRow = Annotated[int, Field(ge=1, le=100)]
Words = Annotated[dict[text(200), text(200)], Field(default_factory=dict, max_length=5000)]
Nothings = Annotated[
    list[text(100)], Field(default_factory=list, max_length=50)
]  # texts that say nothing, such as 9999


class RegisterMapping(Draft):
    """In which column of the file each property stands. Columns that are not named are kept as attributes."""

    code: Column
    kind: Column | None = None
    component_code: Column | None = None  # GB/T 30428.2
    name: Column | None = None
    owner: Column | None = None  # the agency's key, name or id; other words are kept as they are
    lon: Column | None = None
    lat: Column | None = None
    wkt: Column | None = None  # instead of both; a layer file has points and needs none of the three
    status: Column | None = None
    cover_class: Column | None = None
    net: Column | None = None
    last_patrol_on: Column | None = None


class RegisterFixed(Draft):
    """What is the same for every row, or where the row says nothing."""

    kind: Code | None = None
    owner: words(200) | None = None
    status: words(60) | None = None
    cover_class: CoverClass | None = None


class RegisterValues(Draft):
    """What the words of a column mean: ``{"status": {"Good": "intact"}, "net": {"Installed": "yes"}}``."""

    kind: Words
    component_code: Words
    owner: Words
    status: Words
    net: Words
    cover_class: Words


class RegisterOptions(Draft):
    """What is declared of a register's file: nothing of it is guessed."""

    register_name: words(200)
    scheme: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9][a-z0-9_.-]*$")]  # whose codes they are
    mapping: RegisterMapping
    fixed: RegisterFixed = RegisterFixed()
    values: RegisterValues = RegisterValues()
    empty: Nothings
    date_format: words(60) | None = None  # strptime; by default days begin with year, month and day
    crs: words(4000) | None = None
    datum: Datum | None = None  # WGS84 unless said; no file says GCJ02 or BD09
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    sheet: words(100) | None = None
    header_row: HeaderRow = 1
    layer: words(200) | None = None
    partial: bool = False  # the file is not the whole register: what it does not list is not missing
    skip_broken: bool = False


class RegisterImportDraft(Draft):
    """The form of an upload, beside its file."""

    options: RegisterOptions
