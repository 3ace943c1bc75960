"""Query strings, one strict shape each. Every parameter comes once; a list is separated by commas."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from geo.answers import Role as ResponsibilityRole
from geo.coordinates import Datum
from inspections import asset_search
from inspections.drafts import LocationSource, Position, check_latitude
from inspections.fields import Code, Day, Instant, text, words
from inspections.models import (
    AssetStatus,
    CaseState,
    ClockState,
    DisputeState,
    ImportState,
    InspectionKind,
    InspectionStatus,
    LegalField,
    Severity,
    Status,
)
from inspections.nearby import FURTHEST_M
from inspections.search import SORTS, Filters

Cursor = Annotated[str, Field(max_length=400)]
Limit = Annotated[int, Field(ge=1, le=100)]


def _box(text):
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except (ValueError, AttributeError):
        raise PydanticCustomError("bad_bbox", "bbox") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise PydanticCustomError("bad_bbox", "bbox")
    return west, south, east, north


def _split(text):
    return text.split(",") if isinstance(text, str) else text


Box = Annotated[tuple[float, float, float, float], BeforeValidator(_box)]
Statuses = Annotated[frozenset[Status], BeforeValidator(_split)]
InspectionStatuses = Annotated[frozenset[InspectionStatus], BeforeValidator(_split)]
CaseStates = Annotated[frozenset[CaseState], BeforeValidator(_split)]
Severities = Annotated[frozenset[Severity], BeforeValidator(_split)]


class Query(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class HazardFilters(Query):
    bbox: Box | None = None
    status: Statuses = frozenset()
    type: Code | None = None
    severity: Severities = frozenset()
    agency: UUID | None = None
    role: ResponsibilityRole | None = None
    office: UUID | None = None
    overdue: bool | None = None
    incomplete: bool | None = None
    guarded: bool | None = None
    q: text(100) | None = None
    seen_from: Instant | None = None
    seen_to: Instant | None = None

    @model_validator(mode="after")
    def _role_of_agency(self):
        if self.role and not self.agency:
            raise PydanticCustomError("role_needs_agency", "role")
        return self

    @property
    def filters(self) -> Filters:
        return Filters(**{name: getattr(self, name) for name in Filters.__slots__ if hasattr(self, name)})


class HazardQuery(HazardFilters):
    case: UUID | None = None
    sort: Literal[tuple(SORTS)] = "-seen_at"
    cursor: Cursor | None = None
    limit: Limit = 50


class ClusterQuery(HazardFilters):
    bbox: Box
    zoom: Annotated[int, Field(ge=0, le=22)]


class ResponsibilityQuery(Query):
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: float
    datum: Datum
    type: Code
    asset_kind: Code | None = None
    place_kind: Code | None = None
    accuracy_m: Annotated[float, Field(gt=0, le=100_000)] | None = None
    on: Day | None = None
    asset_code: text(100) | None = None

    @model_validator(mode="after")
    def _latitude(self):
        check_latitude(self)
        return self

    @property
    def position(self) -> Position:
        return Position(
            lon=self.lon, lat=self.lat, datum=self.datum, accuracy_m=self.accuracy_m, source=LocationSource.MANUAL
        )


class InspectionQuery(Query):
    status: InspectionStatuses = frozenset()
    kind: InspectionKind | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class RuleQuery(Query):
    on: Day | None = None
    f: Literal["json", "xlsx"] = "json"


class ChecklistQuery(Query):
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    f: Literal["json", "xlsx"] = "json"


class PreviewQuery(Query):
    size: Literal["1600", "320"] = "1600"


class BundleQuery(Query):
    """*purpose* is what the bundle is for; it goes to the ledger."""

    purpose: text(200) | None = None


class NearbyQuery(Query):
    """*type* is what the neighbours are compared with, and gives the radius in metres unless *radius_m* does."""

    type: Code | None = None
    radius_m: Annotated[float, Field(gt=0, le=FURTHEST_M)] | None = None
    limit: Limit = 50


class NearbyPlaceQuery(NearbyQuery):
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: float
    datum: Datum
    type: Code

    @model_validator(mode="after")
    def _latitude(self):
        check_latitude(self)
        return self


class DisputeQuery(Query):
    state: DisputeState | None = None
    overdue: bool | None = None
    agency: UUID | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class CaseQuery(Query):
    """*overdue*: a period of the case is over, and what it waits for was not done."""

    state: CaseStates = frozenset()
    agency: UUID | None = None
    office: UUID | None = None
    legal_field: LegalField | None = None
    overdue: bool | None = None
    q: text(100) | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class ClockQuery(Query):
    due_before: Day | None = None
    office: UUID | None = None
    kind: Code | None = None
    state: ClockState | None = None
    overdue: bool | None = None
    subject: UUID | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class ReasonQuery(Query):
    """Why what was entered holds no longer."""

    reason: words(1000)


class RemovalQuery(ReasonQuery):
    """Why a hazard is taken out of a case, and the version of the case that was looked at."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class CalendarQuery(Query):
    """*year* and *office* default to the present year and the own office."""

    year: Annotated[int, Field(ge=2020, le=2099)] | None = None
    office: UUID | None = None


class ImportQuery(Query):
    kind: Code | None = None
    state: ImportState | None = None
    cursor: Cursor | None = None
    limit: Limit = 50


class LayerQuery(Query):
    on: Day | None = None


class AssetFilters(Query):
    kind: Code | None = None
    owner: UUID | None = None
    status: AssetStatus | None = None
    net: Literal[tuple(asset_search.NET)] | None = None
    cover_class: text(60) | None = None
    register_name: text(200) | None = None
    bbox: Box | None = None
    q: text(100) | None = None
    patrolled_before: Day | None = None
    missing: bool | None = None

    @property
    def filters(self) -> asset_search.Filters:
        return asset_search.Filters(**{name: getattr(self, name) for name in asset_search.Filters.__slots__})


class AssetQuery(AssetFilters):
    cursor: Cursor | None = None
    limit: Limit = 50


class RegisterQuery(AssetFilters):
    f: Literal[tuple(asset_search.WRITERS)]
    purpose: words(500)


class ReassignmentQuery(Query):
    cursor: Cursor | None = None
    limit: Limit = 50


class CardQuery(Query):
    cursor: Cursor | None = None
    limit: Limit = 50


class UploadQuery(Query):
    cursor: Cursor | None = None
    limit: Limit = 50


class DifferenceQuery(Query):
    f: Literal["json", "xlsx"] = "json"
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


Size = Annotated[int, Field(ge=1, le=2**31 - 1)]


class CheckpointQuery(Query):
    size: Size | None = None
    f: Literal["json", "note"] = "json"


class ProofQuery(Query):
    seq: Size
    size: Size | None = None
    f: Literal["json", "tlog-proof"] = "json"


class ConsistencyQuery(Query):
    first: Size
    size: Size | None = None
