"""Query strings of /follow-ups."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from geo import coordinates
from inspections.fields import Day

from .queries import Box, Cursor, Query


def _place(text):
    try:
        lon, lat = (float(part) for part in text.split(","))
    except (ValueError, AttributeError):
        raise PydanticCustomError("bad_start", "start") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise PydanticCustomError("bad_start", "start")
    return lon, lat


Place = Annotated[tuple[float, float], BeforeValidator(_place)]


class DueQuery(Query):
    due_before: Day | None = None
    agency: UUID | None = None
    bbox: Box | None = None


class FollowUpQuery(DueQuery):
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 200


class RouteQuery(DueQuery):
    """*start* is ``lon,lat`` in *datum*; without it the round begins wherever is best."""

    start: Place | None = None
    datum: coordinates.Datum | None = None
    f: Literal["json", "gpx"] = "json"

    @model_validator(mode="after")
    def _start_with_datum(self):
        if (self.start is None) != (self.datum is None):
            raise PydanticCustomError("start_needs_datum", "datum")
        return self

    @property
    def start_wgs84(self):
        return self.start and coordinates.to_wgs84(*self.start, self.datum)
