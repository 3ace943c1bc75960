"""What may be said to the domain: one strict shape per act, used by the API, by imports and by the seed.

Parsed from the very bytes received; unknown fields, wrong types, NaN and control characters never get past here.
"""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from geo.answers import Role as ResponsibilityRole
from geo.coordinates import Datum

from .canonical import digest
from .fields import ClientId, Code, Day, Instant, Moment, Sha256, Version, text, words
from .models import PhotoKind, Provenance, Severity


class Draft(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    LATER: ClassVar[frozenset[str]] = frozenset()  # fields that drafts did not have when the first digests were kept

    @property
    def digest(self) -> str:
        """SHA-256 of what was said, without the id: tells a repeat from a reused id."""
        unsaid = {name for name in self.LATER if not getattr(self, name)}
        return digest(self.model_dump_json(exclude={"id", *unsaid}))


class LocationSource(StrEnum):
    """Where a position comes from (domain §5.1); the datum is said beside it and never guessed from it."""

    GNSS = "gnss"
    FUSED = "fused"
    SDK_AMAP = "sdk_amap"
    WX_WGS84 = "wx_wgs84"
    WX_GCJ02 = "wx_gcj02"
    MAP_PICK = "map_pick"
    MAP_PICK_AMAP = "map_pick_amap"
    MAP_PICK_TIANDITU = "map_pick_tianditu"
    MAP_PICK_BAIDU = "map_pick_baidu"
    EXIF = "exif"
    MANUAL = "manual"


def check_latitude(place):
    """Refuse a latitude beyond ±90, and say so when longitude and latitude seem to have changed places."""
    if abs(place.lat) > 90:
        swapped = abs(place.lon) <= 90
        code = "lat_lon_swapped" if swapped else "lat_out_of_range"
        raise PydanticCustomError(code, "latitude", {"lat": place.lat, "lon": place.lon})


class Position(Draft):
    """A position in degrees with its datum; ``accuracy_m`` is the radius in metres, null when nobody knows it."""

    lon: float = Field(ge=-180, le=180)
    lat: float
    datum: Datum
    accuracy_m: Annotated[float, Field(gt=0, le=100_000)] | None = None
    source: LocationSource

    @model_validator(mode="after")
    def _latitude(self):
        check_latitude(self)
        return self


class NoFix(Draft):
    """No position, and why."""

    no_fix_reason: words(500)


def _which(value) -> str:
    """Tell by its field which of the two is meant, so that an error names that field and not both shapes."""
    excused = "no_fix_reason" in value if isinstance(value, dict) else isinstance(value, NoFix)
    return "no_fix" if excused else "position"


Location = Annotated[
    Annotated[Position, Tag("position")] | Annotated[NoFix, Tag("no_fix")],
    Discriminator(_which),
]


# Of the photos that belong to a record, by the digest that the device computed; twins are named twice.
DeclaredPhotos = Annotated[list[Sha256], Field(max_length=100)]


class HazardDraft(Draft):
    LATER = frozenset({"declared_photos"})

    id: ClientId | None = None
    type: Code
    asset_kind: Code | None = None
    place_kind: Code | None = None
    location: Location
    seen_at: Instant
    severity: Severity | None = None
    description: text(4000) = ""
    address: text(300) = ""
    inspection_id: UUID | None = None
    asset_code: text(100) | None = None
    declared_photos: DeclaredPhotos = []


class Amendment(Draft):
    """Only the fields that are named change; ``reason`` goes to the ledger."""

    FILLED: ClassVar[frozenset[str]] = frozenset()  # fields that can't be emptied with null
    ABOUT: ClassVar[frozenset[str]] = frozenset({"version", "reason"})  # said about the change, not changed by it

    version: Version
    reason: text(1000) = ""

    @model_validator(mode="after")
    def _something(self):
        emptied = [name for name, value in self.changes.items() if value is None and name in self.FILLED]
        if emptied:
            raise PydanticCustomError("may_not_be_null", "null", {"names": ", ".join(sorted(emptied))})
        if not self.changes:
            raise PydanticCustomError("nothing_to_change", "nothing to change")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set - self.ABOUT}


class HazardValues(Draft):
    """What of a hazard may be changed; what is not named stays."""

    type: Code | None = None
    seen_at: Instant | None = None
    asset_kind: Code | None = None
    place_kind: Code | None = None
    location: Location | None = None
    severity: Severity | None = None
    description: text(4000) | None = None
    address: text(300) | None = None
    asset_code: text(100) | None = None
    declared_photos: DeclaredPhotos | None = None


class HazardAmendment(Amendment, HazardValues):
    FILLED = frozenset({"type", "location", "seen_at", "severity", "description", "address", "declared_photos"})


class How(StrEnum):
    """How a finding was referred without a case."""

    CALL = "call"
    MESSAGE = "message"
    SLIP = "slip"
    DOCUMENT = "document"


class MoveDraft(Draft):
    """A move along the lifecycle. Which of the fields a move takes and needs stands in its row of the table."""

    move: Annotated[str, Field(max_length=40)]
    version: Version | None = None
    note: text(4000) = ""
    alone_reason: words(1000) | None = None
    unknown_owner: bool | None = None
    receiving_body: words(200) | None = None
    master_id: UUID | None = None
    agency_id: UUID | None = None
    how: How | None = None
    who: words(200) | None = None
    at: Instant | None = None
    officers: Annotated[list[UUID], Field(max_length=20)] | None = None
    claimed_on: Day | None = None
    by: words(200) | None = None


class SplitDraft(Draft):
    """Undo a wrong merge (version and reason only), or say that one record is two spots: where the second one is."""

    id: ClientId | None = None
    version: Version
    reason: words(1000)
    photo_ids: Annotated[list[UUID], Field(max_length=100)] = []
    location: Location | None = None
    description: text(4000) | None = None
    address: text(300) = ""


class OverrideDraft(Draft):
    """A person's choice for one role, with the reason; ``agency_id`` null says that nobody is known to own it."""

    version: Version
    role: ResponsibilityRole
    agency_id: UUID | None
    reason: words(1000)


# Where the camera pointed, clockwise from north as the device knows it; text in a form.
Heading = Annotated[float, Field(ge=0, le=360, strict=False)]


class PhotoDraft(Draft):
    LATER = frozenset({"heading_deg"})

    id: ClientId | None = None
    kind: PhotoKind = PhotoKind.OTHER
    captured_at: Moment | None = None
    location: Position | None = None
    heading_deg: Heading | None = None
    provenance: Provenance = Provenance.UNKNOWN
    sha256: Sha256 | None = None


class PhotoForm(PhotoDraft):
    """A photo sent as a file, or one that was uploaded before."""

    upload_id: UUID | None = None

    @property
    def photo(self) -> PhotoDraft:
        return PhotoDraft.model_construct(**{name: getattr(self, name) for name in PhotoDraft.model_fields})

    @property
    def said(self) -> dict[str, Any]:
        """What was said of the photo, as JSON values, without what was not."""
        return self.model_dump(mode="json", exclude_unset=True, include=set(PhotoDraft.model_fields))


class UploadDraft(PhotoDraft):
    """What is said of a photo before its bytes come; its record may come later still."""

    hazard_id: UUID | None = None


class ImportAct(Draft):
    """What is done to the import that the writer has seen in that version."""

    version: Version
